"""A build on a Spark cluster of two workers makes the same files as one in this process."""

from __future__ import annotations

import csv
import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from benchmarks.generated_rows import write_rows
from dashboard.build_command import build_command
from geodata.errors import CaseError
from geodata.scale.build import BuildError, build
from geodata.scale.built import BuiltCase
from geodata.scale.engines import engine_at
from geodata.scale.engines.spark import SparkEngine
from geodata.scale.gathering import Embedded
from geodata.view import View
from tests.geodata.case_folders import write_case, write_lone
from tests.geodata.scale.test_build import digests

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.timeout(900)  # with all that else may run on two cores
CLUSTER = "local-cluster[2,1,1024]"
ROWS, PART = 20_000, 4_500
ODD = {
    0: {"date": "the day before"},
    1: {"event_id": "e7"},
    2: {"latitude": "95", "longitude": "1000"},
    3: {"title": ""},
    4: {"latitude": "46,93"},
    5: {"title": 'He said "so",\nin two lines'},
    6: {"source": "Source-3|Source 3| A b |a-b"},
    7: {"kind": "Märsche", "date": "3 March 2021"},
}


def write_odd_rows(path: Path) -> Path:
    """Write rows of which one in fifty is odd, some of them bad, some ids standing twice."""
    write_rows(path, ROWS)
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number in range(13, ROWS, 50):
        rows[number] |= ODD[number // 50 % len(ODD)]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows[: ROWS // 2])
        file.write("too,few,cells\n\n")
        writer.writerows(rows[ROWS // 2 :])
    return path


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """One case, built here and on Spark."""
    # three Javas that live for a minute: compiling them well would take longer than they run
    os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
    folder = tmp_path_factory.mktemp("engines")
    case = write_odd_rows(folder / "rows.csv")
    build(case, folder / "here", engine=Embedded(PART))
    told: list[int] = []
    build(case, folder / "spark", engine=SparkEngine(CLUSTER, PART), tell=told.append)
    assert told == sorted(told)
    assert told[-1] == ROWS + 1
    return folder / "here", folder / "spark"


def test_spark_makes_the_same_files_to_the_last_byte(both: tuple[Path, Path]) -> None:
    here, spark = map(digests, both)
    assert len(here) > 25
    assert spark == here


def test_spark_counts_the_same(both: tuple[Path, Path]) -> None:
    here, spark = map(BuiltCase, both)
    assert 200 < len(here.outline.rejected) < 400
    assert spark.outline.rejected == here.outline.rejected
    assert sum("already" in row.message for row in here.outline.rejected) > 40
    for query in ("", "kind=movement", "clock=told&kind=M%C3%A4rsche", "q=lines", "source=a-b-2"):
        view = View.from_query(query)[0]
        assert here.counts(view).total > 0
        assert spark.counts(view) == here.counts(view)
        assert spark.facets(view, 100) == here.facets(view, 100)


def test_a_case_that_cannot_be_read_is_told_as_without_spark(
    both: tuple[Path, Path], tmp_path: Path
) -> None:
    del both  # the cluster's Java runs already
    nameless = write_lone(tmp_path, "colour,shape\nred,round\n", "nameless.csv")
    with pytest.raises(CaseError, match="misses columns that it needs"):
        build(nameless, tmp_path / "out", engine=SparkEngine("local[1]"))
    assert not (tmp_path / "out" / "case.json").exists()
    assert not list((tmp_path / "out").glob("*"))


def test_a_case_with_a_table_of_claims_is_built_without_an_engine(tmp_path: Path) -> None:
    case = write_case(tmp_path / "case")
    with pytest.raises(CaseError, match=r"table of claims.*build it without an engine"):
        build(case, tmp_path / "out", engine=SparkEngine(CLUSTER))


def test_a_file_that_cannot_be_read_in_parts_is_refused(tmp_path: Path) -> None:
    case = tmp_path / "events.geojson"
    case.write_text('{"type":"FeatureCollection","features":[]}', encoding="utf-8")
    with pytest.raises(CaseError, match="without an engine"):
        build(case, tmp_path / "out", engine=SparkEngine(CLUSTER))


def test_an_engine_that_is_not_there_is_one_line_and_the_old_output_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    build(write_case(tmp_path / "case"), out)
    before = digests(out)
    lone = write_lone(tmp_path, "title,date\nA,2024-01-01\n", "lone.csv")
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    assert build_command([str(lone), str(out), "--engine", f"spark://127.0.0.1:{port}"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"spark://127.0.0.1:{port} does not answer (")
    assert digests(out) == before


SOON = """
import sys
from geodata.scale.engines import spark_session
spark_session.ANSWERS_WITHIN = 15
from dashboard.build_command import build_command
sys.exit(build_command(sys.argv[1:]))
"""


def test_an_engine_that_hears_and_never_answers_is_given_up(tmp_path: Path) -> None:
    lone = write_lone(tmp_path, "title,date\nA,2024-01-01\n", "lone.csv")
    with closing(socket.create_server(("127.0.0.1", 0))) as deaf:
        engine = f"spark://127.0.0.1:{deaf.getsockname()[1]}"
        command: list[str | Path] = [sys.executable, "-c", SOON, lone, tmp_path / "out"]
        command += ["--engine", engine]
        begun = time.monotonic()
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"Spark at {engine} does not answer (")
    assert time.monotonic() - begun < 60
    assert not list((tmp_path / "out").glob("*"))


@pytest.mark.parametrize("url", ["spark", "spark:", "spark://", "flink://host:1", "out"])
def test_a_url_of_no_engine_known_is_refused(url: str) -> None:
    with pytest.raises(BuildError, match="expected an engine such as spark://HOST:7077"):
        engine_at(url)


def test_without_pyspark_the_command_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "pyspark", None)
    lone = write_lone(tmp_path, "title,date\nA,2024-01-01\n", "lone.csv")
    assert build_command([str(lone), str(tmp_path / "out"), "--engine", "spark:local[1]"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "pip install -r requirements-engines.txt" in line


def test_reading_a_case_reads_nothing_of_spark() -> None:
    asked = "import sys, os, geodata.casebook; print('pyspark' in sys.modules, *os.environ)"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SPARK_")}
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=True, env=kept
    )
    assert done.stdout.startswith("False ")
    assert "SPARK_LOCAL_IP" not in done.stdout
