"""Names of places asked of an online service, only where the user has turned that on.

OpenStreetMap's Nominatim or Komoot's Photon, through geopy: at most one question a second, whoever
asks, as their rules of use have it; each answer is kept in the user's cache and asked once. What
they answer is OpenStreetMap's (ODbL) and says so.
"""

from __future__ import annotations

import hashlib
import json
import math
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import shapely

from geodata.columns import PlaceKind
from geodata.drafting.places_in_text import Candidate
from geodata.errors import CaseError
from geodata.places import Place
from geodata.translation import gettext, message
from geodata.user_cache import cache_folder
from geodata.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

ATTRIBUTION: Final = "© OpenStreetMap contributors (ODbL)"
SERVICES: Final = ("nominatim", "photon")
USER_AGENT: Final = "whenabouts/1 (evidence maps; one person's look-ups)"
SECONDS_BETWEEN: Final = 1.0
LONGEST_WAIT_S: Final = 10.0
MOST_ANSWERS: Final = 8
LONGEST_NAME: Final = 200
_FOLDER: Final = "geocoding"
_RADII: Final = ((1_000.0, 1), (25_000.0, 2), (60_000.0, 3), (200_000.0, 4))
"""Up to which reach in metres a place has which `geo_precision`; larger ones are countries'."""

_DEGREE_M: Final = 111_200.0
_NO_SUCH_SERVICE: Final = message(
    "expected nominatim, photon, or the http address of a Nominatim of your own, got {service}"
)
_UNREACHED: Final = message("{service} did not answer ({reason}); names are looked up offline only")
_FOUND_BY: Final = message("{name}; found by {service}, {attribution}")


class GeocodingError(CaseError):
    """A service gave no answer; the message is one line."""


@dataclass
class Geocoder:
    """A service that is asked for names.

    Parameters
    ----------
    service
        `nominatim`, `photon`, or the http address of another Nominatim.
    between_s
        So many seconds pass between two questions, in whichever threads they are asked.
    """

    service: str
    between_s: float = SECONDS_BETWEEN
    _ask: Callable[..., Any] | None = field(default=None, init=False, repr=False)
    _known: dict[str, list[dict[str, Any]]] = field(default_factory=dict, init=False, repr=False)
    _one_by_one: Lock = field(default_factory=Lock, init=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse what is no service.

        Raises
        ------
        GeocodingError
            It is neither one of `SERVICES` nor an http address.
        """
        if self.service not in SERVICES and not _is_address(self.service):
            raise GeocodingError(gettext(_NO_SUCH_SERVICE).format(service=self.service))

    @property
    def name(self) -> str:
        """What it is called where people read it."""
        return urlsplit(self.service).netloc or self.service.capitalize()

    def candidates(self, name: str) -> list[Candidate]:
        """Look a name up, in the cache first.

        Returns
        -------
        The places of that name, the likeliest first, each with the attribution in its reason.

        Raises
        ------
        GeocodingError
            The service could not be asked or refused; the message is one line.
        """
        wanted = " ".join(name.split())[:LONGEST_NAME]
        if not wanted:
            return []
        with self._one_by_one:  # the same name twice is one question
            rows = self._known.get(wanted)
            if rows is None:
                rows = self._kept(wanted)
            if rows is None:
                rows = [*self._asked(wanted)]
                self._keep(wanted, rows)
            self._known[wanted] = rows
        return [self._candidate(row, number) for number, row in enumerate(rows)]

    def _asked(self, name: str) -> Iterator[dict[str, Any]]:
        from geopy.exc import GeopyError  # noqa: PLC0415 - only where the user wants it

        if self._ask is None:
            self._ask = self._limited()
        try:
            answers = self._ask(name) or []
        except (GeopyError, OSError, ValueError) as error:
            reason = str(error).splitlines()[0][:80] if str(error) else type(error).__name__
            told = gettext(_UNREACHED).format(service=self.name, reason=reason)
            raise GeocodingError(told) from error
        for one in answers:
            yield _row(one.latitude, one.longitude, one.address, one.raw)

    def _limited(self) -> Callable[..., Any]:
        """Give what asks the service, never faster than it may be asked."""
        from geopy.extra.rate_limiter import RateLimiter  # noqa: PLC0415 - as above
        from geopy.geocoders import Nominatim, Photon  # noqa: PLC0415 - as above

        known: dict[str, Any] = {"user_agent": USER_AGENT, "timeout": LONGEST_WAIT_S}
        if self.service == "photon":
            service: Any = Photon(**known)
        elif self.service == "nominatim":
            service = Nominatim(**known)
        else:
            address = urlsplit(self.service)
            domain = f"{address.netloc}{address.path}".rstrip("/")
            service = Nominatim(domain=domain, scheme=address.scheme, **known)
        asks = RateLimiter(
            service.geocode,
            min_delay_seconds=self.between_s,
            max_retries=0,
            swallow_exceptions=False,
        )

        def ask(name: str) -> Any:
            return asks(name, exactly_one=False, limit=MOST_ANSWERS)

        return ask

    def _path(self, name: str) -> Path | None:
        folder = cache_folder()
        if folder is None:
            return None
        digest = hashlib.sha256(f"{self.service}\n{name}".encode()).hexdigest()[:32]
        return folder / _FOLDER / f"{digest}.json"

    def _kept(self, name: str) -> list[dict[str, Any]] | None:
        path = self._path(name)
        if path is None:
            return None
        with suppress(OSError, ValueError):
            kept = json.loads(path.read_text(encoding="utf-8"))
            rows: list[dict[str, Any]] = kept["answers"]
            return rows if kept["name"] == name and isinstance(rows, list) else None
        return None

    def _keep(self, name: str, rows: list[dict[str, Any]]) -> None:
        """Keep an answer; a cache that cannot be written costs a question more, and no draft."""
        path = self._path(name)
        if path is None:
            return
        told = {"name": name, "service": self.service, "source": ATTRIBUTION, "answers": rows}
        with suppress(OSError):
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(path, json.dumps(told, ensure_ascii=False).encode())

    def _candidate(self, row: Mapping[str, Any], number: int) -> Candidate:
        radius = float(row["radius_m"])
        precision = next((level for most, level in _RADII if radius <= most), 6)
        basis = f"{ATTRIBUTION}, {self.name}, {row['asked']}"
        place = Place(
            place_id=row["place_id"],
            name=row["name"],
            kind=PlaceKind.POINT,
            geometry=shapely.Point(row["longitude"], row["latitude"]),
            mark_latitude=row["latitude"],
            mark_longitude=row["longitude"],
            uncertainty_m=round(radius),
            geo_precision=precision,
            basis=basis,
        )
        reason = gettext(_FOUND_BY).format(
            name=row["address"], service=self.name, attribution=ATTRIBUTION
        )
        return Candidate(place, round(1 / (number + 2), 3), reason)


def _is_address(service: str) -> bool:
    parts = urlsplit(service)
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _row(latitude: float, longitude: float, address: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Give of an answer what is kept: of Nominatim's, or of Photon's GeoJSON."""
    told = raw.get("properties", raw)
    kind = {"N": "node", "W": "way", "R": "relation"}.get(
        str(told.get("osm_type", "")), str(told.get("osm_type", "place"))
    )
    number = told.get("osm_id") or f"{latitude:.5f},{longitude:.5f}"
    return {
        "place_id": f"osm:{kind}/{number}",
        "name": str(told.get("name") or address.split(",", maxsplit=1)[0]),
        "address": address,
        "latitude": latitude,
        "longitude": longitude,
        "radius_m": _radius(told),
        "asked": f"{datetime.now(UTC):%Y-%m-%d}",
    }


def _radius(told: Mapping[str, Any]) -> float:
    """Give half the diagonal of a place's box in metres; a village's where none is told."""
    if box := told.get("boundingbox"):
        south, north, west, east = map(float, box)
    elif extent := told.get("extent"):
        west, north, east, south = map(float, extent)
    else:
        return 2_000.0
    across = (east - west) * math.cos(math.radians((north + south) / 2))
    return max(50.0, math.hypot(across, north - south) / 2 * _DEGREE_M)
