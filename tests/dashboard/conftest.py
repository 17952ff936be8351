"""Fixtures of the dashboard's tests: the case being served, put back when a test is over."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from dashboard import served_case
from dashboard.briefing.shown import ShownView
from dashboard.briefing.view_answer import shown_view
from dashboard.loaded_case import LoadedCase
from dashboard.served_case import SHIPPED_CASE, ServedCase
from dashboard.view_bodies import view_body


@pytest.fixture(scope="session")
def shipped_case() -> LoadedCase:
    """The shipped case, loaded once."""
    loaded = ServedCase(SHIPPED_CASE).current()
    assert isinstance(loaded, LoadedCase)
    return loaded


@pytest.fixture(scope="session")
def shown_of(shipped_case: LoadedCase) -> Callable[[str], ShownView]:
    """What an export tells of a view of the shipped case; answered once for each query."""
    return cache(lambda query: shown_view(shipped_case.case, shipped_case.store, query))


@pytest.fixture(scope="session")
def example_of() -> Callable[[str], ShownView]:
    """What an export tells of a view of the example for a first lesson."""
    loaded = ServedCase(SHIPPED_CASE / "examples" / "market-hall-clock").current()
    assert isinstance(loaded, LoadedCase)
    return cache(lambda query: shown_view(loaded.case, loaded.store, query))


@pytest.fixture
def serve_case(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], ServedCase]:
    """Choose the case that this process serves, for one test."""
    monkeypatch.setattr(served_case, "_served", None)
    view_body.cache_clear()
    return served_case.serve
