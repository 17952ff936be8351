"""A case put together by hand, without files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.casebook import Case, CaseDescription
from geodata.dates import day_number
from geodata.reading.frames import correction_rows

if TYPE_CHECKING:
    from collections.abc import Sequence


PLACES = pd.DataFrame(
    [
        ("k", "Karabakh", {"az": "Qarabağ", "ru": "Карабах"}, ("Artsakh",)),
        ("g", "Ganja airfield", {"az": "Gəncə"}, ()),
        ("t", "Tartar", {"az": "Tərtər"}, ("Terter",)),
    ],
    columns=["place_id", "name", "names", "variants"],
)


def case_of(events: pd.DataFrame, claims: pd.DataFrame) -> Case:
    """Fill in the columns that the store reads and these tests do not vary."""
    events = events.assign(
        description="",
        latitude=np.where(events["place_id"].eq(""), np.nan, 40.0),
        longitude=np.where(events["place_id"].eq(""), np.nan, 47.0),
        earliest=pd.array(numbered(events["from"].tolist()), dtype="Int32"),
        latest=pd.array(numbered(events["to"].tolist()), dtype="Int32"),
        open_start=False,
        open_end=False,
    ).drop(columns=["from", "to"])
    order = np.arange(len(claims))
    claims = claims.assign(
        claim_id=[f"c{n}" for n in order],
        statement_id=[f"c{n}" for n in order],
        told_earliest=19_830 + order,
        told_day=19_830 + order,
        seq=0,
        told_second=86_400,
        told_order=order,
    )
    return Case(
        path=Path("case"),
        about=CaseDescription(title="Case"),
        version="0" * 12,
        events=events,
        claims=claims,
        sources=pd.DataFrame(),
        corrections=correction_rows(),
        places=gpd.GeoDataFrame(PLACES, geometry=gpd.points_from_xy([47, 46, 47], [40, 41, 40])),
        rows_read=0,
        accepted=0,
        rejected=(),
        warnings=(),
    )


def numbered(days: Sequence[str]) -> list[int | None]:
    return [day_number(date.fromisoformat(day)) if day else None for day in days]
