"""Targets that are one text: dates, addresses, and what stands in small files."""

from __future__ import annotations

from datetime import UTC, date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, cast
from zoneinfo import ZoneInfo

import pandas as pd
from hypothesis import strategies as st

from geodata import claims
from geodata.asof import moment_asof
from geodata.casebook import Case, open_case
from geodata.columns import PLACES
from geodata.date_values import parse_value
from geodata.dates import DAY_COLUMNS, DateError, EventDate, day_number, parse_date, parse_dates
from geodata.drafting.article import read_article
from geodata.drafting.dates_in_text import find_dates
from geodata.editing.feature_text import FeatureText, UnfitCellError
from geodata.errors import CaseError
from geodata.moments import Moment
from geodata.permalinks import view_of_permalink
from geodata.reading.everyday_dates import ambiguity, as_edtf
from geodata.reading.places_file import read_places
from geodata.store import Store
from geodata.view import PARAMETERS, View
from tests.fuzz import material
from tests.fuzz.asking import ROOT, Target, expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.fuzz.inputs import Input

BAKU: Final = ZoneInfo("Asia/Baku")
PUBLISHED: Final = date(2024, 4, 17)


@lru_cache
def shipped() -> tuple[Case, Store]:
    """Return the shipped case, and what answers views of it."""
    case = open_case(ROOT)
    return case, Store(case)


def text_of(data: bytes) -> str:
    """Take any bytes for text."""
    return data.decode("utf-8", errors="replace")


def _dates(made: Input) -> int:
    text = cast("str", made)
    try:
        found: EventDate | None = parse_date(text, BAKU)
    except DateError as error:
        expect(str(error), "a date is refused with a reason")
        found = None
    if found:
        _hold_bounds(found)
        expect(parse_date(found.text, BAKU) == found, "what was read is read again alike")
    if "\ud800" <= max(text, default="") <= "\udfff" or not text.strip():
        return 0  # no column of text holds such
    row = parse_dates(pd.Series([text], dtype="str"), BAKU).iloc[0]
    expect((row["problem"] == "") == (found is not None), "a column refuses what a date refuses")
    for name in DAY_COLUMNS if found else ():
        day = getattr(found, name)
        alike = pd.isna(row[name]) if day is None else row[name] == day_number(day)
        expect(alike, f"a column has the {name} of its date")
    return 1


def _hold_bounds(found: EventDate) -> None:
    expect(found.earliest <= found.latest, "the earliest day is not after the latest")
    expect(found.padded_earliest <= found.earliest, "padding widens")
    expect(found.padded_latest >= found.latest, "padding widens")
    if found.core_start and found.core_end:
        expect(found.core_start <= found.core_end, "a core starts before it ends")
    if found.second is not None:
        expect(0 <= found.second < 24 * 60 * 60, "a second is one of a day")


def _date_values(made: Input) -> int:
    try:
        value = parse_value(cast("str", made), UTC)
    except DateError:
        return 1
    expect(value.padded_earliest <= value.earliest <= value.latest, "bounds are in order")
    expect(value.latest <= value.padded_latest, "bounds are in order")
    return 1


def _everyday_dates(made: Input) -> int:
    text = cast("str", made)
    meant = as_edtf(text)
    expect(as_edtf(meant) == meant, "EDTF of an everyday date is left as it is")
    if ambiguity(text):
        expect(meant == text, "what is ambiguous is left as it is")
    return 1


def _moments(made: Input) -> int:
    case, _ = shipped()
    try:
        moment = moment_asof(case, cast("str", made))
    except ValueError:
        return 0
    if moment is None:
        return 0
    counted = moment.mask(case.claims).tolist()
    told = [moment.includes(claim.told) for claim in claims.claims_in(case.claims)]
    expect(counted == told, "a column of claims counts as each of them does")
    expect(Moment.end_of(moment.day).day == moment.day, "a moment is of its day")
    return 1


def _query(made: Input) -> int:
    view, _ = View.from_query(cast("str", made))
    written = view.to_query()
    expect(View.from_query(written) == (view, ()), "a view is read from what it was written to")
    expect(View.from_query(f"?{written}")[0] == view, "a question mark changes nothing")
    return 1


def _query_values(made: Input) -> int:
    text = cast("str", made)
    for parameter in PARAMETERS:
        try:
            value = parameter.read(text)
        except ValueError:
            continue
        expect(parameter.write(value) is not None, "a value is written")
    return 1


def _permalinks(made: Input) -> int:
    view, _ = view_of_permalink(*shipped(), cast("str", made))
    again = view_of_permalink(*shipped(), view.to_query())
    expect(again == (view, ()), "what a permalink came to is used as it stands")
    return 1


def _places(made: Input) -> int:
    try:
        sheet, places = read_places(cast("str", made), "places.geojson")
    except CaseError:
        return 0
    accepted = sheet.accepted()
    expect(set(places) == set(accepted["place_id"]), "every accepted place is there")
    expect(len(accepted) + len(sheet.rejected()) == sheet.rows_read, "accepted + rejected = read")
    return sheet.rows_read


def _feature_text(made: Input) -> int:
    data = cast("str", made).encode("utf-8", errors="replace")
    try:
        text = FeatureText(data, "places.geojson")
    except CaseError:
        return 0
    expect(text.changed({}, []) == data, "what is not changed keeps its bytes")
    for position in range(min(len(text.rows), 2)):
        _hold_a_change(text, data, position)
    return len(text.rows)


def _hold_a_change(text: FeatureText, data: bytes, position: int) -> None:
    wanted = {**text.rows[position].cells, "name": "changed", "basis": 'a "basis"\n'}
    try:
        written = text.changed({position: {"name": "changed", "basis": 'a "basis"\n'}}, [])
    except UnfitCellError:
        return
    again = FeatureText(written, "places.geojson")
    expect(len(again.rows) == len(text.rows), "a change takes nothing out")
    found = again.rows[position].cells
    expect(all(found[column.name] == wanted[column.name] for column in PLACES), "a change is there")
    others = [row.text for nth, row in enumerate(text.rows) if nth != position]
    kept = [row.text for nth, row in enumerate(again.rows) if nth != position]
    expect(kept == others, "other features keep their bytes")
    without = FeatureText(text.changed({position: None}, []), "places.geojson")
    expect([row.text for row in without.rows] == others, "one is taken out, the others stay")
    expect(text.changed({}, []) == data, "what was read stays as it was")


def _article(made: Input) -> int:
    try:
        article = read_article(cast("str | bytes", made))
    except CaseError:
        return 0
    ends = 0
    for paragraph in article.paragraphs:
        expect(ends <= paragraph.start < paragraph.end <= len(article.text), "paragraphs in order")
        expect(article.text[paragraph.start : paragraph.end].strip(), "a paragraph holds something")
        ends = paragraph.end
    if article.published:
        parse_date(article.published, UTC)
    return len(article.paragraphs)


def _found_dates(made: Input) -> int:
    text = cast("str", made)
    ends = 0
    found = find_dates(text, PUBLISHED)
    for mention in found:
        expect(ends <= mention.start < mention.end <= len(text), "dates are in order, apart")
        expect(text[mention.start : mention.end] == mention.text, "a date has its words")
        if mention.edtf:
            parse_date(mention.edtf, UTC)
        ends = mention.end
    return len(found)


def _bytes_or_text(data: bytes) -> Input:
    return data


def _target(
    name: str,
    made: st.SearchStrategy[Any],
    asked: Callable[[Input], int],
    share: int,
    of_bytes: Callable[[bytes], Input] | None = text_of,
) -> Target:
    return Target(name, made, asked, share, of_bytes)


TEXTS: Final = (
    _target("dates", material.edtf, _dates, 60_000),
    _target("date_values", material.edtf, _date_values, 150_000),
    _target("everyday_dates", st.one_of(material.edtf, material.prose), _everyday_dates, 200_000),
    _target("moments", material.edtf, _moments, 20_000),
    _target("query", material.queries, _query, 100_000),
    _target("query_values", st.one_of(material.broken, material.edtf), _query_values, 100_000),
    _target("permalinks", material.queries, _permalinks, 6_000),
    _target("places", material.places, _places, 6_000),
    _target("feature_text", material.places, _feature_text, 40_000),
    _target("found_dates", material.prose, _found_dates, 60_000),
    _target(
        "article",
        st.one_of(material.prose, material.prose.flatmap(material.encoded)),
        _article,
        20_000,
        _bytes_or_text,
    ),
    _target("page", material.pages, _article, 8_000),
)
