"""The offline base map: land, water, boundaries, districts, names and relief, in this folder.

`manifest()` says what is there; `docs/basemap.md` describes the files; `build` makes them anew.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

BASEMAP_DIRECTORY = Path(__file__).resolve().parent

LABEL_LANGUAGES = ("en", "az", "hy", "ru", "ka")
"""Of the names on the map, as BCP 47 codes; every label has the first."""

Bounds = tuple[float, float, float, float]
"""West, south, east, north in degrees (EPSG:4326)."""


@dataclass(frozen=True)
class ClipFile:
    """One file of a clip.

    Parameters
    ----------
    path
        Relative to `BASEMAP_DIRECTORY`, with forward slashes.
    size
        Bytes.
    sha256
        In hexadecimal.
    """

    path: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Clip:
    """A part of the world at one scale.

    Parameters
    ----------
    name
        Also the name of its folder.
    scale
        Of the vector data, such as `1:10m`.
    bounds
        West, south, east, north in degrees; also the outer edges of the hillshade.
    min_zoom
        The smallest zoom at which the clip is meant to be drawn.
    files
        By role: `layers`, `labels` and, where elevation is at hand, `hillshade`.
    """

    name: str
    scale: str
    bounds: Bounds
    min_zoom: int
    files: Mapping[str, ClipFile]


@dataclass(frozen=True)
class Source:
    """Where data of the base map come from, and on what terms."""

    name: str
    version: str
    licence: str
    provides: str


@dataclass(frozen=True)
class Manifest:
    """Everything a page or a picture needs to draw and to credit the base map.

    Parameters
    ----------
    attribution
        Plain text naming the sources, to stand on every map.
    disclaimer
        The neutral sentence on boundaries and names, to stand beside it.
    sources
        With their licences.
    clips
        Coarsest first: `world`, then the detailed ones, to be drawn in this order.
    """

    attribution: str
    disclaimer: str
    sources: tuple[Source, ...]
    clips: tuple[Clip, ...]

    def clip(self, name: str) -> Clip:
        """Find a clip by its name; `KeyError` names those there are."""
        for clip in self.clips:
            if clip.name == name:
                return clip
        raise KeyError(
            f"no base map clip {name!r}; there are {', '.join(each.name for each in self.clips)}"
        )


@cache
def manifest() -> Manifest:
    """Read `manifest.json`, once per process."""
    document = json.loads((BASEMAP_DIRECTORY / "manifest.json").read_text(encoding="utf-8"))
    return Manifest(
        attribution=document["attribution"],
        disclaimer=document["disclaimer"],
        sources=tuple(Source(**source) for source in document["sources"]),
        clips=tuple(
            Clip(
                name=clip["name"],
                scale=clip["scale"],
                bounds=tuple(clip["bounds"]),
                min_zoom=clip["min_zoom"],
                files={
                    role: ClipFile(file["path"], file["bytes"], file["sha256"])
                    for role, file in clip["files"].items()
                },
            )
            for clip in document["clips"]
        ),
    )


@cache
def town_names() -> Mapping[int, Mapping[str, str]]:
    """Read the labels of towns: GeoNames' id → language → name, once per process."""
    return {
        int(label["properties"]["id"]): label["properties"]["names"]
        for clip in manifest().clips
        for label in json.loads(
            (BASEMAP_DIRECTORY / clip.files["labels"].path).read_text(encoding="utf-8")
        )["features"]
        if label["properties"]["kind"] == "town"
    }
