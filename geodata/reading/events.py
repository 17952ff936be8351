"""The table of events: ids, dates, and where each is drawn."""

from datetime import tzinfo

import numpy as np
import pandas as pd

from geodata.columns import BETWEEN, EVENT_SOURCE, EVENTS
from geodata.dates import DAY_COLUMNS, FLAG_COLUMNS, ISO_DAY, parse_dates
from geodata.errors import CaseError, UnclearColumnsError, shortened
from geodata.places import AT, DEFAULT_UNCERTAINTY_M, Place, ids_at
from geodata.reading.date_cells import read_dates
from geodata.reading.everyday_dates import as_edtf
from geodata.reading.place_finder import PlaceFinder
from geodata.reading.sheet import Sheet, looked_up
from geodata.text_files import TextTable

COMPUTED = (*DAY_COLUMNS, *FLAG_COLUMNS)


def read_events(table: TextTable, zone: tzinfo, finder: PlaceFinder, *, alone: bool) -> Sheet:
    """Check a table of events and compute what is asked of them.

    Parameters
    ----------
    table
        The file.
    zone
        The case's time zone.
    finder
        Looks the places up.
    alone
        Whether the case has no table of claims: then each row is an event and a claim in one. Ids
        are made where there are none, everyday dates are read, places are looked up by name, and
        an event without a date is rejected, since nobody could have told of it at any time.

    Raises
    ------
    UnclearColumnsError
        Where the table misses columns it needs.
    CaseError
        Where it holds no rows, and the case no table of claims.
    """
    finder.add(table.places)
    sheet = Sheet.of(table, (*EVENTS, *EVENT_SOURCE) if alone else EVENTS)
    if alone and not sheet.rows_read:  # a case that has just been started has claims, none as yet
        raise CaseError(f"{table.file}: has column names and no rows; add a row for each event")
    if len({"latitude", "longitude"} & sheet.present) == 1:
        (there,) = {"latitude", "longitude"} & sheet.present
        (wanted,) = {"latitude", "longitude"} - {there}
        names = shortened(", ".join(table.header), 300)
        text = f"{table.file}: has {there} and no {wanted}; its columns are: {names}"
        raise UnclearColumnsError(text)
    _fill_ids(sheet, alone=alone)
    if alone:
        _read_everyday_dates(sheet)
        without = sheet.text["date"] == ""
        sheet.reject(without, "date", "is empty; write when it happened, if only the year")
        _read_days_told(sheet, zone)
    sheet.to_numbers()
    _check_coordinates(sheet)
    dates = read_dates(sheet, "date", zone, sheet.frame["date"] != "")
    _place(sheet, finder, alone=alone)
    sheet.validate()
    sheet.frame = sheet.frame.assign(**{name: dates[name] for name in COMPUTED})
    sheet.frame["second"] = dates["second"]
    return sheet


def _fill_ids(sheet: Sheet, *, alone: bool) -> None:
    if alone or "event_id" not in sheet.present:
        made = "row-" + pd.Series(sheet.lines).astype("str")
        ids = sheet.text["event_id"]
        given = ids != ""
        if given.any():
            taken = made.isin(ids[given].unique())
            made = ids.where(given, made.where(~taken, made + "-without-id"))
        sheet.frame["event_id"] = made


def _read_everyday_dates(sheet: Sheet) -> None:
    written = sheet.text["date"]
    distinct = pd.Series(written.unique(), dtype="str")
    is_day = distinct.str.fullmatch(ISO_DAY)
    if is_day.all():
        return
    meant = looked_up(written, {text: as_edtf(text) for text in distinct.tolist()})
    printed = sheet.frame["verbatim_date"]
    sheet.frame["verbatim_date"] = printed.where((printed != "") | (meant == written), written)
    sheet.frame["date"] = meant


def _read_days_told(sheet: Sheet, zone: tzinfo) -> None:
    """Read when sources told of an event; a day that cannot be read or has no end rejects it."""
    written = sheet.text["reported"]
    if not (written != "").any():
        return
    days = {
        cell: [as_edtf(day.strip()) for day in cell.split(BETWEEN)] for cell in written.unique()
    }
    sheet.frame["reported"] = looked_up(written, {cell: BETWEEN.join(days[cell]) for cell in days})
    each = pd.Series(sorted({day for found in days.values() for day in found}), dtype="str")
    found = parse_dates(each, zone)
    endless = "has no latest day; a claim counts from its latest day"
    problems = found["problem"].where(~found["open_end"], endless)
    of_day = dict(zip(each, problems, strict=True))
    of_cell = {cell: next(filter(None, map(of_day.get, days[cell])), "") for cell in days}
    wrong = written.isin([cell for cell, problem in of_cell.items() if problem])
    sheet.reject(wrong, "reported", lambda cell: of_cell[cell])


def _check_coordinates(sheet: Sheet) -> None:
    latitude, longitude = sheet.frame["latitude"], sheet.frame["longitude"]
    for name, other in (("latitude", "longitude"), ("longitude", "latitude")):
        half = (sheet.text[name] == "") & (sheet.text[other] != "")
        sheet.reject(half, name, f"is empty, though {other} is given; write both or neither")
    outside = (latitude.abs() > 90) | (longitude.abs() > 180)  # noqa: PLR2004 - degrees
    swapped = outside & (latitude.abs() <= 180) & (longitude.abs() <= 90)  # noqa: PLR2004 - as above
    sheet.reject(swapped, "latitude", _swapped)
    sheet.frame.loc[swapped, ["latitude", "longitude"]] = np.nan


def _swapped(value: str) -> str:
    return (
        f"expected -90 to 90, got “{shortened(value)}”; "
        "the two would fit the other way round: are latitude and longitude swapped?"
    )


def _place(sheet: Sheet, finder: PlaceFinder, *, alone: bool) -> None:
    """Fill in for each event which place it is drawn at, and what the place tells of it."""
    frame = sheet.frame
    has_point = frame["latitude"].notna() & frame["longitude"].notna()
    keys = frame["place_id"]
    keys = keys.where(~(keys.str.startswith(AT) & has_point), "")
    if alone:
        named = (keys == "") & ~has_point & sheet.sound
        keys = keys.where(~named, frame["place"])
        locality = frame["verbatim_locality"]
        frame["verbatim_locality"] = locality.where(locality != "", frame["place"])
    places = finder.find_all(key for key in keys.unique() if key)
    _tell_unknown(sheet, finder, keys, keys.isin(list(places)), has_point)
    ids = looked_up(keys, {key: place.place_id for key, place in places.items()})
    is_found = ids != ""
    at = ids_at(frame["latitude"], frame["longitude"])
    frame["place_id"] = ids.where(is_found, at.where(has_point, ""))
    for column, name in _INHERITED.items():
        frame[column] = frame[column].astype("float64")
        if places:
            frame[column] = frame[column].fillna(_of(places, keys, name))
    bare = has_point & ~is_found
    frame["geo_precision"] = frame["geo_precision"].where(
        ~bare | frame["geo_precision"].notna(), _precision(frame["coordinate_uncertainty_m"])
    )
    default = looked_up(frame["geo_precision"], DEFAULT_UNCERTAINTY_M, "float64")
    stated = sheet.text["geo_precision"] != ""
    radius = frame["coordinate_uncertainty_m"]
    frame["coordinate_uncertainty_m"] = radius.where(~(bare & stated), radius.fillna(default))
    frame["geo_precision"] = frame["geo_precision"].astype("Int32")


_INHERITED = {
    "latitude": "mark_latitude",
    "longitude": "mark_longitude",
    "coordinate_uncertainty_m": "uncertainty_m",
    "geo_precision": "geo_precision",
}


def _of(places: dict[str, Place], keys: "pd.Series[str]", name: str) -> "pd.Series[float]":
    values = {key: getattr(place, name) for key, place in places.items()}
    return looked_up(keys, values, "float64")


def _precision(uncertainty: "pd.Series[float]") -> "pd.Series[float]":
    """Return the `geo_precision` of bare coordinates with a radius in metres; 1 without one."""
    steps = [5_000, 25_000, 50_000, 100_000]
    return pd.Series(np.searchsorted(steps, uncertainty.fillna(0)) + 1.0, index=uncertainty.index)


def _tell_unknown(
    sheet: Sheet,
    finder: PlaceFinder,
    keys: "pd.Series[str]",
    is_found: "pd.Series[bool]",
    has_point: "pd.Series[bool]",
) -> None:
    is_id = sheet.text["place_id"] != ""
    unknown = (keys != "") & ~is_found
    fatal = unknown & is_id & ~has_point
    sheet.reject(fatal, "place_id", finder.why_unknown)
    column = np.where(is_id, "place_id", "place")
    odd = keys[unknown & ~fatal]
    counts = odd.value_counts()
    for source in ("place_id", "place"):
        first = odd[~odd.duplicated() & (column[odd.index] == source)]
        sheet.warn_each(
            first.index,
            source,
            lambda position: _unknown_place(
                keys[position], int(counts[keys[position]]), drawn=bool(has_point[position])
            ),
        )
    for position in keys.index[~keys.duplicated()]:
        if message := finder.ambiguities.get(keys[position]):
            sheet.warn(position, column[position], message)


def _unknown_place(key: str, rows: int, *, drawn: bool) -> str:
    then = "drawn at its coordinates" if drawn else "kept without a place"
    text = f"“{shortened(key)}” is no place known here; {then} (rows: {rows})"
    return f"{text}: add it to places.geojson, or name a town"
