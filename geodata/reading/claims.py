"""The table of claims: who said what, about which event, in which source, when."""

import re
from collections.abc import Sequence
from datetime import tzinfo
from urllib.parse import urlsplit

import pandas as pd

from geodata.columns import CLAIMS, SOURCE_ID, SOURCES, ClaimField, Stance
from geodata.dates import day_of
from geodata.errors import shortened
from geodata.moments import END_OF_DAY
from geodata.reading.date_cells import read_dates
from geodata.reading.headers import Suggestions
from geodata.reading.place_finder import PlaceFinder
from geodata.reading.sheet import Sheet, looked_up
from geodata.text_files import TextTable

NEEDS_VALUE = (Stance.REPORTS, Stance.CONFIRMS, Stance.INFERS, Stance.RECALLS)


class Keys:
    """What the keys of a table of claims may point at.

    Parameters
    ----------
    sheet
        The sheet they point into, checked.
    column
        Its ids.
    """

    def __init__(self, sheet: Sheet, column: str) -> None:
        self.known = sheet.accepted()[column].tolist()
        self._suggestions = Suggestions(self.known)
        self._file = sheet.file
        self._lines = sheet.first_lines(column)

    def why_unknown(self, value: str) -> str:
        """Say why a key points at nothing, and what to do."""
        if line := self._lines.get(value):
            return (
                f"“{shortened(value)}” was itself rejected ({self._file}:{line}); "
                "correct that row first"
            )
        near = self._suggestions.did_you_mean(value)
        return f"“{shortened(value)}” is not in {self._file}{near}; add it there"


def read_claims(
    table: TextTable, zone: tzinfo, finder: PlaceFinder, events: Sheet, sources: Sheet
) -> Sheet:
    """Check a table of claims against the events and sources, and compute when each was told.

    A claim without `reported` was told when its source was published, and failing that on the
    latest day of its event. One without `source_id` is of the site that its `url` names.

    Raises
    ------
    CaseError
        Where the table misses columns it needs.
    """
    sheet = Sheet.of(table, CLAIMS)
    frame = sheet.frame
    if "claim_id" not in sheet.present:
        frame["claim_id"] = pd.Series([f"claim-{line}" for line in sheet.lines], dtype="str")
    frame["field"] = frame["field"].where(frame["field"] != "", ClaimField.OCCURRENCE.value)
    sheet.to_numbers()
    frame["seq"] = frame["seq"].fillna(0)
    _check_keys(sheet, Keys(events, "event_id"), Keys(sources, "source_id"))
    _check_values(sheet, zone, finder)
    _check_positions(sheet)
    read_dates(sheet, "said", zone, frame["said"] != "")
    told = _when_told(sheet, zone, events, sources)
    sheet.validate()
    sheet.frame = frame.assign(**told)
    return sheet


def _check_keys(sheet: Sheet, events: Keys, sources: Keys) -> None:
    event_ids, source_ids = sheet.frame["event_id"], sheet.frame["source_id"]
    unknown = (event_ids != "") & ~event_ids.isin(events.known)
    sheet.reject(unknown, "event_id", events.why_unknown)
    unknown = (source_ids != "") & ~source_ids.isin(sources.known)
    sheet.reject(unknown, "source_id", sources.why_unknown)
    sites = looked_up(
        sheet.frame["url"], {url: site_of(url) for url in sheet.frame["url"].unique()}
    )
    nowhere = (source_ids == "") & (sites == "")
    sheet.reject(nowhere, "source_id", "is empty; name a source, or give a url such as https://…")
    sheet.frame["source_id"] = source_ids.where(source_ids != "", sites)


def site_of(url: str) -> str:
    """Return the host of a web address, as the id of a source; `""` where there is none."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
    except ValueError:
        return ""
    is_web = parts.scheme in {"http", "https"}
    return host if is_web and re.fullmatch(SOURCE_ID, host) else ""


def _check_values(sheet: Sheet, zone: tzinfo, finder: PlaceFinder) -> None:
    field, value = sheet.frame["field"], sheet.frame["value"]
    needed = sheet.frame["stance"].isin([str(stance) for stance in NEEDS_VALUE])
    for name, what in ((ClaimField.DATE, "a date in EDTF"), (ClaimField.PLACE, "a place_id")):
        missing = (field == name) & (value == "") & needed
        sheet.reject(missing, "value", f"is empty; expected {what}, which the claim is about")
    read_dates(sheet, "value", zone, (field == ClaimField.DATE) & (value != ""))
    of_place = (field == ClaimField.PLACE) & (value != "")
    places = finder.find_all(value[of_place].unique())
    unknown = of_place & ~value.isin(list(places))
    sheet.reject(unknown, "value", finder.why_unknown)
    ids = looked_up(value, {key: place.place_id for key, place in places.items()})
    sheet.frame["value"] = value.where(~of_place | (ids == ""), ids)


def _check_positions(sheet: Sheet) -> None:
    start, end = sheet.frame["original_start"], sheet.frame["original_end"]
    half = start.isna() != end.isna()
    sheet.reject(half & sheet.sound, "original_end", "write start and end of the words, or neither")
    reversed_ = (end <= start).fillna(value=False)
    sheet.reject(reversed_, "original_end", "expected a position after original_start")


def _when_told(
    sheet: Sheet, zone: tzinfo, events: Sheet, sources: Sheet
) -> dict[str, "pd.Series[int] | pd.Series[bool]"]:
    reported = sheet.frame["reported"]
    published = sources.accepted().set_index("source_id")["published"].to_dict()
    latest = {
        event_id: day_of(day).isoformat()
        for event_id, day in events.accepted().set_index("event_id")["latest"].dropna().items()
    }
    of_source = looked_up(sheet.frame["source_id"], published)
    of_event = looked_up(sheet.frame["event_id"], latest)
    inferred = of_source.where(of_source != "", of_event)
    sheet.frame["reported"] = reported.where(reported != "", inferred)
    unknown = sheet.frame["reported"] == ""
    sheet.reject(unknown & sheet.sound, "reported", "is empty; write the day it was told")
    dates = read_dates(sheet, "reported", zone, ~unknown)
    endless = dates["open_end"]
    sheet.reject(endless, "reported", "has no latest day; a claim counts from its latest day")
    return {
        "told_day": dates["latest"].astype("Int32"),
        "told_second": dates["second"].fillna(END_OF_DAY).astype("Int32"),
        "told_earliest": dates["earliest"].astype("Int32"),
        "told_assumed": (reported == "") & (of_source == ""),
    }


def sites_as_sources(claims: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each site that claims without a source of their own name."""
    named = claims["source_id"]
    names = named[~named.isin(sources["source_id"])].unique().tolist()
    return named_sources(names, names)


def named_sources(source_ids: Sequence[str], names: Sequence[str]) -> pd.DataFrame:
    """Return rows of sources of which nothing but a name is known."""
    blank = pd.Series("", index=range(len(source_ids)), dtype="str")
    columns = {column.name: blank for column in SOURCES}
    named = pd.Series(names, dtype="str")
    ids = pd.Series(source_ids, dtype="str")
    return pd.DataFrame(columns | {"source_id": ids, "title": named, "publisher": named})
