"""A plugin of pytest that runs what a file lists, in its order: `--chosen-tests FILE`.

Names of tests may hold anything that cannot be said on a command line.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pytest

OPTION: Final = "--chosen-tests"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the file, a JSON list of node ids."""
    parser.addoption(OPTION, type=Path, help="a JSON list of the node ids to run, in this order")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the chosen ones."""
    chosen = json.loads(config.getoption(OPTION).read_text(encoding="utf-8"))
    place = {name: nth for nth, name in enumerate(chosen)}
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid not in place])
    items[:] = sorted(
        (item for item in items if item.nodeid in place), key=lambda item: place[item.nodeid]
    )
