"""One case, or a case as told by one moment, in tables that views are asked of.

Ibis on an embedded DuckDB finds the rows. What a search or a filter compares is only ever a value
of an expression, never a piece of SQL.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cached_property, reduce
from operator import and_
from threading import Lock, local
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geodata.answer_tables import answer_tables
from geodata.claims import bearing
from geodata.dates import day_number
from geodata.search_text import words_of
from geodata.standing import StandingName
from geodata.view import View

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duckdb import DuckDBPyConnection
    from ibis.backends.duckdb import Backend
    from ibis.expr import types as ir
    from numpy.typing import NDArray

    from geodata.casebook import Case

FACETS: Final = ("kind", "standing", "source", "actor")
LINKED_FACETS: Final = {"source": "event_sources", "actor": "event_actors"}
"""Facets of which an event may have several values, and the table that links them."""


class Matching(ABC):
    """Finds what matches a view's window, search and filters; its clock is settled by the store.

    A DuckDB connection serves one thread at a time, so each thread asks through a cursor of its
    own. It has the tables `filterable`, `event_sources` and `event_actors` of
    `geodata.answer_tables.AnswerTables`, or views of those names; plain ones, as cursors do not
    see what is temporary.

    Parameters
    ----------
    known_values
        Of each facet every value there is.
    """

    def __init__(self, known_values: Mapping[str, frozenset[str]]) -> None:
        self.known_values: Final = known_values
        self._of_thread = local()
        self._connecting = Lock()

    @cached_property
    def _root(self) -> DuckDBPyConnection:
        return self.connect()

    @abstractmethod
    def connect(self) -> DuckDBPyConnection:
        """Open the database that each thread's cursor is of."""

    def matching(self, view: View, leave_out: str = "") -> ir.Table:
        """Express the rows of `filterable` that match all of a view but one of its filters."""
        events = self.table("filterable")
        conditions = [
            self._has_any_of(events, facet, getattr(view, facet))
            for facet in FACETS
            if facet != leave_out and getattr(view, facet)
        ]
        if view.from_day:
            conditions.append(events.latest >= day_number(view.from_day))
        if view.to_day:
            conditions.append(events.earliest <= day_number(view.to_day))
        conditions += [events.search_text.contains(word) for word in words_of(view.q)]
        return events.filter(reduce(and_, conditions)) if conditions else events

    def counts_by_value(self, view: View, facet: str) -> dict[str, int]:
        """Count the events by a facet's values, under all of the view's filters but its own."""
        events = self.matching(view, leave_out=facet)
        values = events[facet] if facet not in LINKED_FACETS else self._linked(events, facet)
        counted = values.value_counts(name="events").execute()
        return dict(zip(counted.iloc[:, 0].tolist(), counted["events"].tolist(), strict=True))

    def _linked(self, events: ir.Table, facet: str) -> ir.Column:
        return self.table(LINKED_FACETS[facet]).semi_join(events, "row").value

    def _has_any_of(self, events: ir.Table, facet: str, wanted: tuple[str, ...]) -> ir.BooleanValue:
        known = [str(value) for value in wanted if value in self.known_values[facet]]
        if not known:
            import ibis  # noqa: PLC0415 - as for DuckDB

            return ibis.literal(False)  # noqa: FBT003 - the value itself
        if facet not in LINKED_FACETS:
            return events[facet].isin(known)
        links = self.table(LINKED_FACETS[facet])
        return events.row.isin(links.filter(links.value.isin(known)).row)

    def table(self, name: str) -> ir.Table:
        """Give a table for expressions, in this thread."""
        connection: Backend | None = getattr(self._of_thread, "connection", None)
        if connection is None:
            import ibis  # noqa: PLC0415 - as for DuckDB

            with self._connecting:
                cursor = self._root.cursor()
            connection = ibis.duckdb.from_connection(cursor)
            self._of_thread.connection = connection
        return connection.table(name)


class Answers(Matching):
    """Answers for a case held in memory."""

    def __init__(self, case: Case) -> None:
        self.tables = answer_tables(case)
        super().__init__(
            {
                "kind": _distinct(self.tables.filterable["kind"]),
                "standing": frozenset(StandingName),
                "source": _distinct(self.tables.event_sources["value"]),
                "actor": _distinct(self.tables.event_actors["value"]),
            }
        )

    def connect(self) -> DuckDBPyConnection:
        """Open a database with the case's tables."""
        import duckdb  # noqa: PLC0415 - the first map asks for all events, which needs no database

        root = duckdb.connect()
        for name in ("filterable", "event_sources", "event_actors"):
            _create_table(root, name, getattr(self.tables, name))
        return root

    def rows(self, view: View) -> NDArray[np.int64]:
        """Find the matching events' positions in `tables.events`, in ascending order."""
        if view == View():
            return np.arange(len(self.tables.events))
        return np.sort(self.matching(view).row.to_pyarrow().to_numpy())

    @cached_property
    def told_since(self) -> dict[str, dict[str, int]]:
        """The order of the claim that first told of a facet's value; none where none has.

        A standing has none: it is what claims lead to, not what they tell of.
        """
        claims = self.tables.claims
        told = bearing(claims) & (self.tables.row_of_claim >= 0)
        rows = pd.Series(self.tables.row_of_claim[told])
        orders = claims["told_order"]
        first = orders[told].groupby(rows.to_numpy()).min()
        kinds = self.tables.filterable["kind"]
        actors = self.tables.event_actors
        return {
            "kind": _earliest(first, kinds.index.to_series(), kinds),
            "actor": _earliest(first, actors["row"], actors["value"]),
            "source": _earliest(
                claims["told_order"], claims.index.to_series(), claims["source_id"]
            ),
        }


def _create_table(root: DuckDBPyConnection, name: str, frame: pd.DataFrame) -> None:
    root.register("frame", frame)
    root.execute(f'CREATE TABLE "{name}" AS SELECT * FROM frame')
    root.unregister("frame")


def _earliest(first: pd.Series, rows: pd.Series, values: pd.Series) -> dict[str, int]:
    """Take for each value the earliest of the orders of its rows."""
    orders = first.reindex(rows).groupby(values.to_numpy()).min().dropna()
    return dict(zip(orders.index.astype(str), orders.astype("int64").tolist(), strict=True))


def _distinct(values: pd.Series) -> frozenset[str]:
    return frozenset(values.unique()) - {""}
