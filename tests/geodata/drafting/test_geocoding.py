"""Names asked of a service: only where wanted, once, slowly, and with its attribution."""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import TYPE_CHECKING, ClassVar
from urllib.parse import parse_qs, urlsplit

import pytest
import shapely
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim
from geopy.location import Location

from geodata.drafting import geocoding
from geodata.drafting.geocoding import ATTRIBUTION, Geocoder, GeocodingError
from geodata.drafting.places_in_text import PlaceContext, find_places
from geodata.drafting.reading_for import place_context, places_called

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOX = ["41.10", "41.14", "43.20", "43.24"]


class Service(BaseHTTPRequestHandler):
    """A Nominatim that knows one village."""

    asked: ClassVar[list[tuple[str, float, str]]] = []

    def do_GET(self) -> None:
        name = parse_qs(urlsplit(self.path).query)["q"][0]
        self.asked.append((name, time.monotonic(), self.headers["User-Agent"]))
        found = {
            "lat": "41.12",
            "lon": "43.22",
            "display_name": f"{name}, Norland",
            "name": name,
            "osm_type": "node",
            "osm_id": 42,
            "boundingbox": BOX,
        }
        body = json.dumps([] if name == "Nowhere" else [found]).encode()
        self.send_response(500 if name == "Broken" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(geocoding, "cache_folder", lambda: tmp_path)
    Service.asked.clear()
    with ThreadingHTTPServer(("127.0.0.1", 0), Service) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_answer_is_a_candidate_that_names_its_source(address: str) -> None:
    (one,) = Geocoder(address, 0.01).candidates("  Upper   Mill ")
    assert (one.place.name, one.place.place_id) == ("Upper Mill", "osm:node/42")
    assert (one.place.mark_latitude, one.place.mark_longitude) == (41.12, 43.22)
    assert one.place.uncertainty_m == pytest.approx(2_800, rel=0.1)
    assert one.place.geo_precision == 2
    assert ATTRIBUTION in one.reason
    assert ATTRIBUTION in one.place.basis
    assert Service.asked[0][2].startswith("whenabouts/")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ({}, ("osm:place/41.12000,43.22000", "Mill", 2_000)),
        ({"name": "", "osm_type": "W", "osm_id": 7}, ("osm:way/7", "Mill", 2_000)),
        ({"name": "A", "osm_type": "R", "osm_id": 7}, ("osm:relation/7", "A", 2_000)),
        (
            {"osm_type": "N", "osm_id": 7, "boundingbox": [41, 41, 43, 43]},
            ("osm:node/7", "Mill", 50),
        ),
        ({"osm_id": 7, "boundingbox": ["-1", "1", "10", "10"]}, ("osm:place/7", "Mill", 111_200)),
        (
            {"properties": {"name": "A", "osm_id": 1, "extent": [9, 61, 11, 59]}},
            ("osm:place/1", "A", 124_325),
        ),
    ],
)
def test_of_an_answer_its_number_name_and_reach_are_kept(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    raw: dict[str, object],
    expected: tuple[str, str, float],
) -> None:
    monkeypatch.setattr(geocoding, "cache_folder", lambda: tmp_path)
    found = Location("Mill, Upper Valley, Norland", (41.12, 43.22), raw)
    monkeypatch.setattr(Nominatim, "geocode", lambda *_, **__: [found, found])
    first, second = Geocoder("nominatim", 0.01).candidates("Mill")
    assert first.place == second.place
    assert (first.score, second.score) == (0.5, 0.333)
    told = first.place
    assert (told.place_id, told.name, told.uncertainty_m) == expected
    assert shapely.get_coordinates(told.geometry).tolist() == [[43.22, 41.12]]
    assert "Mill, Upper Valley, Norland" in first.reason
    (kept,) = tmp_path.rglob("*.json")
    assert json.loads(kept.read_text("utf-8"))["service"] == "nominatim"


def test_a_name_is_asked_once_and_then_kept(address: str) -> None:
    for _ in range(2):
        geocoder = Geocoder(address, 0.01)
        assert len(geocoder.candidates("Upper Mill")) == 1
        assert geocoder.candidates("Nowhere") == []
        assert geocoder.candidates("Nowhere") == []
    assert [name for name, _, _ in Service.asked] == ["Upper Mill", "Nowhere"]


def test_where_nothing_can_be_kept_the_answer_holds(address: str, tmp_path: Path) -> None:
    (tmp_path / "geocoding").write_text("in the way")
    assert len(Geocoder(address, 0.01).candidates("Upper Mill")) == 1
    assert (tmp_path / "geocoding").read_text() == "in the way"


def test_questions_of_all_threads_keep_their_distance(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now, asked = [0.0], []
    monkeypatch.setattr(RateLimiter, "_clock", lambda _: now[0])
    monkeypatch.setattr(RateLimiter, "_sleep", lambda _, seconds: now.append(now.pop() + seconds))
    monkeypatch.setattr(Nominatim, "geocode", lambda *_, **__: asked.append(now[0]))
    geocoder = Geocoder(address, 0.2)
    with ThreadPoolExecutor(4) as threads:
        assert [*threads.map(geocoder.candidates, ["Aa", "Bb", "Cc", "Dd"])] == [[], [], [], []]
    assert asked == pytest.approx([0, 0.2, 0.4, 0.6])


def test_one_second_is_what_passes_between_questions() -> None:
    assert Geocoder("nominatim").between_s >= 1


def test_no_answer_is_one_line(address: str) -> None:
    with pytest.raises(GeocodingError, match=r"did not answer \(.*\); names are looked up offline"):
        Geocoder(address, 0.01).candidates("Broken")
    with pytest.raises(GeocodingError, match="did not answer") as told:
        Geocoder("http://127.0.0.1:9", 0.01).candidates("Upper Mill")
    assert len(str(told.value).splitlines()) == 1


@pytest.mark.parametrize("service", ["google", "ftp://example.org", "", "file:///etc/passwd"])
def test_what_is_no_service_is_refused(service: str) -> None:
    with pytest.raises(GeocodingError, match="expected nominatim, photon, or the http address"):
        Geocoder(service)


def test_a_text_asks_only_for_names_in_no_list(address: str) -> None:
    text = "A bridge in the village of Qwertzau near Batumi fell."
    plain = {one.text: one for one in find_places(text)}
    assert not Service.asked
    geocoder = Geocoder(address, 0.01)
    found = {one.text: one for one in find_places(text, PlaceContext(ask=geocoder.candidates))}
    assert [name for name, _, _ in Service.asked] == ["Qwertzau"]
    assert found["Qwertzau"].chosen
    assert found["Qwertzau"].chosen.place.place_id == "osm:node/42"
    assert found["Batumi"] == plain["Batumi"]


def test_a_typed_name_has_what_is_known_offline_first(address: str) -> None:
    context = place_context(None, ask=Geocoder(address, 0.01).candidates)
    told = places_called("Batumi", context)
    ids = [one["place_id"] for one in told["candidates"]]
    assert ids[0].startswith("geonames:")
    assert ids[-1] == "osm:node/42"
    assert "osm:node/42" in told["place_rows"]
