"""A plugin of pytest: each test finds the caches of geodata's functions empty.

What a test runs is then the same, whichever tests came before it. Caches of data that take seconds
to read stay.
"""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Final

import pytest

SLOW: Final = ("geodata.drafting.atlas.", "geodata.drafting.language")
_CACHE: Final = type(lru_cache(len))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup() -> None:
    """Empty them."""
    for name, module in list(sys.modules.items()):
        if name.startswith("geodata.") and not name.startswith(SLOW):
            for one in vars(module).values():
                if isinstance(one, _CACHE):
                    one.cache_clear()
