"""Texts that try to be more than text, and a case that holds each of them in each of its columns.

A text that runs calls `__run` with its number, which the browser tests listen to; one that loads
something asks the host `STRANGER_HOST` for it, which nobody may ask.
"""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING, Final

from tests.browser.cases import write_table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

STRANGER_HOST: Final = "payload.invalid"
RUN: Final = "__run"
_THERE: Final = f"https://{STRANGER_HOST}/ID"
_SCRIPT: Final = "<script>__run(ID)</script>"
_IMAGE: Final = "<img src=x onerror=__run(ID)>"

PATTERNS: Final = (
    # elements and handlers
    _SCRIPT,
    f"</script>{_SCRIPT}",
    _IMAGE,
    '<img src="x" onerror="__run(ID)">',
    f'">{_IMAGE}',
    f"'>{_IMAGE}",
    '" onfocus="__run(ID)" autofocus tabindex="1" x="',
    "' onfocus='__run(ID)' autofocus tabindex='1' x='",
    "<svg onload=__run(ID)>",
    "<svg><script>__run(ID)</script></svg>",
    "<svg><animate onbegin=__run(ID) attributeName=x dur=1s></svg>",
    f"<math><mtext>{_IMAGE}</mtext></math>",
    "<math href=javascript:__run(ID)>x</math>",
    '<iframe srcdoc="<script>parent.__run(ID)</script>"></iframe>',
    "<iframe src=javascript:parent.__run(ID)></iframe>",
    f"<object data={_THERE}></object>",
    f"<embed src={_THERE}>",
    f"<link rel=stylesheet href={_THERE}.css>",
    f"<base href={_THERE}/>",
    f'<meta http-equiv=refresh content="0;url={_THERE}">',
    "<form action=javascript:__run(ID)><button autofocus>go ID</button></form>",
    "<input autofocus onfocus=__run(ID)>",
    "<details open ontoggle=__run(ID)>",
    "<video><source onerror=__run(ID)></video>",
    "<audio src=x onerror=__run(ID)></audio>",
    "<body onload=__run(ID)>",
    "<style onload=__run(ID)></style>",
    f"<style>@import '{_THERE}';</style>",
    f"</style>{_SCRIPT}",
    f"</title>{_SCRIPT}",
    f"</textarea>{_IMAGE}",
    f"</noscript>{_IMAGE}",
    f'<!--<img src="-->{_IMAGE}//">',
    f"<!-- ID --!>{_IMAGE}",
    f"]]>{_SCRIPT}",
    f"<template>{_IMAGE}</template>",
    f'<p style="background:url({_THERE})">x</p>',
    f"red;background:url({_THERE})",
    "<div popover id=p ontoggle=__run(ID)></div><button popovertarget=p>ID</button>",
    # addresses
    "javascript:__run(ID)",
    "JaVaScRiPt:__run(ID)//",
    " javascript:__run(ID)",
    "java&#9;script:__run(ID)",
    "data:text/html,<script>__run(ID)</script>",
    "DATA",
    "vbscript:msgbox(ID)",
    "<a href=javascript:__run(ID)>x</a>",
    "https://javascript:__run(ID)@127.0.0.1:1/ID",
    "//payload.invalid/ID",
    "file:///etc/passwd?ID",
    # markup and templates of other languages
    "[x](javascript:__run(ID)) **b**",
    f"![x]({_THERE}.png)",
    "`${__run(ID)}`",
    "${__run(ID)}",
    "{{constructor.constructor('__run(ID)')()}}",
    "{% import os %}{{ID}} <%= __run(ID) %> #{ID}",
    "{ID} {0} {title} {count} {__class__} %s %(name)s %n",
    ":smile: :material/star: :red[ID] $\\frac{1}{ID}$",
    '#import "x.typ": *; #read("/etc/passwd") ID',
    '#eval("panic(ID)") $x$ @ref <label> \\ ] [ *b*',
    "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY e 'ID'>]>&e;",
    "&xxe; <!ENTITY xxe SYSTEM 'file:///etc/passwd'> ID",
    "/JavaScript (app.alert(ID)) /OpenAction << /S >>",
    # inside scripts
    '\\";__run(ID);//',
    "';__run(ID);//",
    '"-__run(ID)-"',
    "\\u003cimg src=x onerror=__run(ID)\\u003e",
    "&lt;img src=x onerror=__run(ID)&gt; &#60;b&#62;",
    "%3Cimg src=x onerror=__run(ID)%3E",
    "\\",
    # characters
    "x\u2028__run(ID)\u2029y",
    "\u202eID\u2066 turned \u2069\u202c",
    "\u200bID\ufeff zero\u00ad width",
    "\uff1cscript\uff1e__run(ID)\uff1c/script\uff1e",
    # spreadsheets, paths and shells
    f'=HYPERLINK("{_THERE}")',
    "@SUM(1+ID)*cmd",
    "-2+3+cmd ID",
    "＝cmd(ID)",
    "x;=1+ID;y",
    "../../../etc/passwd%00ID",
    "..\\..\\windows\\ID",
    "$(touch ID) `touch ID` && rm ID",
)
"""What is tried; `ID` stands for the number of the cell."""

EVENT_COLUMNS: Final = (
    "event_id",
    "title",
    "description",
    "kind",
    "verbatim_date",
    "date_basis",
    "verbatim_locality",
    "actors",
)
CLAIM_COLUMNS: Final = ("claim_id", "speaker", "says", "value", "quote", "url")
SOURCE_COLUMNS: Final = (
    "title",
    "publisher",
    "published_basis",
    "original_source",
    "note",
    "url",
    "archived_url",
    "language",
)
PLACE_COLUMNS: Final = ("name", "names", "variants", "basis")
CORRECTION_COLUMNS: Final = ("column", "before", "after", "reason")
COLUMNS: Final = tuple(
    f"{table}.{name}"
    for table, names in (
        ("events", EVENT_COLUMNS),
        ("claims", CLAIM_COLUMNS),
        ("sources", SOURCE_COLUMNS),
        ("places", PLACE_COLUMNS),
        ("corrections", CORRECTION_COLUMNS),
    )
    for name in names
)
"""Every column in which a case holds words of its own, but for the one row of `case.csv`."""

STEP: Final = 100
"""Cell number = number of the pattern × this + number of the column."""


def text_of(pattern: int, column: str) -> str:
    """Give what stands in a cell."""
    number = str(pattern * STEP + COLUMNS.index(column))
    if PATTERNS[pattern] == "DATA":
        page = base64.b64encode(f"<script>parent.__run({number})</script>".encode()).decode()
        return f"data:text/html;base64,{page}"
    text = PATTERNS[pattern]
    return text.replace("ID", number) if "ID" in text else f"{text}{number}"


def write_case(to: Path, patterns: Sequence[int] = tuple(range(len(PATTERNS)))) -> Path:
    """Write a case with an event, two claims, a source, a place and a correction for each text."""
    sources = to / "sources"
    texts = {number: {column: text_of(number, column) for column in COLUMNS} for number in patterns}

    def cells(number: int, table: str, names: Sequence[str]) -> dict[str, str]:
        return {name: texts[number][f"{table}.{name}"] for name in names}

    write_table(
        to / "events.csv",
        [
            {
                **cells(number, "events", EVENT_COLUMNS),
                "date": f"2024-04-{1 + at % 28:02d}",
                "place_id": f"place-{number}",
                "geo_precision": "1",
            }
            for at, number in enumerate(patterns)
        ],
    )
    claims = []
    for number in patterns:
        told = {
            **cells(number, "claims", CLAIM_COLUMNS),
            "event_id": texts[number]["events.event_id"],
            "source_id": f"s{number}",
            "stance": "reports",
            "field": "account",
            "reported": "2024-05-20",
            "paragraph": "1",
        }
        claims += [told, {**told, "claim_id": f"c{number}", "field": "", "value": ""}]
    write_table(sources / "claims.csv", claims)
    write_table(
        sources / "sources.csv",
        [
            {
                **cells(number, "sources", SOURCE_COLUMNS),
                "source_id": f"s{number}",
                "published": "2024-05-20",
            }
            for number in patterns
        ],
    )
    write_table(
        sources / "corrections.csv",
        [
            {
                "claim_id": f"c{number}",
                "source_id": f"s{number}",
                "corrected": "2024-06-01",
                **cells(number, "corrections", CORRECTION_COLUMNS),
            }
            for number in patterns
        ],
    )
    first = patterns[0]
    write_table(
        sources / "case.csv",
        [
            {
                "title": f"{PATTERNS[first].replace('ID', '1')} case",
                "timezone": "Asia/Baku",
                "languages": "en",
                "licence": PATTERNS[2].replace("ID", "2"),
                "limits": PATTERNS[8].replace("ID", "3"),
                "schema_version": "1",
            }
        ],
    )
    for number in patterns:
        words = texts[number]
        (sources / f"s{number}.md").write_text(
            f"# {words['sources.title']}\n\n¶1 {words['claims.quote']} told of it.\n", "utf-8"
        )
    features = [_place(at, number, texts[number]) for at, number in enumerate(patterns)]
    collection = {"type": "FeatureCollection", "features": features}
    (to / "places.geojson").write_text(json.dumps(collection), encoding="utf-8")
    return to


def _place(at: int, number: int, words: dict[str, str]) -> dict[str, object]:
    """Give a place of its own for each event, so that no mark covers another."""
    longitude, latitude = 43.5 + 0.8 * (at % 10), 38.7 + 0.4 * (at // 10)
    properties = {
        "place_id": f"place-{number}",
        "name": words["places.name"],
        "names": {"en": words["places.names"]},
        "variants": [words["places.variants"]],
        "kind": "point",
        "uncertainty_m": 500,
        "geo_precision": 1,
        "mark_latitude": latitude,
        "mark_longitude": longitude,
        "basis": words["places.basis"],
    }
    geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}
