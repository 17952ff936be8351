"""A span that is said to name a place is looked up under the keys that it may be listed under."""

from __future__ import annotations

import pytest

from geodata.drafting.given_spans import given_spot
from geodata.drafting.place_mentions import PlaceContext
from geodata.drafting.place_tokens import Kind

NAME, DEMONYM, SOUND = Kind.NAME, Kind.DEMONYM, Kind.SOUND


@pytest.mark.parametrize(
    ("text", "span", "key", "kind", "meant", "first"),
    [
        ("The US said so", "US", "united states", NAME, (), "United States"),
        ("The UAE said so", "UAE", "united arab emirates", NAME, (), "United Arab Emirates"),
        ("An American envoy", "American", "american", DEMONYM, (), ""),
        ("near Barda District today", "Barda District", "barda district", NAME, ("district",), "*"),
        ("near Barda district today", "Barda", "barda", NAME, ("district",), "*"),
        ("the district of Barda", "Barda", "barda", NAME, ("district",), "*"),
        ("the district, of Barda", "Barda", "barda", NAME, (), "*"),
        ("Barda, district", "Barda", "barda", NAME, (), "*"),
        ("the airport of Barda district", "Barda", "barda", NAME, ("district", "airport"), "*"),
        ("in Ganja's airport", "Ganja's", "ganja", NAME, ("airport",), "Ganja"),
        ("in the Ganja’s old town", "the Ganja’s", "ganja", NAME, (), "Ganja"),
        ("The Ganja of old", "The Ganja", "ganja", NAME, (), "Ganja"),
        ("north Baku", "north Baku", "baku", NAME, (), "Baku"),
        ("co Cork", "co Cork", "county cork", NAME, ("county",), "Cork"),
        ("Ganja airport district", "Ganja airport district", "ganja airport", NAME, None, "*"),
        ("Austin, TX", "TX", "texas", NAME, ("state",), "Texas"),
        ("Austin, TX.", "TX.", "texas", NAME, ("state",), "Texas"),
        ("tx", "tx", "tx", SOUND, (), ""),
        ("Austin, Tex.", "Tex.", "texas", NAME, ("state",), "Texas"),
        ("Xqzzvv said", "Xqzzvv", "xqzzvv", SOUND, (), ""),
    ],
)
def test_a_span_is_looked_up_as_it_may_be_listed(  # noqa: PLR0913, PLR0917 - a row of a table
    text: str,
    span: str,
    key: str,
    kind: Kind,
    meant: tuple[str, ...] | None,
    first: str,
) -> None:
    start = text.index(span)
    spot = given_spot(text, start, start + len(span), PlaceContext())
    assert (spot.start, spot.end, spot.key, spot.kind) == (start, start + len(span), key, kind)
    assert meant is None or spot.meant == meant
    names = [listed.entry.name for listed in spot.places]
    assert bool(names) == bool(first)
    assert first in {"", "*"} or first in names
