"""A plugin of pytest, `-p tests.chosen_tests`: runs the tests that a file lists, in its order.

Names of tests may hold anything that cannot be said on a command line.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pytest

CHOSEN: Final = "CHOSEN_TESTS"
"""Environment variable that names the file, a JSON list of node ids."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the chosen ones."""
    chosen = json.loads(Path(os.environ[CHOSEN]).read_text(encoding="utf-8"))
    place = {name: nth for nth, name in enumerate(chosen)}
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in place])
    items[:] = sorted(
        (item for item in items if item.nodeid in place), key=lambda item: place[item.nodeid]
    )
