"""A view's answer as the browser takes it: columns in JSON, and a source's texts.

Up to `MOST_EVENTS` events after filters travel whole, with their claims, sources and places, so that
time and selection need no further request. Days are whole numbers since 1970-01-01.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd
from shapely.geometry import mapping

from geodata.claims import AFFIRMING, claims_in
from geodata.places import uncertainty_area
from geodata.standing import StandingName, standing
from geodata.wording import (
    claim_sentence,
    event_day_words,
    standing_label,
    standing_meaning,
    standing_words,
    stance_label,
    told_words,
)

if TYPE_CHECKING:
    from geodata.casebook import Case
    from geodata.store import Store
    from geodata.view import View

MOST_EVENTS: Final = 5_000
"""More than this many after filters are cut to the newest, and the page says so."""
