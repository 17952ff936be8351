"""`python -m tests.fuzz.guided TARGET INPUTS SEED REPORT`: inputs led on by what they reach.

Atheris, which is libFuzzer's for Python, changes inputs so that they reach further lines of
`geodata`. It is there for Linux only; the process ends with the last input.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

import atheris

with atheris.instrument_imports(include=["geodata"], enable_loader_override=False):
    from hypothesis import HealthCheck, given, settings

    from tests.fuzz import inputs
    from tests.fuzz.asking import ROOT, Tally, Target
    from tests.fuzz.targets import TARGETS

if TYPE_CHECKING:
    from collections.abc import Callable

SEEDS: Final = 60
LONGEST: Final = 2_048


def main(name: str, wanted: int, seed: int, report: Path) -> None:
    """Put so many inputs to a target."""
    target, tally = TARGETS[name], Tally()
    put = _put_of(target, tally)

    def put_one(data: bytes) -> None:
        put(data)
        if tally.inputs >= wanted:
            report.write_text(json.dumps(asdict(tally)), encoding="ascii")
            os._exit(0)  # libFuzzer would go on; the folders of this process are swept by others

    with tempfile.TemporaryDirectory(prefix="fuzz-seeds-") as folder:
        _lay_seeds(target, Path(folder), seed)
        options = [
            f"-artifact_prefix={folder}/",
            f"-seed={seed}",
            f"-max_len={LONGEST}",
            "-timeout=3600",  # hangs are told by what an input takes of a processor
            "-rss_limit_mb=0",
        ]
        atheris.Setup([sys.argv[0], *options, "-verbosity=0", folder], put_one)
        atheris.Fuzz()


def _put_of(target: Target, tally: Tally) -> Callable[[bytes], object]:
    if target.of_bytes is not None:
        of_bytes = target.of_bytes
        return lambda data: tally.ask(target, of_bytes(data))

    @settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(target.made)
    def drawn(made: inputs.Input) -> None:
        tally.ask(target, made)

    return drawn.hypothesis.fuzz_one_input  # type: ignore[no-any-return,attr-defined]  # Hypothesis sets it


def _lay_seeds(target: Target, folder: Path, seed: int) -> None:
    """Lay what is kept of the target, files of cases that are shipped, and some that are drawn."""
    known: list[inputs.Input] = [made for _, made in inputs.kept(target.name)]
    known += [path.read_bytes()[:LONGEST] for path in _shipped()]
    chance = random.Random(seed)
    for nth in range(SEEDS):
        data = chance.randbytes(chance.randint(1, LONGEST))
        if target.of_bytes is not None:
            made = known[nth] if nth < len(known) else target.made.example()
            data = made if isinstance(made, bytes) else str(made).encode(errors="replace")
        (folder / f"{nth}").write_bytes(data)


def _shipped() -> list[Path]:
    """Return the tables, places and summaries of the cases that come with the program."""
    folders = (ROOT, *sorted((ROOT / "examples").iterdir()))
    names = ("events.csv", "places.geojson", "sources/*.csv")
    tables = [path for folder in folders for name in names for path in sorted(folder.glob(name))]
    return [*tables, *sorted((ROOT / "sources").glob("*.md"))[:3]]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
