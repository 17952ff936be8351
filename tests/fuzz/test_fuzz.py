"""What fuzzing found stays mended, and a little of it is done again; all of it is `make fuzz`."""

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz import inputs
from tests.fuzz.asking import SLOW_FROM, Tally
from tests.fuzz.targets import TARGETS

KEPT = [(path, made) for name in TARGETS for path, made in inputs.kept(name)]


def test_every_kept_input_is_one_of_a_target() -> None:
    assert {path.parent.name for path in inputs.CORPUS.glob("*/*")} <= set(TARGETS)
    assert len(KEPT) == len(list(inputs.CORPUS.glob("*/*")))


@pytest.mark.parametrize(
    ("name", "made"),
    [(path.parent.name, made) for path, made in KEPT],
    ids=[f"{path.parent.name}-{path.stem}" for path, _ in KEPT],
)
def test_what_fuzzing_found_stays_mended(name: str, made: inputs.Input) -> None:
    TARGETS[name].asked(made)


@pytest.mark.parametrize("name", TARGETS)
def test_a_reader_keeps_its_promises_whatever_it_is_given(name: str) -> None:
    target, tally = TARGETS[name], Tally()

    @settings(
        max_examples=5 if target.share <= SLOW_FROM else 100,
        phases=[Phase.generate],
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(target.made)
    def put(made: inputs.Input) -> None:
        tally.ask(target, made)

    put()
    assert tally.faults == {}
    assert tally.inputs


def test_what_is_kept_is_read_as_it_was() -> None:
    made: inputs.Input = {"a": b"\x00\xff", "b": ["\ud800", None, 3], "c": {"x": "\u202e"}}
    assert inputs.read(inputs.written(made)) == made
