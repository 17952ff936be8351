"""What inputs are made of: nearly right, and odd in one place or another."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Final, Literal

from hypothesis import strategies as st

from geodata.columns import CASE, CLAIMS, CORRECTIONS, EVENT_SOURCE, EVENTS, PLACES, SOURCES, Column
from geodata.reading.layouts import layouts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import SearchStrategy

ENCODINGS: Final = (
    *("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"),
    *("cp1251", "cp1252", "cp1254", "koi8_r"),
)
ODD_TEXTS: Final = (
    *("", " ", "\t", "\n", "\r", "\r\n", "\x00", "\x0b", "\x1b[31m", "\x7f", "\x85", "\xa0"),
    *("\u2028", "\u202e", "\u200d", "\ufeff", "\ufffd", "\uffff", "\U0010ffff", "e\u0301", "İ"),
    *('"', '""', '"a', 'a"b', "'", ",", ";", "|", "a|b", "||", "=1+1", "@x", "<b>", "&amp;"),
    *("-0", "1e999", "NaN", "inf", "٣", "²", "1_000", "0x10", "9" * 400, "-9" * 30, "1,5", "−3"),
    *("at:1,2", "at:91,0", "at:1", "geonames:1", "geonames:x", "shape:2", "row-2", "../x", "CON"),
    *(
        "https://example.org/",
        "http://[",
        "http://ex\u2024ample/",
        "ftp://x",
        "http://xn--a/",
        "//",
    ),
    *("Baku", "baku", "Shusha", "Springfield", "Европа/Баку", "Europe", "../../etc/passwd"),
)
EDTF_PIECES: Final = (
    *("2024", "1999", "0000", "0001", "9999", "10000", "20", "-", "-", "04", "17", "21", "41"),
    *("/", "..", "[", "]", "{", "}", ",", "~", "?", "%", "X", "XX", "Y", "E5", "S2", "T", "Z"),
    *("10:37", "24:00", "23:59:60", ".5", "+04:00", "-99:99", "+14", " ", "２", "²", "\n", "00"),
)
DATES: Final = (
    *("2024-04-17", "2024-04", "2024", "2020-23", "2024-06~", "2023-09-19/2023-09-20", "2024/.."),
    *("[2024-04-16,2024-04-17]", "[..2024]", "{2023,2024}", "2024-04-17T10:37+04:00", "199X", "/"),
    *("17 April 2024", "April 2024", "20240417", "17.04.2024", "03/04/2024", "2024-02-30", "../.."),
    *("0001-01-01~", "9999-12-31T23:59-12:00", "2024-04-17 00:00:00", "Apr 3rd, 2024", "X024", ""),
)
odd: Final[SearchStrategy[str]] = st.one_of(
    st.sampled_from(ODD_TEXTS), st.text(max_size=12), st.text('a1 ,"\n;', max_size=8)
)  # fmt: skip
"""Text of any characters but halves of surrogate pairs, often one that has gone wrong elsewhere."""

broken: Final[SearchStrategy[str]] = st.one_of(
    odd, st.text(st.characters(exclude_categories=[]), max_size=8)
)
"""The same with halves of surrogate pairs, which JSON can hold, and no file of text."""

edtf: Final[SearchStrategy[str]] = st.one_of(
    st.sampled_from(DATES),
    st.lists(st.sampled_from(EDTF_PIECES), max_size=9).map("".join),
    st.tuples(st.sampled_from(DATES), st.sampled_from(EDTF_PIECES), st.sampled_from(DATES)).map(
        "".join
    ),
    odd,
)
_NUMBERS: Final = ("3", "46.93", "39,92", "-181", "90", "1e3", ".5", "7", "0", "2147483648", "")
_IDS: Final = ("a", "b", "agency", "column", "karabakh", "a1", "row-2", "é", "x" * 80)
_TEXTS: Final = ("Bridge closed", "Мост", "körpü", "One; two", "Town council|Paper")


def cell_of(column: Column) -> SearchStrategy[str]:
    """Return cells of a column: what may stand there, and what may not."""
    if column.vocabulary:
        return st.one_of(st.sampled_from([str(word) for word in column.vocabulary]), odd)
    if column.kind != "text":
        return st.one_of(st.sampled_from(_NUMBERS), odd)
    if column.name in {"date", "reported", "said", "published", "retrieved", "corrected", "value"}:
        return edtf
    if column.name.endswith("_id"):
        return st.one_of(st.sampled_from(_IDS), odd)
    if column.name == "timezone":
        return st.one_of(st.sampled_from(["Asia/Baku", "UTC", "localtime", "Factory"]), odd)
    return st.one_of(st.sampled_from(_TEXTS), odd)


@st.composite
def rows(draw: st.DrawFn, columns: Sequence[Column], most: int = 5) -> list[list[str]]:
    """Draw a header, of names known here by and large, and rows of cells below it."""
    there = [column for column in columns if column.required or draw(st.booleans())]
    named = [draw(st.sampled_from([one.name, *one.aliases, one.name.upper()])) for one in there]
    cells = [cell_of(column) for column in there]
    if draw(st.integers(0, 4)) == 0:
        named.insert(0, draw(odd))
        cells.insert(0, odd)
    if named and draw(st.integers(0, 9)) == 0:
        named[0] = named[-1]
    least = 1 if draw(st.integers(0, 9)) else 0
    below = draw(st.lists(st.tuples(*cells).map(list), min_size=least, max_size=most))
    return [named, *below]


@st.composite
def separated(draw: st.DrawFn, table: list[list[str]]) -> str:
    """Write rows as separated text, not always as it should be."""
    text = io.StringIO(newline="")
    separator = draw(st.sampled_from([",", ",", ",", ";", "\t", "|"]))
    end = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    quoting: Literal[0, 1] = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))
    writer = csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting)
    writer.writerows(table)
    written = draw(st.sampled_from(["", "", "", f"sep={separator}\n", "\n", " \n\n"]))
    written += text.getvalue()
    if draw(st.integers(0, 3)) == 0:
        at = draw(st.integers(0, len(written)))
        written = written[:at] + draw(odd) + written[at:]
    if draw(st.integers(0, 9)) == 0:
        written = written[: draw(st.integers(0, len(written)))]
    return written


@st.composite
def encoded(draw: st.DrawFn, text: str) -> bytes:
    """Encode text, by and large in UTF-8, with a damaged byte now and then."""
    encoding = "utf-8" if draw(st.integers(0, 3)) else draw(st.sampled_from(ENCODINGS))
    return draw(damaged(text.encode(encoding, errors="replace")))


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Damage one file of four: bytes changed, put in or cut off."""
    how = draw(st.sampled_from(["", "", "", "", "", "", "change", "put in", "cut"]))
    if not how or not data:
        return data
    at = draw(st.integers(0, len(data) - 1))
    if how == "cut":
        return data[:at]
    piece = draw(st.binary(min_size=1, max_size=4))
    return data[:at] + piece + data[at + (len(piece) if how == "change" else 0) :]


def table_file(columns: Sequence[Column]) -> SearchStrategy[bytes]:
    """Return files of separated text with such columns."""
    return rows(columns).flatmap(separated).flatmap(encoded)


ALONE: Final = (*EVENTS, *EVENT_SOURCE)
TABLES: Final = {
    "events.csv": EVENTS,
    "sources/case.csv": CASE,
    "sources/sources.csv": SOURCES,
    "sources/claims.csv": CLAIMS,
    "sources/corrections.csv": CORRECTIONS,
}

_EXPORTS: Final = tuple(
    tuple(Column(name, "", required=name in one.needs) for name in one.names) for one in layouts()
)
lone_tables: Final = st.one_of(
    st.just(ALONE), st.just(ALONE), st.sampled_from(_EXPORTS)
).flatmap(rows)  # fmt: skip
"""Tables that stand alone, some of them exports of well-known data sets."""

json_trees: Final[SearchStrategy[Any]] = st.recursive(
    st.one_of(
        st.none(),
        st.booleans(),
        st.integers(),
        st.floats(),
        broken,
        st.sampled_from(["Feature", "Point", 10**400, 1e308, -0.0]),
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.one_of(st.sampled_from(["type", "features", "coordinates", "crs", "id"]), broken),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=8,
)
_degrees: Final = st.one_of(
    st.floats(-200, 200),
    st.sampled_from([0, 46.9, 180, 90, 1e300, float("nan"), None, "4", 10**30]),
)
_position: Final = st.lists(_degrees, min_size=1, max_size=4)
_SHAPES: Final = (
    *("Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"),
    *("GeometryCollection", "LinearRing", "", "point"),
)
_coordinates: Final = st.one_of(
    _position,
    st.lists(_position, max_size=5),
    st.lists(st.lists(_position, max_size=5), max_size=2),
    st.just([[[46, 40], [47, 40], [47, 41], [46, 40]]]),
    st.just([[[46, 40], [47, 41], [47, 40], [46, 41], [46, 40]]]),
    json_trees,
)
geometry: Final[SearchStrategy[Any]] = st.one_of(
    st.none(),
    st.just({"type": "Point", "coordinates": [46.9, 40.1]}),
    st.fixed_dictionaries(
        {"type": st.sampled_from(_SHAPES), "coordinates": _coordinates},
        optional={"geometries": st.lists(st.deferred(lambda: geometry), max_size=2)},
    ),
    json_trees,
)


def collections(columns: Sequence[Column]) -> SearchStrategy[str]:
    """Return GeoJSON collections whose features have such properties, more or less."""
    properties = st.fixed_dictionaries(
        {},
        optional={
            column.name: st.one_of(cell_of(column), json_trees)
            if column.name in {"names", "variants"} or column.kind != "text"
            else st.one_of(cell_of(column), cell_of(column), cell_of(column), json_trees)
            for column in columns
        },
    )
    feature = st.one_of(
        *[
            st.fixed_dictionaries(
                {"type": st.just("Feature"), "properties": properties, "geometry": geometry},
                optional={"id": json_trees},
            )
        ]
        * 4,
        json_trees,
    )
    crs = st.one_of(
        st.builds(
            lambda name: {"type": "name", "properties": {"name": name}},
            st.sampled_from(["EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:3857", "x", None]),
        ),
        json_trees,
    )
    collection = st.fixed_dictionaries(
        {"type": st.just("FeatureCollection"), "features": st.lists(feature, max_size=4)},
        optional={"crs": crs, "name": broken},
    )
    return st.one_of(collection, collection, collection, json_trees).flatmap(_as_json)


@st.composite
def _as_json(draw: st.DrawFn, tree: Any) -> str:
    text = json.dumps(
        tree, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 1]))
    )
    if draw(st.integers(0, 7)) == 0:
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.one_of(odd, st.sampled_from('{}[],:"'))) + text[at:]
    return text


places: Final = collections(PLACES)
features: Final = collections(ALONE)

summaries: Final[SearchStrategy[str]] = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "# A heading\n",
                "\n\n",
                "\n",
                "¶1 It began.",
                "¶2 It ended.",
                "¶",
                "¶0 ",
                "¶٣ x",
                "## ",
            ]
        ),
        st.integers(0, 10**12).map(lambda number: f"\n¶{number} words\n"),
        odd,
    ),
    max_size=8,
).map("".join)

_TOML_PIECES: Final = (
    *('layer = "Sheet2"\n', "[columns]\n", 'title = "headline"\n', 'date = "day"\n', "x = 1\n"),
    *(
        'kind = ""\n',
        "layer = [1]\n",
        "columns = 3\n",
        "a.b.c = 1\n",
        "[[columns]]\n",
        "'''",
        '"""',
    ),
    *("[columns.title]\n", "layer = 2024-01-01\n", 'latitude = "\\ud800"\n', "[" * 30, "# x\n"),
)
read_as: Final[SearchStrategy[str]] = st.lists(
    st.one_of(st.sampled_from(_TOML_PIECES), odd), max_size=6
).map("".join)

_PARAMETERS: Final = (
    *("clock", "from", "to", "asof", "event", "place", "kind", "standing", "source", "actor", "q"),
    *("names", "lat", "lon", "zoom", "version", "x", ""),
)
_VALUES: Final = (
    *(
        "told",
        "happened",
        "2024-04-17",
        "0000-00-00",
        "contested",
        "movement",
        "en",
        "az-Latn",
        "%",
    ),
    *("withdrawal", "karabakh", "46.9", "1e5", "+", "%ff", "%00", "%F0%9F%98%80", "a" * 600, "&&"),
    *("2024-04-17T12:00", "2024-04-17T12:00 04:00", "2024-13", "2020-23", "tass-1", "%ED%A0%80"),
)
queries: Final[SearchStrategy[str]] = st.lists(
    st.builds(
        lambda name, between, value: f"{name}{between}{value}",
        st.sampled_from(_PARAMETERS),
        st.sampled_from(["=", "=", "=", "", "=="]),
        st.one_of(st.sampled_from(_VALUES), edtf, broken),
    ),
    max_size=6,
).map("&".join)

_WORDS: Final = (
    *("On Wednesday", "on 17 April 2024", "the ministry", "said", "that", "Baku", "last year"),
    *(
        "between 1992 and 1994",
        "in the spring of 2020",
        "17.04.2024",
        "yesterday",
        "three days ago",
    ),
    *("5 June-7 July 2020", "1st", "Q3 2020", "the 1990s", "21st century", "2020/21", "at noon"),
    *("17 апреля", "в среду", "17 aprel 2024", "çərşənbə", "не подтвердил", "“It began”", "km"),
    *(
        "31 February 2023",
        "29 February",
        "0 May",
        "the day before",
        "Monday-Friday",
        "2024-04-17T9",
    ),
    *("1, 2, 3 and 4 May 2020", "9999", "2199-99", "50s", ".", ",", "\n", "\n\n", "(", ")", "–"),
    *("By A. Writer", "Published: 17 April 2024", "https://example.org/2024/04/17/x", "Read also:"),
)
prose: Final[SearchStrategy[str]] = st.lists(
    st.one_of(st.sampled_from(_WORDS), st.sampled_from(_WORDS), odd), max_size=20
).map(" ".join)

_TAGS: Final = (
    *("p", "div", "article", "h1", "title", "time", "script", "style", "table", "tr", "td", "li"),
    *("ul", "a", "b", "br", "head", "body", "html", "meta", "svg", "math", "template", "iframe"),
    *("x-y", "p:q", "noscript", "form", "img", "pre", "blockquote", "em", "span"),
)
_ATTRIBUTES: Final = (
    *(
        'lang="az"',
        'datetime="2024-04-17"',
        "itemprop=datePublished",
        'charset="utf-7"',
        "class='x'",
    ),
    *(
        'property="article:published_time" content="2024-04-17T10:00Z"',
        'href="javascript:x"',
        "lang",
    ),
    *('type="application/ld+json"', 'name="date" content="31.02.2024"', 'pubdate id="a\x00b"'),
)
markup: Final[SearchStrategy[str]] = st.recursive(
    st.one_of(
        prose,
        odd,
        st.sampled_from(
            [
                *(
                    "<!--",
                    "-->",
                    "<![CDATA[",
                    "]]>",
                    "<?xml version='1.0'?>",
                    "<!doctype html>",
                    "<",
                ),
                *(
                    "&#0;",
                    "&#xD800;",
                    "&lol;",
                    "<!DOCTYPE x [<!ENTITY lol 'x'>]>",
                    "</p>",
                    "</html>",
                ),
                '{"datePublished": "2024-04-17"}',
            ]
        ),
    ),
    lambda inner: st.builds(
        lambda tag, attributes, inside, closed: (
            f"<{tag} {' '.join(attributes)}>{''.join(inside)}" + (f"</{tag}>" if closed else "")
        ),
        st.sampled_from(_TAGS),
        st.lists(st.sampled_from(_ATTRIBUTES), max_size=2),
        st.lists(inner, max_size=4),
        st.sampled_from([True, True, True, False]),
    ),
    max_leaves=10,
)
pages: Final = st.builds("<html>{}</html>".format, markup)
