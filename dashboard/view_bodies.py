"""Answers to views as they are sent, kept while they are likely to be asked for again."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from dashboard.served_case import served_case
from dashboard.stored_body import StoredBody, stored_body
from dashboard.viewer.answer import view_answer
from geodata.errors import CaseError
from geodata.view import View

if TYPE_CHECKING:
    from dashboard.served_case import LoadedCase

JSON: Final = "application/json"
FAST: Final = 1
ANSWERS_KEPT: Final = 64


def loaded_version(version: str) -> LoadedCase | None:
    """Give one version of the case being served; None where it cannot be answered for."""
    try:
        return served_case().version(version)
    except CaseError:  # the page itself says why; no version of it can be answered
        return None


@lru_cache(maxsize=ANSWERS_KEPT)
def view_body(version: str, query: str) -> StoredBody:
    """Give the answer to a view's filters, in the query's canonical form.

    Raises
    ------
    KeyError
        The version is no longer served.
    """
    loaded = loaded_version(version)
    if loaded is None:
        raise KeyError(version)
    view, _ = View.from_query(query)
    return stored_body(view_answer(loaded.case, loaded.store, view), JSON, FAST)
