"""One question asked of a case, and its form in the address bar.

A `View` is a frozen value: the clock, the days between its ends, the moment, the selection, the
filters and the map's position. `PARAMETERS` declares once how each of them is read from a URL
query and written to one. Reading never raises: whatever cannot be used is handed back as
`IgnoredParameter`, so that the page can say so.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final, Self
from urllib.parse import parse_qsl, quote, urlencode

from geodata.query_values import (
    COORDINATE_DIGITS,
    LANGUAGE,
    LONGEST_SEARCH,
    VERSION,
    ZOOM_DIGITS,
    encodable,
    number_between,
    one_line,
    one_of,
    read_day,
    read_identifier,
    read_moment,
    read_search,
    read_value,
    text_like,
    write_number,
)
from geodata.standing import StandingName
from geodata.translation import gettext, message, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

MOST_VALUES: Final = 100
DEEPEST_ZOOM: Final = 19
_SHOWN_CHARACTERS: Final = 80


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

    @classmethod
    def because(cls, name: str, value: str, reason: str) -> Self:
        """Make one of texts of any length."""
        return cls(name[:_SHOWN_CHARACTERS], value[:_SHOWN_CHARACTERS], reason)


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
    place
        Id of the place whose events are listed, where no event is selected.
    kind, standing, source, actor
        Filters; an event matches a filter when it has any of its values. Sorted, without
        repetitions, empty where not filtered.
    q
        Words that must all occur, see `geodata.search_text`.
    names
        Language in which places are named, "" for the default one.
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
    place: str = ""
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
            ("lat", COORDINATE_DIGITS),
            ("lon", COORDINATE_DIGITS),
            ("zoom", ZOOM_DIGITS),
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
            IgnoredParameter.because(name, values[0], gettext("there is no such parameter"))
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
            reason = gettext("it lies after the last day; the two were exchanged")
            ignored.append(IgnoredParameter.because("from", first.isoformat(), reason))
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
                told = ngettext("only the first is used", "only the first {count} are used", most)
                reason = told.format(count=most)
                ignored.append(IgnoredParameter.because(self.name, text, reason))
                break
            try:
                value = self.read(text)
            except ValueError as error:
                ignored.append(IgnoredParameter.because(self.name, text, str(error)))
                continue
            values.append(value)
            if self.name == "q" and len(value) < len(one_line(text)):
                cut = gettext("cut at {count} characters").format(count=LONGEST_SEARCH)
                ignored.append(IgnoredParameter.because("q", text, cut))
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
            grouped.setdefault(encodable(name), []).append(encodable(value))
    return grouped


def _sorted_values(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({value for value in values if value.strip()}))


_DEFAULTS: Final[dict[str, object]] = {field.name: field.default for field in fields(View)}

PARAMETERS: Final[tuple[Parameter, ...]] = (
    Parameter("clock", "clock", one_of(Clock), str),
    Parameter("from", "from_day", read_day, date.isoformat),
    Parameter("to", "to_day", read_day, date.isoformat),
    Parameter("asof", "asof", read_moment, str),
    Parameter("event", "event", read_identifier, str),
    Parameter("place", "place", read_identifier, str),
    Parameter("kind", "kind", read_value, str, repeatable=True),
    Parameter("standing", "standing", one_of(StandingName), str, repeatable=True),
    Parameter("source", "source", read_value, str, repeatable=True),
    Parameter("actor", "actor", read_value, str, repeatable=True),
    Parameter("q", "q", read_search, str),
    Parameter(
        "names", "names", text_like(LANGUAGE, message("expected a language such as en or az")), str
    ),
    Parameter("lat", "lat", number_between(-90, 90), write_number),
    Parameter("lon", "lon", number_between(-180, 180), write_number),
    Parameter("zoom", "zoom", number_between(0, DEEPEST_ZOOM), write_number),
    Parameter(
        "version",
        "version",
        text_like(VERSION, message("expected a version such as 0f3a9c1b7d2e")),
        str,
    ),
)
