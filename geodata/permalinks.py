"""What a permalink asks of one case: the view that the case can show, and what was not used.

`View.from_query` knows what an address may say; only a case knows which events, claims and values
there are. What it does not know is left out, so that the nearest view opens.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from geodata.answers import FACETS
from geodata.asof import moment_asof
from geodata.dates import day_of, parse_date
from geodata.place_names import languages_of_names
from geodata.span import span_of
from geodata.translation import gettext, message
from geodata.view import PARAMETERS, Clock, IgnoredParameter, View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from geodata.casebook import Case
    from geodata.moments import Moment
    from geodata.store import Counting

_ATTRIBUTES: Final = {parameter.name: parameter.attribute for parameter in PARAMETERS}
_POSITION: Final = ("lat", "lon", "zoom")
_UNKNOWN: Final = {
    "kind": message("no such kind in this case"),
    "standing": message("no such standing in this case"),
    "source": message("no such source in this case"),
    "actor": message("no such actor in this case"),
}


def view_of_permalink(
    case: Case, store: Counting, query: str
) -> tuple[View, tuple[IgnoredParameter, ...]]:
    """Read a permalink's query as far as a case can show it. Never raises.

    Parameters
    ----------
    case, store
        The case, and the store that answers views of it.
    query
        As it stands in the address, with or without its question mark.

    Returns
    -------
    The view, its `asof` a claim's id, a day or an instant by the case's clock (a month or a
    season is its last day); and what was not used as it stood, in the order of the parameters.
    """
    asked, ignored = View.from_query(query)
    refused = list(_unusable(case, store, asked))
    changes: dict[str, Any] = {}
    for name, value, _ in refused:
        attribute = _ATTRIBUTES[name]
        left = getattr(View(), attribute)
        if name in FACETS:
            left = tuple(one for one in changes.get(name, getattr(asked, name)) if one != value)
        changes[attribute] = left
    if asked.asof and "asof" not in changes:
        changes["asof"], beside = _settled_moment(case, asked.asof)
        if beside:
            refused.append(("asof", asked.asof, beside))
    told = (IgnoredParameter.because(*one) for one in refused)
    return replace(asked, **changes), (*ignored, *told)


def _unusable(case: Case, store: Counting, view: View) -> Iterator[tuple[str, str, str]]:
    """Yield name, value and reason of what a view asks that the case cannot show."""
    untold = not case.claims["told_day"].notna().any()
    if view.clock is Clock.TOLD and untold:
        yield "clock", view.clock, gettext("this case does not tell when anything was said")
    if view.asof and (view.clock is Clock.HAPPENED or untold):
        yield "asof", view.asof, gettext("it counts only with clock=told")
    elif view.asof and _moment(case, view.asof) is None:
        yield "asof", view.asof, gettext("no such statement, day or instant")
    yield from _days_beside(case, view)
    yield from _unknown_selection(case, view)
    yield from _unknown_values(view, store.known_values)
    if view.names and view.names not in languages_of_names(case):
        yield "names", view.names, gettext("no place has a name in that language")
    given = [name for name in _POSITION if getattr(view, name) is not None]
    if len(given) < len(_POSITION):
        for name in given:
            yield (
                name,
                f"{getattr(view, name):g}",
                gettext("lat, lon and zoom are used together only"),
            )


def _unknown_selection(case: Case, view: View) -> Iterator[tuple[str, str, str]]:
    known = view.event in set(case.events["event_id"])
    if view.event and not known:
        yield "event", view.event, gettext("no such event")
    if view.place and view.event and known:
        yield "place", view.place, gettext("it counts only without an event")
    elif view.place and view.place not in set(case.places["place_id"]):
        yield "place", view.place, gettext("no such place")


def _days_beside(case: Case, view: View) -> Iterator[tuple[str, str, str]]:
    """Yield the ends of a window that leave no day of the case in it."""
    span = span_of(case)
    if span is None:
        return
    first, last = map(day_of, span)
    told = gettext("this case runs from {first} to {last}")
    reason = told.format(first=first, last=last)
    if view.from_day and view.from_day > last:
        yield "from", view.from_day.isoformat(), reason
    if view.to_day and view.to_day < first:
        yield "to", view.to_day.isoformat(), reason


def _unknown_values(
    view: View, known: Mapping[str, frozenset[str]]
) -> Iterator[tuple[str, str, str]]:
    for facet in FACETS:
        told_only = facet == "standing" and view.clock is Clock.TOLD
        for value in getattr(view, facet):
            if told_only:
                yield facet, value, gettext("it counts only with clock=happened")
            elif value not in known[facet]:
                yield facet, value, gettext(_UNKNOWN[facet])


def _moment(case: Case, asof: str) -> Moment | None:
    try:
        return moment_asof(case, asof)
    except ValueError:
        return None


def _settled_moment(case: Case, asof: str) -> tuple[str, str]:
    """Write a moment in the one way that leaves nothing to be worked out.

    Returns
    -------
    It, on the nearest day of telling where it lies beside all of them, and then why; else "".
    """
    moment = moment_asof(case, asof)
    if moment is None or moment.claim is not None:
        return asof, ""
    told = case.claims["told_day"].dropna()
    first, last = day_of(int(told.min())), day_of(int(told.max()))
    nearest = min(max(moment.date, first - timedelta(days=1)), last)
    if nearest != moment.date:
        beside = moment.date < first or parse_date(asof, case.about.zone).earliest > last
        reason = gettext("this case was told from {first} to {last}")
        return nearest.isoformat(), reason.format(first=first, last=last) if beside else ""
    if moment.second is None:
        return moment.date.isoformat(), ""
    return f"{moment.date}T{timedelta(seconds=moment.second)!s:0>8}", ""
