"""What an export says: a view of a case in words and rows, the same for every format.

Days are whole numbers since 1970-01-01 in the case's time zone; coordinates are EPSG:4326.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geodata.claims import Claim
    from geodata.columns import PlaceKind
    from geodata.moments import Moment, Told
    from geodata.standing import StandingName
    from geodata.view import IgnoredParameter, View

MARKED_TO: Final = 5
"""The last of UCDP's `where_prec` that has a mark on the map; above it: country, international."""


@dataclass(frozen=True)
class ShownPlace:
    """A place as the map draws it.

    `name` is in the language of the view where the place has one; `precision` is UCDP's
    `where_prec`; `uncertainty_m` is None where nothing says how far off it may be.
    """

    place_id: str
    name: str
    kind: PlaceKind
    precision: int
    latitude: float
    longitude: float
    uncertainty_m: float | None
    geometry: BaseGeometry


@dataclass(frozen=True)
class ShownSource:
    """A document, as a bibliography names it; `publisher` is the name under which it is cited."""

    source_id: str
    title: str
    publisher: str
    published_words: str
    published_basis: str
    is_inferred: bool
    url: str
    archived_url: str
    retrieved_words: str
    copy_of: str

    @property
    def own_title(self) -> str:
        """Its title where that is not only the name under which it is cited."""
        return "" if self.title == self.publisher else self.title


@dataclass(frozen=True)
class ShownClaim:
    """A claim in words, with the source that carries it; `paragraph` is None where not known.

    `told_at` is where its tick stands on a timeline, see `told_places`; None where no day is known.
    """

    claim: Claim
    stance_label: str
    sentence: str
    told_words: str
    said_words: str
    paragraph: int | None
    source: ShownSource
    told_at: float | None = None


@dataclass(frozen=True)
class ShownDays:
    """When an event happened: strict bounds, bounds with their doubt, what it surely covers."""

    earliest: int | None
    latest: int | None
    padded_earliest: int | None
    padded_latest: int | None
    core_start: int | None
    core_end: int | None
    open_start: bool
    open_end: bool


@dataclass(frozen=True)
class ShownEvent:
    """An event as it stands at the view's moment.

    `number` is that of its mark, from 1, in the order of the events; `date` is EDTF. The first of
    `standing_words` is the standing with "by whom"; `rule_words` says why.
    """

    number: int
    event_id: str
    title: str
    description: str
    kind: str
    date: str
    days: ShownDays
    date_words: str
    date_basis: str
    places: tuple[ShownPlace, ...]
    standing: StandingName
    standing_label: str
    standing_words: tuple[str, ...]
    rule_words: str
    claims: tuple[ShownClaim, ...]

    @property
    def place_words(self) -> str:
        """The names of its places; "" where it has none."""
        return ", ".join(place.name for place in self.places if place.name)

    @property
    def when_and_where(self) -> str:
        """Its day and its places in words; "" where it has neither."""
        return " · ".join(part for part in (self.date_words, self.place_words) if part)


def _is_told_with(claim: Claim, then: Told) -> bool:
    return (claim.told_day, claim.seq, claim.told_second) == (then.day, then.seq, then.second)


@dataclass(frozen=True)
class ShownView:
    """Everything that an export tells of a view.

    Attributes
    ----------
    title, limits, licence, version
        Of the case.
    view
        As the case can show it; `ignored` is what was asked and could not be used.
    order
        Of the last claim that counts; None on the first clock.
    time_words, filter_words, count_words
        The clock with its window or moment, the filters (one sentence each), how much is shown.
    moment_words
        The moment of the second clock; "" on the first.
    span
        First and last day of the case; None where it has no day.
    base_map_words, boundary_words
        The base map's sources, and what its boundaries do not mean.
    public_url
        Where the case is published, "" where it is not said.
    made
        The day of making, as the user gives it; "" leaves it out.
    told_until
        Where the second clock's moment stands on a timeline, see `told_places`.
    around
        Where no event shown has a place on the map: the places of all events told of by then.
    """

    title: str
    limits: str
    licence: str
    version: str
    view: View
    ignored: tuple[IgnoredParameter, ...]
    moment: Moment | None
    order: int | None
    time_words: str
    filter_words: tuple[str, ...]
    count_words: str
    span: tuple[int, int] | None
    events: tuple[ShownEvent, ...]
    sources: tuple[ShownSource, ...]
    base_map_words: str
    boundary_words: str
    public_url: str = ""
    made: str = ""
    moment_words: str = ""
    told_until: float | None = None
    around: tuple[ShownPlace, ...] = ()

    @property
    def told_then(self) -> tuple[ShownClaim, ...]:
        """What the moment's own statement says; nothing where the moment is not of a claim."""
        then = self.moment.claim if self.moment else None
        if then is None:
            return ()
        claims = (one for event in self.events for one in event.claims)
        at_once = (one for one in claims if _is_told_with(one.claim, then))
        return tuple(sorted(at_once, key=lambda one: one.claim.told_order))

    @property
    def query(self) -> str:
        """The permalink's query, which gives this view again."""
        return replace(self.view, version=self.version).to_query()

    @property
    def address(self) -> str:
        """The permalink, where the case is published."""
        return f"{self.public_url}?{self.query}" if self.public_url else ""
