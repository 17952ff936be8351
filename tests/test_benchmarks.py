"""The benchmarks are run by hand: what they use of the program must still be there."""

import importlib
import pkgutil

import pytest

import benchmarks

MODULES = sorted(
    module.name
    for module in pkgutil.iter_modules(benchmarks.__path__, "benchmarks.")
    if not module.ispkg  # the peers are pages of Streamlit, run by its command
)


@pytest.mark.parametrize("name", MODULES)
def test_a_benchmark_finds_what_it_uses(name: str) -> None:
    assert importlib.import_module(name).__doc__
