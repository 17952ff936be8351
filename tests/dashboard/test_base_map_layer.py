"""The folium map: the same to the last byte in every run, and asking no other host."""

import re
from urllib.parse import urlsplit

import pytest

from dashboard.server.security import FRAME_POLICY
from dashboard.viewer.base_map import event_map
from dashboard.viewer.online_tiles import ONLINE_TILES

IDENTIFIER = re.compile(r"_[a-z0-9]+")


def _rendered() -> str:
    return str(event_map().get_root().render())


@pytest.mark.trap("https://github.com/randyzwitch/streamlit-folium/issues/91")
def test_the_map_is_the_same_in_every_run() -> None:
    assert IDENTIFIER.sub("", _rendered()) == IDENTIFIER.sub("", _rendered())


@pytest.mark.trap("https://github.com/python-visualization/folium/issues/1368")
def test_scripts_and_styles_come_from_this_server() -> None:
    addresses = re.findall(r'(?:src|href)="([^"]+)"', _rendered())
    assert addresses
    assert not [one for one in addresses if urlsplit(one).netloc]


def test_online_tiles_may_be_loaded_by_the_frame_and_name_their_makers() -> None:
    for tiles in ONLINE_TILES:
        assert "{s}" not in tiles.url
        assert tiles.origin in FRAME_POLICY
        assert tiles.attribution
