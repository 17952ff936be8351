"""A prepared case may be a stranger's: nothing leads out of it, no file takes the memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geodata.errors import CaseError
from geodata.limits import FREELY_ROWS
from geodata.scale.build import build
from geodata.scale.built import BuiltCase
from geodata.scale.prepared_files import expected_whole
from geodata.scale.row_files import BATCH
from geodata.view import Clock, View
from tests.geodata.case_folders import write_case

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Prepare a case; give the folder within that holds the files."""
    return build(write_case(tmp_path / "case"), tmp_path / "out").folder


def _asked(out: Path) -> None:
    """Read all files of a prepared case."""
    built = BuiltCase(out)
    assert built.outline.sources is not None
    assert len(built.undated) == 2
    assert len(built.excerpt([0, 1]).events) == 2
    assert built.overview(View())["counts"]["total"] == 2
    assert all(len(built.points(clock)) for clock in Clock)
    assert built.facets(View(), 5)


def _refused(files: Path, told: str) -> None:
    with pytest.raises(CaseError, match=told) as refused:
        _asked(files.parent)
    assert "\n" not in str(refused.value)


OUT = "in the folder of the prepared case, got a link that leads out of it"


@pytest.mark.parametrize(
    "name",
    [
        *("events.arrow", "claims.arrow", "warnings.csv", "values.parquet", "overview.json"),
        *("happened", "told/x.npy", "sources"),
    ],
)
def test_a_file_or_folder_that_is_a_link_out_of_it_is_refused(files: Path, name: str) -> None:
    (files / name).rename(files.parent.parent / "theirs")
    (files / name).symlink_to(files.parent.parent / "theirs")
    _refused(files, f"expected {files.name}/{name} {OUT}")


def test_a_table_that_is_a_folder_holds_no_link_out_of_it(files: Path) -> None:
    theirs = files.parent.parent / "theirs"
    (files / "claims.parquet").rename(theirs)
    (files / "claims.parquet").mkdir()
    (files / "claims.parquet" / "part.parquet").symlink_to(theirs)
    _refused(files, f"part.parquet {OUT}")


def test_a_link_that_leads_to_itself_is_refused(files: Path) -> None:
    (files / "events.arrow").unlink()
    (files / "events.arrow").symlink_to("events.arrow")
    _refused(files, OUT)


def test_links_within_it_and_to_it_count(files: Path) -> None:
    out = files.parent
    files.rename(out / "kept")
    files.symlink_to("kept")
    (files / "events.arrow").rename(out / "events")
    (files / "events.arrow").symlink_to(out / "events")
    (out.parent / "named").symlink_to(out)
    _asked(out.parent / "named")


@pytest.mark.parametrize("name", ["warnings.csv", "rejected.csv"])
@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "file,line,column,value,message\nevents.csv\n",
        "file,line,column,message\nevents.csv,1,,odd,and,more\n",
        "file,line,column,message\nevents.csv,one,,odd\n",
        f"file,line,column,message\nevents.csv,1,,{'x' * 200_000}\n",
        "file,line,column,message\n\udcff,1,,odd\n",
    ],
)
def test_a_list_of_something_else_is_refused(files: Path, name: str, text: str) -> None:
    (files / name).write_bytes(f"{text}\n".encode(errors="surrogateescape"))
    _refused(files, f"{name}: .*; build the case again")


def _claiming(length: int, kind: str = "|b1") -> bytes:
    """Write what begins a NumPy file of so many numbers, and two of them."""
    head = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': ({length},), }}".ljust(117)
    return b"\x93NUMPY\x01\x00" + len(head + "\n").to_bytes(2, "little") + f"{head}\n\0\0".encode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (_claiming(10**14), "expected 2 numbers, got 100,000,000,000,000"),
        (_claiming(2, "<u8"), "expected 2 numbers, got 0"),
        (_claiming(2, "|O"), "expected one column of numbers"),
        (_claiming(2, "<f8"), "expected one column of numbers"),
        (b"\x93NUMPY\x09\x00", "unknown version"),
        (_claiming(2)[:40], "EOF"),
        (b"PK\x03\x04", "magic string"),
        (b"", "magic string"),
    ],
)
def test_numbers_are_as_many_as_the_case_and_the_file_hold(
    files: Path, content: bytes, told: str
) -> None:
    (files / "undated.npy").write_bytes(content)
    _refused(files, rf"undated.npy: .*{told}.*; build the case again")


@pytest.mark.parametrize("length", [10**14, 3])
def test_points_are_as_many_as_their_file_holds(files: Path, length: int) -> None:
    (files / "told" / "standing.npy").write_bytes(_claiming(length, "|u1"))
    _refused(files, f"standing.npy: .*expected {length:,} numbers, got 2")


def test_points_are_as_many_in_each_column(files: Path) -> None:
    np.save(files / "told" / "standing.npy", np.zeros(1, np.uint8))
    _refused(files, "told: expected columns of one length")


@pytest.mark.parametrize(
    ("starts", "told"),
    [([0, 5, 3], "in order"), ([-1, 0, 3], "in order"), ([0, 0, 10**9], "fewer")],
)
def test_claims_begin_where_claims_can_be(files: Path, starts: list[int], told: str) -> None:
    np.save(files / "claim_starts.npy", np.array(starts, np.int64))
    _refused(files, f"claim_starts.npy: .*{told}")


@pytest.mark.parametrize("name", ["values", "sources", "corrections"])
def test_rows_that_repeat_are_not_read_however_few_bytes_they_take(files: Path, name: str) -> None:
    path = files / f"{name}.parquet"
    rows = FREELY_ROWS + 1
    pq.write_table(
        pa.table({one: pa.repeat("same", rows) for one in pq.read_schema(path).names}), path
    )
    assert path.stat().st_size < 100_000
    _refused(files, f"{name}.parquet: expected at most 2,000,000 rows, got 2,000,001")


@pytest.mark.parametrize("name", ["events", "claims"])
def test_a_table_has_no_more_rows_than_the_case_tells_of(files: Path, name: str) -> None:
    whole = pq.read_table(files / f"{name}.parquet")
    pq.write_table(pa.concat_tables([whole, whole]), files / f"{name}.parquet")
    _refused(files, f"{name}.parquet: expected {len(whole)} rows at most, got {2 * len(whole)}")


def test_rows_lie_in_small_batches(files: Path) -> None:
    with pa.ipc.open_file(files / "events.arrow") as read:
        whole = read.read_all()
    with pa.ipc.new_file(files / "events.arrow", whole.schema) as writer:
        writer.write_table(pa.concat_tables([whole] * BATCH).combine_chunks())
    _refused(files, f"events.arrow: expected batches of 512 rows at most, got {2 * BATCH:,}")


@pytest.mark.parametrize(
    ("name", "column"),
    [("sources", "title"), ("corrections", "reason"), ("places", "names"), ("values", "facet")],
)
def test_a_table_without_one_of_its_columns_is_refused(files: Path, name: str, column: str) -> None:
    path = files / f"{name}.parquet"
    pq.write_table(pq.read_table(path).drop_columns([column]), path)
    _refused(files, f"{name}.parquet: it has no .*{column}.*; build the case again")


def test_counts_that_are_none_are_refused(files: Path) -> None:
    path = files / "values.parquet"
    values = pq.read_table(path)
    pq.write_table(values.set_column(2, "count", pa.array(["many"] * len(values))), path)
    _refused(files, "values.parquet: .*many.*; build the case again")


@pytest.mark.parametrize("name", ["event_sources", "event_actors"])
def test_a_table_that_is_none_is_refused_before_it_is_asked(files: Path, name: str) -> None:
    (files / f"{name}.parquet").write_bytes(b"PAR1")
    built = BuiltCase(files.parent)
    with pytest.raises(CaseError, match=f"{name}.parquet.*; build the case again"):
        built.counts(View(source=("agency",), actor=("nobody",)))


def test_what_is_too_large_for_the_memory_is_told_in_a_line(tmp_path: Path) -> None:
    with (
        pytest.raises(CaseError, match="too large; build the case again"),
        expected_whole(tmp_path),
    ):
        raise MemoryError
