"""Fixtures of the dashboard's tests: the case being served, put back when a test is over."""

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard import served_case
from dashboard.served_case import SHIPPED_CASE, LoadedCase, ServedCase
from dashboard.view_bodies import view_body


@pytest.fixture(scope="session")
def shipped_case() -> LoadedCase:
    """The shipped case, loaded once."""
    return ServedCase(SHIPPED_CASE).current()


@pytest.fixture
def serve_case(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], ServedCase]:
    """Choose the case that this process serves, for one test."""
    monkeypatch.setattr(served_case, "_served", None)
    view_body.cache_clear()
    return served_case.serve
