"""A case as it is served: held in memory, or prepared in a folder and read as it is asked about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Protocol

from dashboard.openings import Opening
from geodata.errors import BadQuestionError
from geodata.translation import gettext, message, ngettext

if TYPE_CHECKING:
    from geodata.casebook import Case
    from geodata.scale.built import BuiltCase
    from geodata.scale.counting import Counter
    from geodata.store import Store
    from geodata.view import IgnoredParameter, View

CLAIMS_OF_EACH_SOURCE: Final = 10
"""So many claims of each source are listed for a prepared case, the first told."""

MOST_SOURCES: Final = 500
"""So many sources are listed for a prepared case, those with the most claims."""

TOO_MANY: Final = message(
    "{count} events are shown; at most {most} can be exported at once: choose fewer days or filters"
)


class Loaded(Protocol):
    """What the routes and pages ask of a case; its methods serve any thread."""

    @property
    def version(self) -> str:
        """Of the case."""

    @property
    def opening(self) -> Opening:
        """What the first page needs of it."""

    @property
    def counter(self) -> Counter:
        """Counts its events by cell."""

    @property
    def case(self) -> Case:
        """The case; of a prepared one all but its events and claims."""

    def is_many(self, view: View) -> bool:
        """Tell whether more events match a view's filters than travel."""

    def view_answer(self, view: View) -> bytes:
        """Answer a view's filters with its events, or with how many there are."""

    def overview(self, view: View) -> dict[str, Any]:
        """Tell how many events match a view's filters, where and when."""

    def page_of(self, view: View, rows: list[int]) -> dict[str, Any]:
        """Give events, by their ascending numbers, in the columns of the answer to a view."""

    def facets_answer(self, view: View) -> bytes:
        """Count a view's events by what they can be filtered by."""

    def permalink(self, query: str) -> tuple[View, tuple[IgnoredParameter, ...]]:
        """Tell what of a permalink can be shown, and what was not used."""

    def sources_answer(self) -> bytes:
        """Tell of its sources what each says."""

    def method_answer(self) -> bytes:
        """Tell how it is to be read."""

    def to_export(self, query: str) -> tuple[Case, Store]:
        """Give the case and the store that an export of a view is made of.

        Raises
        ------
        ValueError
            The view shows more events than can be exported.
        """


@dataclass(frozen=True)
class LoadedCase:
    """A case held in memory, with the store that answers views of it."""

    case: Case
    store: Store

    @property
    def version(self) -> str:
        """Of the case."""
        return self.case.version

    @cached_property
    def counter(self) -> Counter:
        """Counts its events by cell."""
        from geodata.scale.counted_case import CaseCounted  # noqa: PLC0415 - the first page counts nothing
        from geodata.scale.counting import Counter  # noqa: PLC0415 - as above

        return Counter(CaseCounted(self.case, self.store))

    @property
    def opening(self) -> Opening:
        """What the first page needs of it."""
        return _opening(self.case, len(self.case.rejected))

    def is_many(self, view: View) -> bool:
        """Tell whether more events match a view's filters than travel."""
        from dashboard.viewer.answer import MOST_EVENTS  # noqa: PLC0415 - the server answers before pandas is read

        most = MOST_EVENTS
        return len(self.case.events) > most and self.store.counts(view.filters()).shown > most

    def view_answer(self, view: View) -> bytes:
        """Answer a view's filters with its events, or with how many there are."""
        from dashboard.viewer.answer import view_answer  # noqa: PLC0415 - as above
        from dashboard.viewer.many import many_answer  # noqa: PLC0415 - as above

        return (
            many_answer(self, view)
            if self.is_many(view)
            else view_answer(self.case, self.store, view)
        )

    def overview(self, view: View) -> dict[str, Any]:
        """Tell how many events match a view's filters, where and when."""
        from geodata.scale.overview import overview  # noqa: PLC0415 - as above

        return overview(self.counter, view)

    def page_of(self, view: View, rows: list[int]) -> dict[str, Any]:
        """Give events, by their ascending numbers, in the columns of the answer to a view."""
        from dashboard.viewer.answer import page_of  # noqa: PLC0415 - as above
        from geodata.view import View  # noqa: PLC0415 - as above

        events = self.store.events(View()).iloc[rows].drop(columns="standing")
        told = self.case.claims["event_id"].isin(events["event_id"])
        claims = self.case.claims[told].reset_index(drop=True)
        excerpt = replace(self.case, events=events.reset_index(drop=True), claims=claims)
        return page_of(excerpt, view)

    def facets_answer(self, view: View) -> bytes:
        """Count a view's events by what they can be filtered by."""
        from dashboard.viewer.facets import facets_answer  # noqa: PLC0415 - as above

        return facets_answer(self.case, self.store, view)

    def permalink(self, query: str) -> tuple[View, tuple[IgnoredParameter, ...]]:
        """Tell what of a permalink can be shown, and what was not used."""
        from geodata.permalinks import view_of_permalink  # noqa: PLC0415 - as above

        return view_of_permalink(self.case, self.store, query)

    def sources_answer(self) -> bytes:
        """Tell of its sources what each says."""
        from dashboard.viewer.source_list import sources_answer  # noqa: PLC0415 - as above

        return sources_answer(self.case)

    def method_answer(self) -> bytes:
        """Tell how it is to be read."""
        from dashboard.viewer.method import method_answer  # noqa: PLC0415 - as above

        return method_answer(self.case, self.store)

    def to_export(self, query: str) -> tuple[Case, Store]:  # noqa: ARG002 - all of it is at hand
        """Give the case and its store."""
        return self.case, self.store


@dataclass(frozen=True)
class LoadedBuilt:
    """A prepared case."""

    built: BuiltCase

    @property
    def version(self) -> str:
        """Of the case."""
        return self.built.version

    @property
    def counter(self) -> Counter:
        """Counts its events by cell."""
        return self.built.counter

    @property
    def case(self) -> Case:
        """The case without its events and claims."""
        return self.built.outline

    @property
    def opening(self) -> Opening:
        """What the first page needs of it."""
        return _opening(self.case, self.built.sizes["rejected"])

    def is_many(self, view: View) -> bool:
        """Tell whether more events match a view's filters than travel."""
        from dashboard.viewer.answer import MOST_EVENTS  # noqa: PLC0415 - as above

        return self.built.counts(view.filters()).shown > MOST_EVENTS

    def view_answer(self, view: View) -> bytes:
        """Answer a view's filters with its events, or with how many there are."""
        from dashboard.viewer.answer import excerpt_answer  # noqa: PLC0415 - as above
        from dashboard.viewer.many import many_answer  # noqa: PLC0415 - as above

        if self.is_many(view):
            return many_answer(self, view)
        excerpt = self.built.excerpt(self.built.rows(view))
        return excerpt_answer(excerpt, view, self.built.span, self.built.sizes)

    def overview(self, view: View) -> dict[str, Any]:
        """Tell how many events match a view's filters, where and when."""
        return self.built.overview(view)

    def page_of(self, view: View, rows: list[int]) -> dict[str, Any]:
        """Give events, by their ascending numbers, in the columns of the answer to a view."""
        from dashboard.viewer.answer import page_of  # noqa: PLC0415 - as above

        return page_of(self.built.excerpt(rows), view)

    def facets_answer(self, view: View) -> bytes:
        """Count a view's events by what they can be filtered by."""
        from dashboard.viewer.facets import facets_answer  # noqa: PLC0415 - as above

        return facets_answer(self.case, self.built, view)

    def permalink(self, query: str) -> tuple[View, tuple[IgnoredParameter, ...]]:
        """Tell what of a permalink can be shown, and what was not used."""
        from geodata.permalinks import view_of_permalink  # noqa: PLC0415 - as above
        from geodata.view import View  # noqa: PLC0415 - as above

        asked, _ = View.from_query(query)
        return view_of_permalink(self.built.excerpt_for(asked), self.built, query)

    def sources_answer(self) -> bytes:
        """Tell of the sources with the most claims what each says first."""
        from dashboard.viewer.source_list import sources_answer  # noqa: PLC0415 - as above

        excerpt, by_stance = self.built.claims_of_sources(MOST_SOURCES, CLAIMS_OF_EACH_SOURCE)
        return sources_answer(excerpt, by_stance)

    def method_answer(self) -> bytes:
        """Tell how it is to be read."""
        from dashboard.viewer.method import method_answer  # noqa: PLC0415 - as above

        return method_answer(self.case, self.built, self.built.sizes)

    def to_export(self, query: str) -> tuple[Case, Store]:
        """Give what matches the view's filters, or where that is too much what it shows, alone."""
        from dashboard.viewer.answer import MOST_EVENTS  # noqa: PLC0415 - as above
        from geodata.store import Store  # noqa: PLC0415 - as above

        view = self.permalink(query)[0]
        filters = view.filters()
        rows = (
            self.built.rows(filters).tolist()
            if self.built.counts(filters).shown <= MOST_EVENTS
            else self.counter.rows_shown(view, MOST_EVENTS)
        )
        if rows is None:
            count = self.counter.counts(view).shown
            told = gettext(TOO_MANY).format(count=f"{count:,}", most=f"{MOST_EVENTS:,}")
            raise BadQuestionError(told)
        excerpt = self.built.excerpt(rows)
        return excerpt, Store(excerpt)


def _opening(case: Case, rejected: int) -> Opening:
    told = ngettext("{count} row rejected", "{count} rows rejected", rejected)
    rejections = told.format(count=f"{rejected:,}") if rejected else ""
    return Opening(case.version, case.about.title, rejections)
