"""Answers to views as they are sent, kept while they are likely to be asked for again."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Final

from dashboard.kept_answers import Kept
from dashboard.served_case import served_case
from dashboard.stored_body import StoredBody, stored_body
from geodata.errors import CaseError
from geodata.translation import gettext, message
from geodata.view import Clock, IgnoredParameter, View

if TYPE_CHECKING:
    from dashboard.loaded_case import Loaded

JSON: Final = "application/json"
FAST: Final = 1
BY_DAY: Final = message("with so many events a moment is a day: its end is shown")


class NoSuchVersionError(Exception):
    """The version of the case in an address is no longer served."""


def loaded_version(version: str) -> Loaded:
    """Give one version of the case being served.

    Raises
    ------
    NoSuchVersionError
        It cannot be answered for.
    """
    try:
        found = served_case().version(version)
    except CaseError:  # the page itself says why; no version of it can be answered
        found = None
    if found is None:
        raise NoSuchVersionError(version)
    return found


@Kept
def view_body(version: str, query: str) -> StoredBody:
    """Give the answer to a view's filters, in the query's canonical form.

    Raises
    ------
    NoSuchVersionError
        The version is no longer served.
    """
    early = None if query else served_case().early_answer(version)
    if early:
        return stored_body(early, JSON, FAST)
    loaded, view = _asked(version, query)
    return stored_body(loaded.view_answer(view), JSON, FAST)


@Kept
def facets_body(version: str, query: str) -> StoredBody:
    """Give the facets under a view's filters, in the query's canonical form.

    Raises
    ------
    NoSuchVersionError
        The version is no longer served.
    """
    loaded, view = _asked(version, query)
    return stored_body(loaded.facets_answer(view), JSON, FAST)


def permalink_answer(version: str, query: str) -> dict[str, object]:
    """Tell what of a permalink can be used as it stands, and what it asks for without the rest.

    Returns
    -------
    `query`, that of the view that the case can show; `as_asked`, whether it is the one asked
    for; `ignored`, each as `name`, `value` and `reason`.

    Raises
    ------
    NoSuchVersionError
        The version is no longer served.
    """
    loaded, asked = _asked(version, query)
    view, ignored = loaded.permalink(query)
    by_day = _by_day(loaded, view)
    if by_day != view:
        ignored = (*ignored, IgnoredParameter("asof", view.asof, gettext(BY_DAY)))
        view = by_day
    return {
        "query": view.to_query(),
        "as_asked": view == asked and not ignored,
        "ignored": [asdict(part) for part in ignored],
    }


def _by_day(loaded: Loaded, view: View) -> View:
    """Put the day of a view's moment in its place, where so many events match that days count."""
    if view.clock is not Clock.TOLD or not view.asof or not loaded.is_many(view):
        return view
    from geodata.dates import day_of  # noqa: PLC0415 - the server answers before pandas is read

    day = loaded.counter.counted.day_of_moment(view.asof)
    return view if day is None else replace(view, asof=day_of(day).isoformat())


def source_body(version: str, source_id: str) -> StoredBody | None:
    """Give a source's texts; None if the case has no such source.

    Raises
    ------
    NoSuchVersionError
        The version is no longer served.
    """
    from dashboard.viewer.answer import source_texts  # noqa: PLC0415 - the server answers before pandas is read

    texts = source_texts(loaded_version(version).case, source_id)
    return None if texts is None else stored_body(texts, JSON, FAST)


@Kept
def sources_body(version: str) -> StoredBody:
    """Give the sources of a case, each with what it says.

    Raises
    ------
    NoSuchVersionError
        The version is no longer served.
    """
    return stored_body(loaded_version(version).sources_answer(), JSON, FAST)


@Kept
def method_body(version: str) -> StoredBody:
    """Give how a case is to be read: the rule, the vocabularies, the base map, the case's limits.

    Raises
    ------
    NoSuchVersionError
        The version is no longer served.
    """
    return stored_body(loaded_version(version).method_answer(), JSON, FAST)


def _asked(version: str, query: str) -> tuple[Loaded, View]:
    return loaded_version(version), View.from_query(query)[0]
