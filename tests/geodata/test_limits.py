"""Small files that would come to very much are refused, and large ones that are honest are not."""

import io
import struct
import zipfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from geodata import limits, workbook_cells
from geodata.case_files import case_version
from geodata.casebook import Case, open_case
from geodata.errors import CaseError
from geodata.limits import expect_at_most
from geodata.read_as import ReadAs
from geodata.records import splitter
from geodata.summaries import summary_in
from geodata.unpacking import expect_bounded
from tests.fuzz.odd_files import letters, spreadsheet, workbook, zipped
from tests.geodata.case_folders import write_case, write_lone
from tests.old_workbook import old_workbook

LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY j "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
ELSEWHERE = '<!DOCTYPE x [<!ENTITY j SYSTEM "file:///etc/passwd">]>'


def cell(at: str, text: str) -> str:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'


def row(number: int | str, *texts: str) -> str:
    cells = "".join(cell(f"{letters(nth)}{number}", text) for nth, text in enumerate(texts))
    return f'<row r="{number}">{cells}</row>'


def table_row(*texts: str, repeated: int = 1, columns: int = 1) -> str:
    more = f' table:number-columns-repeated="{columns}"'
    cells = "".join(
        f'<table:table-cell office:value-type="string"{more}><text:p>{text}</text:p>'
        "</table:table-cell>"
        for text in texts
    )
    return f'<table:table-row table:number-rows-repeated="{repeated}">{cells}</table:table-row>'


HEAD = row(1, "title", "date") + row(2, "Bridge closed", "2024")
ODS_HEAD = table_row("title", "date") + table_row("Bridge closed", "2024")


def opened(folder: Path, name: str, content: str | bytes) -> Case:
    return open_case(write_lone(folder, content, name))


@pytest.mark.parametrize(
    "sheet",
    [
        HEAD + row(1_048_576, "x").replace("A1048576", "XFD1048576"),
        HEAD + row(4_294_967_295, "x"),
        HEAD + f'<row r = "999999999">{cell("A9", "x")}</row>',
        HEAD + "<row/>" * 200_000 + "<row>" + "<c/>" * 1_000 + "<c><v>1</v></c></row>",
    ],
    ids=["the last corner", "beyond all rows", "a row that says so", "counted"],
)
def test_a_cell_in_the_last_corner_is_refused_before_room_is_made_for_all(
    tmp_path: Path, sheet: str
) -> None:
    with pytest.raises(CaseError, match=r"expected at most .* cells in .* sheet.*; delete what"):
        opened(tmp_path, "far.xlsx", zipped(workbook(sheet)))


@pytest.mark.parametrize(
    "sheet",
    [
        HEAD + row(100_000, "Bridge reopened", "2025"),
        HEAD + row(3, "Bridge reopened", "2025", *["x"] * 4_000),
        HEAD.replace(' r="', ' q="') + "<row><c><v>1</v></c><c><v>2025</v></c></row>",
    ],
    ids=["far down", "wide", "without places"],
)
def test_sheets_that_people_make_are_read(tmp_path: Path, sheet: str) -> None:
    assert opened(tmp_path, "list.xlsx", zipped(workbook(sheet))).accepted == 2


def test_cells_that_are_repeated_count_as_often(tmp_path: Path) -> None:
    for repeated in ({"repeated": 1_000_000_000}, {"columns": 1_000_000_000}):
        sheet = ODS_HEAD + table_row("x", "2024", **repeated)
        with pytest.raises(CaseError, match="cells in a sheet, empty ones included"):
            opened(tmp_path, "much.ods", zipped(spreadsheet(sheet)))
    empty = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell '
    empty += 'table:number-columns-repeated="16384"/></table:table-row>'
    case = opened(tmp_path, "usual.ods", zipped(spreadsheet(ODS_HEAD + empty)))
    assert case.accepted == 1


@pytest.mark.parametrize("before", [LAUGHS, ELSEWHERE])
def test_no_entity_of_a_workbook_is_resolved(tmp_path: Path, before: str) -> None:
    parts = workbook(HEAD + row(3, "&j;", "2024"), before=before)
    with pytest.raises(CaseError, match="unrecognized entity"):
        opened(tmp_path, "list.xlsx", zipped(parts))
    parts = spreadsheet(ODS_HEAD + table_row("&j;", "2024"), before)
    with pytest.raises(CaseError, match="unrecognized entity"):
        opened(tmp_path, "list.ods", zipped(parts))


def test_what_unpacks_to_a_hundred_times_its_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.unpacking.FREELY_UNPACKED", 1 << 20)
    packed = zipped(workbook(HEAD + row(3, " " * (1 << 22), "2024")))
    with pytest.raises(CaseError, match="expected at most 1,048,576 bytes unpacked"):
        expect_bounded(write_lone(tmp_path, packed, "bomb.xlsx"), "bomb.xlsx")


def _named_otherwise(sheet: str) -> dict[str, str]:
    """A workbook whose sheet is called what holds none else; readers follow the relations."""
    parts = workbook(sheet)
    relations = "xl/_rels/workbook.xml.rels"
    parts[relations] = parts[relations].replace("sheet1.xml", "sheet1.bin")
    parts["xl/worksheets/sheet1.bin"] = parts.pop("xl/worksheets/sheet1.xml")
    return parts


def test_what_ends_the_reader_of_a_workbook_ends_nothing_else(tmp_path: Path) -> None:
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    with pytest.raises(CaseError, match=r"far\.xlsx: expected .* save (its|the) sheet as CSV"):
        opened(tmp_path, "far.xlsx", zipped(_named_otherwise(HEAD + corner)))


def test_a_workbook_whose_text_repeats_past_all_memory_is_refused(tmp_path: Path) -> None:
    text = "x" * 300_000
    sheet = ODS_HEAD + table_row(text, "2024", repeated=12_000)
    with pytest.raises(CaseError, match=r"takes at most 2,14\d,\d{3},\d{3} bytes of memory"):
        opened(tmp_path, "much.ods", zipped(spreadsheet(sheet)))


def test_a_workbook_that_takes_for_ever_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_cells, "FREELY_SECONDS", 0.001)
    with pytest.raises(CaseError, match=r"expected a workbook that is read within 0 sec"):
        opened(tmp_path, "list.xlsx", zipped(workbook(HEAD)))


def test_no_module_is_taken_from_the_folder_that_a_workbook_lies_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pickle", "zipfile", "geodata"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('a stranger was here')\n")
    monkeypatch.chdir(tmp_path)
    path = write_lone(tmp_path, zipped(workbook(HEAD)), "list.xlsx")
    assert workbook_cells.sheets_of(path, "list.xlsx")["S"][0] == (1, ["title", "date"])


def test_a_column_too_many_is_refused_in_every_kind_of_file(tmp_path: Path) -> None:
    names = ["title", "date", *(f"x{number}" for number in range(limits.MOST_COLUMNS))]
    cells = ["Bridge closed", "2024", *("x" for _ in range(limits.MOST_COLUMNS))]
    told = f"expected at most 4,096 columns, got {len(names):,}"
    pq.write_table(
        pa.table({name: [cell] for name, cell in zip(names, cells, strict=True)}),
        tmp_path / "wide.parquet",
    )
    with pytest.raises(CaseError, match=told):
        open_case(tmp_path / "wide.parquet")
    with pytest.raises(CaseError, match=told):
        opened(tmp_path, "wide.xlsx", zipped(workbook(row(1, *names) + row(2, *cells))))


def test_columns_and_rows_that_hold_nothing_keep_no_place_but_their_numbers(tmp_path: Path) -> None:
    far = row(70_000, *["" for _ in range(250)], "2024")
    path = write_lone(tmp_path, zipped(workbook(row(3, " ", "title") + far)), "far.xlsx")
    assert workbook_cells.sheets_of(path, "far.xlsx") == {
        "S": [(3, ["title", ""]), (70_000, ["", "2024"])]
    }


def test_text_that_a_parquet_file_repeats_counts_as_often(tmp_path: Path) -> None:
    text = pa.array(["x" * 200_000]).dictionary_encode()
    cells = pa.DictionaryArray.from_arrays(pa.array([0] * 3_000, pa.int32()), text.dictionary)
    days = pa.array(["2024-05-03"] * 3_000)
    path = tmp_path / "much.parquet"
    pq.write_table(pa.table({"title": cells, "date": days}), path)
    assert path.stat().st_size < 20_000
    with pytest.raises(CaseError, match=r"much\.parquet: expected at most .* bytes of text, got"):
        open_case(path)


@pytest.mark.parametrize(("length", "is_read"), [(20_000, False), (1_000, True)])
def test_text_that_begins_as_the_one_before_it_counts_whole(
    tmp_path: Path, length: int, *, is_read: bool
) -> None:
    table = pa.table({"title": ["x" * length] * 20_000, "date": ["2024"] * 20_000})
    path = tmp_path / "much.parquet"
    pq.write_table(table, path, use_dictionary=False, column_encoding={"title": "DELTA_BYTE_ARRAY"})
    assert path.stat().st_size < 200_000
    if is_read:
        assert open_case(path).accepted == 20_000
        return
    with pytest.raises(CaseError, match=r"much\.parquet: expected at most .* bytes of text, got"):
        open_case(path)


def test_an_archive_that_lies_about_a_size_is_damaged(tmp_path: Path) -> None:
    packed = zipped(workbook(HEAD))
    size = len(workbook(HEAD)["xl/worksheets/sheet1.xml"]).to_bytes(4, "little")
    assert packed.count(size) == 2
    path = write_lone(tmp_path, packed.replace(size, b"\x05\0\0\0"), "lie.xlsx")
    with pytest.raises(CaseError, match="got a damaged one"):
        expect_bounded(path, "lie.xlsx")


def test_the_last_corner_of_a_binary_workbook_is_refused(tmp_path: Path) -> None:
    def record(kind: bytes, data: bytes) -> bytes:
        return kind + bytes([len(data)]) + data

    sheet = record(b"\x91\x01", b"") + record(b"\x00", (1_048_575).to_bytes(4, "little"))
    sheet += record(b"\x07", (16_383).to_bytes(4, "little") + bytes(4))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    path = write_lone(tmp_path, packed.getvalue(), "far.xlsb")
    with pytest.raises(CaseError, match=r"got 17,179,869,184; delete"):
        expect_bounded(path, "far.xlsb")


OLD_HEAD = [(0, 0, "title"), (0, 1, "date"), (1, 0, "Bridge closed"), (1, 1, "2024")]


def test_an_old_workbook_that_would_end_the_process_is_refused(tmp_path: Path) -> None:
    everywhere = struct.pack("<IIHHH", 0, 0xFFFFFFFF, 0, 0xFFFF, 0)
    for cells, dimensions in (([*OLD_HEAD, (65_535, 65_535, "x")], b""), (OLD_HEAD, everywhere)):
        with pytest.raises(CaseError, match="cells in a sheet, empty ones included"):
            opened(tmp_path, "far.xls", old_workbook(cells, dimensions))


def test_old_workbooks_that_people_make_are_read(tmp_path: Path) -> None:
    used = struct.pack("<IIHHH", 0, 100, 0, 3, 0)
    for is_small in (False, True):
        book = old_workbook(OLD_HEAD, used, is_small=is_small)
        assert opened(tmp_path, "list.xls", book).accepted == 1
    many = [*OLD_HEAD, *((row, 0, "x" * 90) for row in range(2, 200))]
    case = opened(tmp_path, "many.xls", old_workbook(many))
    assert (case.accepted, case.rows_read) == (1, 199)


@pytest.mark.parametrize("at", [30, 48, 76, 512, 520])
def test_a_damaged_old_workbook_is_refused_in_a_line(tmp_path: Path, at: int) -> None:
    data = bytearray(old_workbook(OLD_HEAD))
    data[at : at + 4] = b"\x07\x00\x00\x00"
    try:
        case = opened(tmp_path, "list.xls", bytes(data))
    except CaseError as error:
        text = str(error)
    else:
        text = f"{case.accepted} accepted"
    assert text == "1 accepted" or text.startswith("list.xls: expected a workbook, got a damaged")


def test_a_feature_file_of_another_kind_is_not_followed_elsewhere(tmp_path: Path) -> None:
    other = write_lone(tmp_path, "title,date\nA secret,2024\n", "other.csv")
    virtual = (
        '<OGRVRTDataSource><OGRVRTLayer name="e"><SrcDataSource>'
        f"{other}</SrcDataSource><SrcLayer>other</SrcLayer></OGRVRTLayer></OGRVRTDataSource>"
    )
    for name in ("list.geojson", "list.json", "list.gpkg"):
        with pytest.raises(CaseError, match=r"expected a Geo.*, got something else"):
            opened(tmp_path, name, virtual)


def test_parquet_that_claims_more_rows_than_its_bytes_can_mean_is_refused(tmp_path: Path) -> None:
    text = pa.DictionaryArray.from_arrays(pa.array(np.zeros(3_000_000, np.int32)), ["2024"])
    pq.write_table(pa.table({"title": text, "date": text}), tmp_path / "rows.parquet")
    with pytest.raises(CaseError, match="expected at most 2,000,000 rows, got 3,000,000"):
        open_case(tmp_path / "rows.parquet")


def test_parquet_that_unpacks_to_far_more_than_its_size_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.parquet_files.FREELY_UNPACKED", 1 << 20)
    table = pa.table({"title": ["x" * (1 << 22)], "date": ["2024"]})
    pq.write_table(table, tmp_path / "cell.parquet", compression="zstd")
    assert (tmp_path / "cell.parquet").stat().st_size < 1 << 13
    with pytest.raises(CaseError, match=r"cell.parquet: expected at most 1,048,576 bytes unpacked"):
        open_case(tmp_path / "cell.parquet")


def test_names_in_geojson_that_are_no_text_are_refused_in_a_line(tmp_path: Path) -> None:
    for name in (b'"name":"\xff\xfe",', b'"name":"\xc3(",'):
        text = b'{"type":"FeatureCollection",' + name + b'"features":[{"type":"Feature",'
        text += b'"geometry":null,"properties":{"title":"A","date":"2024","\xff":"x"}}]}'
        with pytest.raises(CaseError, match=r"^list.geojson: cannot be read \(.*save it again"):
            opened(tmp_path, "list.geojson", text)


def test_geometry_that_parquet_names_has_to_be_there(tmp_path: Path) -> None:
    for named in ('{"primary_column": "x", "columns": {"x": {"encoding": "WKB"}}}', "[" * 100_000):
        table = pa.table({"title": ["A"], "date": ["2024"]}).replace_schema_metadata({"geo": named})
        pq.write_table(table, tmp_path / "list.parquet")
        with pytest.raises(CaseError, match="geometry"):
            open_case(tmp_path / "list.parquet")


def test_a_table_without_lines_or_with_a_million_columns_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(CaseError, match="expected at most 4,096 columns, got 100,002"):
        opened(tmp_path, "wide.csv", "title,date" + ",x" * 100_000 + "\n")
    monkeypatch.setattr(splitter, "LONGEST_HEADER", 1 << 18)
    with pytest.raises(CaseError, match="bytes before its names end"):
        opened(tmp_path, "head.csv", "x" * (1 << 19))
    monkeypatch.setattr(splitter, "LONGEST_RECORD", splitter.STRETCH)
    with pytest.raises(CaseError, match=r"line.csv:2: expected at most .* bytes in a line"):
        opened(tmp_path, "line.csv", "title,date\n" + "x" * (2 * splitter.STRETCH))


def test_a_table_of_nothing_but_bad_rows_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.reading.sheet.MOST_REJECTED", 10)
    with pytest.raises(CaseError, match=r"more than 10 that cannot, such as: events.csv:2: date"):
        opened(tmp_path, "events.csv", "title,date\n" + "A,never\n" * 11)
    assert len(opened(tmp_path, "few.csv", "title,date\n" + "A,never\n" * 10).rejected) == 10


@pytest.mark.parametrize("kept", ["x = " + "[" * 5_000 + "]" * 5_000, "layer = " + "9" * 5_000])
def test_what_is_kept_beside_a_file_may_be_anything(tmp_path: Path, kept: str) -> None:
    path = write_lone(tmp_path, "title,date\nA,2024\n", "list.csv")
    path.with_name("list.csv.toml").write_text(kept, encoding="utf-8")
    with pytest.raises(CaseError, match="is not TOML"):
        ReadAs.beside(path)


def test_a_summary_may_number_its_paragraphs_with_anything(tmp_path: Path) -> None:
    folder = write_case(tmp_path)
    (folder / "sources" / "agency.md").write_text(f"¶{'1' * 5_000} x\n\n¶2 y", encoding="utf-8")
    assert summary_in(folder, "agency").paragraphs == {2: "y"}
    (folder / "sources" / "agency.md").write_bytes(b"x" * (limits.LARGEST_SIDE_FILE + 1))
    with pytest.raises(CaseError, match="expected at most 16,777,216 bytes"):
        summary_in(folder, "agency")


@pytest.mark.parametrize("told", ["[" * 100_000, '{"made_by": "whenabouts build"}', "9" * 5_000])
def test_what_a_folder_says_of_being_prepared_may_be_anything(tmp_path: Path, told: str) -> None:
    folder = write_case(tmp_path)
    (folder / "case.json").write_text(told, encoding="utf-8")
    assert len(case_version(folder)) == 12


def test_a_shape_of_too_many_points_costs_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geodata.places.MOST_POINTS", 3)
    case = open_case(write_case(tmp_path))
    (rejected, *_) = case.rejected
    assert rejected.message.startswith("has 4 points, expected at most 3; simplify it")


def test_shapes_that_lie_in_one_another_without_end_cost_their_place(tmp_path: Path) -> None:
    nested = '{"type":"GeometryCollection","geometries":[' * 400 + "]}" * 400
    places = (
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":'
        f'{{"place_id":"a"}},"geometry":{nested}}}]}}'
    )
    folder = write_case(tmp_path)
    (folder / "places.geojson").write_text(places, encoding="utf-8")
    assert [row.column for row in open_case(folder).rejected if row.file == "places.geojson"] == [
        "geometry"
    ]


def test_a_limit_is_told_with_what_came_and_what_to_do() -> None:
    expect_at_most(3, 3, "f.csv", "rows", "delete some")
    with pytest.raises(CaseError, match=r"^f.csv: expected at most 3 rows, got 4; delete some$"):
        expect_at_most(4, 3, "f.csv", "rows", "delete some")


def test_a_column_named_in_two_lines_is_told_in_one(tmp_path: Path) -> None:
    table = pa.table({"title": ["A"], "date": ["2024"], "latitude": ["1"], "of two\nlines": ["x"]})
    pq.write_table(table, tmp_path / "list.parquet")
    with pytest.raises(CaseError, match=r"no longitude; its columns are: .*of two lines"):
        open_case(tmp_path / "list.parquet")
