"""The small tables of a prepared case: sources, corrections, places, what can be filtered by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas as gpd
    from ibis.expr import types as ir

_VALUES: Final = pa.schema(
    {"facet": pa.string(), "value": pa.string(), "count": pa.int64(), "since": pa.int64()}
)


def values_of(
    events: ir.Table, claims: ir.Table, event_sources: ir.Table, event_actors: ir.Table
) -> ir.Table:
    """Count what can be filtered by: `facet`, `value`, `count` of events, `since` which it is told.

    Parameters
    ----------
    events, claims, event_sources, event_actors
        The tables of a prepared case, on whatever engine.
    """
    import ibis  # noqa: PLC0415 - reading it takes time, and a server has no need of this

    told = claims.filter(claims.bears).group_by("row").agg(since=claims.told_order.min())
    sourced = claims.group_by(value=claims.source_id).agg(since=claims.told_order.min())

    def values(facet: str, listed: ir.Table, since: ir.Table, by: str) -> ir.Table:
        joined = listed.left_join(since, by)
        return joined.select(
            facet=ibis.literal(facet), value=joined["value"], since=joined["since"]
        )

    every = ibis.union(
        values("kind", events.select("row", value="kind"), told, "row"),
        values("actor", event_actors, told, "row"),
        values("source", event_sources, sourced, "value"),
    )
    counted = every.group_by("facet", "value").agg(count=every.count(), since=every.since.min())
    return counted.order_by("facet", "value")


def save_small(
    folder: Path,
    sources: pd.DataFrame,
    corrections: pd.DataFrame,
    places: Sequence[gpd.GeoDataFrame],
    values: pa.Table,
) -> None:
    """Write the small tables.

    Parameters
    ----------
    folder
        Of the prepared case.
    sources
        All sources, each once.
    corrections
        All corrections.
    places
        Those of each part.
    values
        What `values_of` gives.
    """
    for name, table in (("sources", sources), ("corrections", corrections)):
        write_table(pa.Table.from_pandas(table, preserve_index=False), folder / f"{name}.parquet")
    each = pd.concat(places).drop_duplicates("place_id", ignore_index=True)
    plain_places(each).to_parquet(folder / "places.parquet", index=False, schema_version="1.1.0")
    write_table(values.cast(_VALUES), folder / "values.parquet")


def plain_places(places: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give places as Parquet holds them.

    Names differ from place to place in their languages, which Parquet would make columns of.
    """
    texts = places["names"].map(_pairs)
    return places.assign(names=texts, variants=places["variants"].map(list))


def _pairs(names: Any) -> list[list[str]]:
    return list(map(list, names.items() if isinstance(names, dict) else names))


def write_table(table: pa.Table, path: Path) -> None:
    """Write a table as Parquet, without what the program that made it knows of it."""
    pq.write_table(table.replace_schema_metadata(None), path, compression="zstd")
