"""A rule for the whole suite: a test file that holds no test fails the run, it does not pass by."""

from pathlib import Path

import pytest

_collected: set[Path] = set()


def pytest_collectstart(collector: pytest.Collector) -> None:
    if isinstance(collector, pytest.Module):
        _collected.add(collector.path)


@pytest.hookimpl(tryfirst=True)  # before -k and -m take tests out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    empty = _collected - {item.path for item in items}
    if empty:
        names = ", ".join(sorted(path.name for path in empty))
        raise pytest.UsageError(f"{names}: no test was collected; write one or delete the file")
