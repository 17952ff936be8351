"""The benchmarks are run by hand: what they use of the program must still be there."""

from __future__ import annotations

import importlib
import pkgutil
from typing import TYPE_CHECKING

import pytest

import benchmarks
from benchmarks import facts

if TYPE_CHECKING:
    from pathlib import Path

MODULES = sorted(
    module.name
    for module in pkgutil.iter_modules(benchmarks.__path__, "benchmarks.")
    if not module.ispkg  # the peers are pages of Streamlit, run by its command
)


@pytest.mark.parametrize("name", MODULES)
def test_a_benchmark_finds_what_it_uses(name: str) -> None:
    assert importlib.import_module(name).__doc__


ARTICLE = """Ferry stays in port

The harbour office of Batumi said on Monday that the ferry stays in port.

Fishermen said on Sunday that two boats had sunk near Poti.
"""
FACTS = (
    "id\tarticle\tline\tspeaker\tstance\tevent\tedtf\tplace\tnumbers\n"
    "F1\tferry\tL3\tharbour office\tconfirms\tferry stays in port\t2024-04-15\tBatumi\t\n"
    "F2\tferry\tL5\tfishermen\tdenies\tboats sunk\t2024-04-13\tBatumi district\t2 boats\n"
    "F3\tferry\tL9\tarticle\tbackground\tthe harbour was built\t1880~\t-\t\n"
)


def test_facts_are_judged_strictly_and_misses_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article, table = tmp_path / "ferry-1.txt", tmp_path / "facts.tsv"
    article.write_text(ARTICLE, encoding="utf-8")
    table.write_text(FACTS, encoding="utf-8")
    assert facts.main([str(table), f"{article}=2024-04-17"]) == 0
    out = capsys.readouterr().out
    for told in ("1 of 2", "1 of 3", "0 of 2"):
        assert told in out
    assert "F1, wrong" not in out
    assert "F2, wrong: place, date, stance" in out
    assert "F3, wrong: date, stance\n  background, 1880~, -: the harbour was built\n  no" in out


@pytest.mark.parametrize(
    ("expected", "proposed", "is_right"),
    [
        ("2024-04-16~", "[..2024-04-17]", True),
        ("2024-04-16~", "[..2024-04-27]", False),
        ("2023-09", "2023-09-19/2023-09-20", True),
        ("2023-09-20/2023-10", "2023-09-19/2023-09-20", False),
        ("2023-09", "", False),
    ],
)
def test_a_date_is_right_where_one_holds_the_other(
    expected: str, proposed: str, *, is_right: bool
) -> None:
    assert facts.is_date(expected, proposed) is is_right
