"""One question asked of a case, and its form in the address bar.

A `View` is a frozen value: the clock, the days between its ends, the moment, the selection, the
filters and the map's position. `PARAMETERS` declares once how each of them is read from a URL
query and written to one. Reading never raises: whatever cannot be used is handed back as
`IgnoredParameter`, so that the page can say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, quote, urlencode

from geodata.standing import StandingName

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MOST_VALUES: Final = 100
LONGEST_SEARCH: Final = 200
LONGEST_VALUE: Final = 500
LONGEST_IDENTIFIER: Final = 200
DEEPEST_ZOOM: Final = 24
_SHOWN_CHARACTERS: Final = 80
_COORDINATE_DIGITS: Final = 5  # about a metre
_ZOOM_DIGITS: Final = 2
_LOOKS_LIKE_A_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER: Final = re.compile(r"[+-]?(?:[0-9]{1,9}(?:\.[0-9]{0,20})?|\.[0-9]{1,20})")
_LANGUAGE: Final = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_VERSION: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")
_ZONE_AFTER_SPACE: Final = re.compile(r"(T[0-9:.]+) ([0-9]{2}:?[0-9]{2})")


class Clock(StrEnum):
    """Which of the two clocks the reader drags."""

    HAPPENED = "happened"
    TOLD = "told"


@dataclass(frozen=True)
class IgnoredParameter:
    """A part of a query that was not used as it stood: its name, its value cut short, and why."""

    name: str
    value: str
    reason: str


@dataclass(frozen=True)
class View:
    """One question asked of a case.

    Attributes
    ----------
    clock
        Whether time means when it happened or when it was told.
    from_day, to_day
        First and last day shown on the first clock; None leaves that end open. Given in reverse
        they are exchanged.
    asof
        The moment shown on the second clock: a day (its end), an instant, or a `claim_id`;
        "" for everything told. The case resolves it, see `geodata.moments`.
    event
        The selected event's id.
    kind, standing, source, actor
        Filters; an event matches a filter when it has any of its values. Sorted, without
        repetitions, empty where not filtered.
    q
        Words that must all occur, see `geodata.search_text`.
    names
        Language in which the map's names are written, "" for the case's first.
    lat, lon, zoom
        The map's centre in EPSG:4326 degrees, and Leaflet's zoom level.
    version
        Version of the case the link was made from.
    """

    clock: Clock = Clock.HAPPENED
    from_day: date | None = None
    to_day: date | None = None
    asof: str = ""
    event: str = ""
    kind: tuple[str, ...] = ()
    standing: tuple[StandingName, ...] = ()
    source: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    q: str = ""
    names: str = ""
    lat: float | None = None
    lon: float | None = None
    zoom: float | None = None
    version: str = ""

    def __post_init__(self) -> None:
        """Settle one spelling for each view, so that equal views have equal queries."""
        settled: dict[str, object] = {
            name: _sorted_values(getattr(self, name)) for name in ("kind", "source", "actor")
        }
        settled["clock"] = Clock(self.clock)
        settled["standing"] = tuple(sorted({StandingName(name) for name in self.standing}))
        for name, digits in (
            ("lat", _COORDINATE_DIGITS),
            ("lon", _COORDINATE_DIGITS),
            ("zoom", _ZOOM_DIGITS),
        ):
            value = getattr(self, name)
            settled[name] = None if value is None else round(value, digits) + 0.0
        if self.from_day and self.to_day and self.from_day > self.to_day:
            settled |= {"from_day": self.to_day, "to_day": self.from_day}
        for name, value in settled.items():
            object.__setattr__(self, name, value)

    @classmethod
    def from_query(
        cls, query: str | Mapping[str, str | Sequence[str]]
    ) -> tuple[View, tuple[IgnoredParameter, ...]]:
        """Read a URL query, with or without its question mark, or one already taken apart.

        Never raises. What could not be used as it stood is told in the second value; the rest
        of the view holds. An empty value is the same as none.
        """
        given = _values_by_name(query)
        known = {parameter.name for parameter in PARAMETERS}
        ignored = [
            _ignored(name, values[0], "there is no such parameter")
            for name, values in given.items()
            if name not in known
        ]
        read: dict[str, Any] = {}
        for parameter in PARAMETERS:
            if parameter.name in given:
                value, refused = parameter.read_all(given[parameter.name])
                ignored += refused
                if value is not None:
                    read[parameter.attribute] = value
        first, last = read.get("from_day"), read.get("to_day")
        if first and last and first > last:
            reason = "it lies after the last day; the two were exchanged"
            ignored.append(_ignored("from", first.isoformat(), reason))
        return cls(**read), tuple(ignored)

    def to_query(self) -> str:
        """Write the URL query, without a question mark: defaults left out, in fixed order."""
        pairs = [
            (parameter.name, text)
            for parameter in PARAMETERS
            for text in parameter.write_all(getattr(self, parameter.attribute))
        ]
        return urlencode(pairs, quote_via=quote, safe=":,")

    def filters(self) -> View:
        """Keep only what the server answers for the page: the filters, neither time nor place."""
        return View(
            kind=self.kind,
            standing=self.standing,
            source=self.source,
            actor=self.actor,
            q=self.q,
        )


@dataclass(frozen=True)
class Parameter:
    """How one attribute of a view is read from and written to a URL query.

    Attributes
    ----------
    name
        Its name in the URL.
    attribute
        Its name in `View`.
    read
        One decoded text to a value; raises ValueError saying what was expected.
    write
        A value to one text.
    repeatable
        Whether it may be given more than once.
    """

    name: str
    attribute: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    repeatable: bool = False

    @property
    def default(self) -> object:
        """The value that is left out of the query."""
        return _DEFAULTS[self.attribute]

    def read_all(self, texts: Sequence[str]) -> tuple[Any, list[IgnoredParameter]]:
        """Read every text given under this name; None where none could be used."""
        values: list[Any] = []
        ignored: list[IgnoredParameter] = []
        most = MOST_VALUES if self.repeatable else 1
        for text in texts:
            if len(values) == most:
                reason = f"only the first {most} are used" if most > 1 else "only the first is used"
                ignored.append(_ignored(self.name, text, reason))
                break
            try:
                value = self.read(text)
            except ValueError as error:
                ignored.append(_ignored(self.name, text, str(error)))
                continue
            values.append(value)
            if self.name == "q" and len(value) < len(_one_line(text)):
                ignored.append(_ignored("q", text, f"cut at {LONGEST_SEARCH} characters"))
        if not values:
            return None, ignored
        return (tuple(values) if self.repeatable else values[0]), ignored

    def write_all(self, value: Any) -> list[str]:
        """Write the texts of a value, none for the default."""
        if value == self.default:
            return []
        return [self.write(one) for one in value] if self.repeatable else [self.write(value)]


def _values_by_name(query: str | Mapping[str, str | Sequence[str]]) -> dict[str, list[str]]:
    """Group the decoded values that are not empty by their parameter, in the order given."""
    pairs: list[tuple[str, str]]
    if isinstance(query, str):
        pairs = parse_qsl(query.removeprefix("?"), keep_blank_values=True)
    else:
        pairs = [
            (name, value)
            for name, values in query.items()
            for value in ([values] if isinstance(values, str) else values)
        ]
    grouped: dict[str, list[str]] = {}
    for name, value in pairs:
        if value.strip():
            grouped.setdefault(_encodable(name), []).append(_encodable(value))
    return grouped


def _ignored(name: str, value: str, reason: str) -> IgnoredParameter:
    return IgnoredParameter(name[:_SHOWN_CHARACTERS], value[:_SHOWN_CHARACTERS], reason)


def _sorted_values(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value.strip()}))


def _encodable(text: str) -> str:
    """Replace lone surrogates, which no URL can hold."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _one_line(text: str) -> str:
    """Put one space for every run of white space and control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _read_clock(text: str) -> Clock:
    try:
        return Clock(text)
    except ValueError:
        raise ValueError("expected 'happened' or 'told'") from None


def _read_standing(text: str) -> StandingName:
    try:
        return StandingName(text)
    except ValueError:
        raise ValueError("expected one of " + ", ".join(StandingName)) from None


def _read_day(text: str) -> date:
    try:
        if _LOOKS_LIKE_A_DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:  # such as 2024-02-30: said below
        pass
    raise ValueError("expected a day such as 2024-04-17")


def _read_moment(text: str) -> str:
    text = _read_identifier(text)
    if _LOOKS_LIKE_A_DAY.fullmatch(text):
        _read_day(text)
    # a plus sign that was not percent-encoded arrives as a space
    return _ZONE_AFTER_SPACE.sub(r"\1+\2", text)


def _read_identifier(text: str) -> str:
    return _read_value(text.strip(), LONGEST_IDENTIFIER)


def _read_value(text: str, longest: int = LONGEST_VALUE) -> str:
    if len(text) > longest:
        raise ValueError(f"expected at most {longest} characters, got {len(text)}")
    return text


def _read_search(text: str) -> str:
    text = _one_line(text)
    if not text:
        raise ValueError("expected words to look for")
    return text[:LONGEST_SEARCH].rstrip()


def _read_language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise ValueError("expected a language such as en or az")
    return text


def _read_version(text: str) -> str:
    if not _VERSION.fullmatch(text):
        raise ValueError("expected a version such as 0f3a9c1b7d2e")
    return text


def _read_number(text: str, least: float, most: float) -> float:
    if not _NUMBER.fullmatch(text) or not least <= float(text) <= most:
        raise ValueError(f"expected a number from {least:g} to {most:g}")
    return float(text)


def _read_latitude(text: str) -> float:
    return _read_number(text, -90, 90)


def _read_longitude(text: str) -> float:
    return _read_number(text, -180, 180)


def _read_zoom(text: str) -> float:
    return _read_number(text, 0, DEEPEST_ZOOM)


def _write_number(value: float) -> str:
    return f"{value:.{_COORDINATE_DIGITS}f}".rstrip("0").rstrip(".")


_DEFAULTS: Final[dict[str, object]] = {field.name: field.default for field in fields(View)}

PARAMETERS: Final[tuple[Parameter, ...]] = (
    Parameter("clock", "clock", _read_clock, str),
    Parameter("from", "from_day", _read_day, date.isoformat),
    Parameter("to", "to_day", _read_day, date.isoformat),
    Parameter("asof", "asof", _read_moment, str),
    Parameter("event", "event", _read_identifier, str),
    Parameter("kind", "kind", _read_value, str, repeatable=True),
    Parameter("standing", "standing", _read_standing, str, repeatable=True),
    Parameter("source", "source", _read_value, str, repeatable=True),
    Parameter("actor", "actor", _read_value, str, repeatable=True),
    Parameter("q", "q", _read_search, str),
    Parameter("names", "names", _read_language, str),
    Parameter("lat", "lat", _read_latitude, _write_number),
    Parameter("lon", "lon", _read_longitude, _write_number),
    Parameter("zoom", "zoom", _read_zoom, _write_number),
    Parameter("version", "version", _read_version, str),
)
