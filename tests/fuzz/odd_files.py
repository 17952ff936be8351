"""Workbooks, GeoPackages and Parquet files made by hand, with odd parts."""

from __future__ import annotations

import io
import json
import sqlite3
import struct
import zipfile
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import strategies as st

from tests.fuzz import material
from tests.fuzz.workplace import folder_of
from tests.old_workbook import old_workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATED: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_ODF: Final = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(parts: Mapping[str, str]) -> bytes:
    """Pack parts as a workbook does."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


def workbook(sheet: str, shared: str = "", styles: str = "", before: str = "") -> dict[str, str]:
    """Return the parts of an Excel workbook with one sheet, whose rows are `sheet`."""
    return {
        "_rels/.rels": f'<Relationships xmlns="{_RELATED}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATED}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{shared}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">{styles}</styleSheet>',
        "xl/worksheets/sheet1.xml": f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{sheet}'
        "</sheetData></worksheet>",
    }


def spreadsheet(rows: str, before: str = "") -> dict[str, str]:
    """Return the parts of an OpenDocument sheet whose rows are `rows`."""
    spaces = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text"))
    return {
        "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
        "META-INF/manifest.xml": f'<m:manifest xmlns:m="{_ODF}:manifest:1.0"/>',
        "content.xml": f"{before}<office:document-content {spaces}><office:body>"
        f'<office:spreadsheet><table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>",
    }


def letters(column: int) -> str:
    """Name a column, counted from 0, as Excel does."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


_clean: Final = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=10)
_attribute: Final = st.sampled_from(
    [
        *('t="s"', 't="n"', 't="b"', 't="d"', 't="e"', 't="str"', 't="x"', 's="1"', 's="9" t="n"'),
        *("", 't=""'),
    ]
)
_value: Final = st.sampled_from(
    [
        *(
            "0",
            "1",
            "-1",
            "45400",
            "45400.5",
            "1e308",
            "2958466",
            "-99999",
            "NaN",
            "x",
            "",
            "#REF!",
        ),
        *("2024-04-17", "2024-04-17T10:00:00", "99999999999999999999", "TRUE", "&#65;", "&lol;"),
    ]
)
_reference: Final = st.sampled_from(
    ["A0", "AAA1", "a1", "1", "", "A99999999999", "XFD9", "B2", "Z300"]
)
_STYLES: Final = (
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
    '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'
)


@st.composite
def xlsx(draw: st.DrawFn) -> bytes:
    """Draw a workbook: the cells of a table, some of other types or in other places."""
    table = draw(material.lone_tables)
    rows = []
    for number, row in enumerate(table, 1):
        cells = []
        for position, text in enumerate(row):
            at = f"{letters(position)}{number}"
            if draw(st.integers(0, 99)) == 0:
                at = draw(_reference)
            if draw(st.integers(0, 19)):
                inside = f"<is><t>{_escaped(text)}</t></is>"
                cells.append(f'<c r="{at}" t="inlineStr">{inside}</c>')
            else:
                cells.append(f'<c r="{at}" {draw(_attribute)}><v>{draw(_value)}</v></c>')
        rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    shared = "".join(
        f"<si><t>{_escaped(text)}</t></si>" for text in draw(st.lists(_clean, max_size=2))
    )
    parts = workbook("".join(rows), shared, draw(st.sampled_from(["", _STYLES])))
    return draw(_packed(parts))


@st.composite
def ods(draw: st.DrawFn) -> bytes:
    """Draw an OpenDocument sheet in the same way."""
    table = draw(material.lone_tables)
    kinds = st.sampled_from(
        [
            *('office:value-type="float" office:value="45400"', "", 'office:value-type="x"'),
            *('office:value-type="date" office:date-value="2024-04-17"', "office:value-type"),
            *('office:value-type="boolean" office:boolean-value="maybe"', 'table:formula="x"'),
            *('office:value-type="date" office:date-value="2024-99-99T"', 'office:value="1e999"'),
            'office:value-type="time" office:time-value="PT-5H"',
        ]
    )
    repeats = st.sampled_from(["0", "2", "3", "-1", "99", "x", "4294967296"])
    rows = []
    for row in table:
        cells = []
        for text in row:
            more = ""
            if draw(st.integers(0, 59)) == 0:
                more = f' table:number-columns-repeated="{draw(repeats)}"'
            kind = 'office:value-type="string"' if draw(st.integers(0, 4)) else draw(kinds)
            inside = f"<text:p>{_escaped(text)}</text:p>"
            cells.append(f"<table:table-cell {kind}{more}>{inside}</table:table-cell>")
        more = ""
        if draw(st.integers(0, 29)) == 0:
            more = f' table:number-rows-repeated="{draw(repeats)}"'
        rows.append(f"<table:table-row{more}>{''.join(cells)}</table:table-row>")
    return draw(_packed(spreadsheet("".join(rows))))


@st.composite
def xls(draw: st.DrawFn) -> bytes:
    """Draw an old workbook, whose cells or dimensions may be far off."""
    cells = [
        (row, column, _sound(text))
        for row, texts in enumerate(draw(material.lone_tables))
        for column, text in enumerate(texts)
    ]
    if draw(st.integers(0, 3)) == 0:
        cells.append((*draw(st.tuples(st.integers(0, 65_535), st.integers(0, 65_535))), "x"))
    numbers = st.one_of(st.integers(0, 20), st.integers(0, 65_535))
    said = struct.pack("<IIHHH", 0, draw(numbers) << draw(st.sampled_from([0, 16])), 0, 9, 0)
    made = old_workbook(cells, said if draw(st.booleans()) else b"")
    return made if draw(st.integers(0, 2)) else draw(material.damaged(made))


def _escaped(text: str) -> str:
    return escape("".join(c for c in text if c >= " " and not "\ud800" <= c <= "\udfff"))


@st.composite
def _packed(draw: st.DrawFn, parts: dict[str, str]) -> bytes:
    how = draw(st.integers(0, 19))
    if how == 0:
        del parts[draw(st.sampled_from(sorted(parts)))]
    elif how in {1, 2}:
        name = draw(st.sampled_from(sorted(parts)))
        at = draw(st.integers(0, len(parts[name])))
        piece = draw(st.one_of(material.odd, st.sampled_from(["<", "</row>", "<!--", "&", '"'])))
        parts[name] = parts[name][:at] + piece + parts[name][at:]
    data = zipped(parts)
    return draw(material.damaged(data)) if how in {3, 4, 5} else data


_TYPES: Final = (
    *(pa.string(), pa.large_string(), pa.string_view(), pa.int8(), pa.uint64(), pa.float64()),
    *(
        pa.float16(),
        pa.bool_(),
        pa.date32(),
        pa.date64(),
        pa.timestamp("ns"),
        pa.timestamp("s", "UTC"),
    ),
    *(
        pa.timestamp("us", "Asia/Baku"),
        pa.timestamp("ms", "+04:00"),
        pa.time32("s"),
        pa.time64("us"),
    ),
    *(pa.duration("s"), pa.decimal128(10, 2), pa.binary(), pa.null(), pa.list_(pa.string())),
    *(pa.struct([("a", pa.int32())]), pa.dictionary(pa.int32(), pa.string()), pa.list_(pa.int64())),
    *(pa.map_(pa.string(), pa.int32()), pa.binary(3), pa.dictionary(pa.int8(), pa.int64())),
)
_numbers: Final = st.sampled_from([0, 1, -1, 2**31, 2**62, 10**11])
_VALUES: Final[tuple[Any, ...]] = (
    *(
        None,
        "2024-04-17",
        "a",
        0,
        1,
        2.5,
        float("nan"),
        float("inf"),
        True,
        b"abc",
        [],
        ["a", None],
    ),
    *({"a": 1}, [1, 2], [("k", 1)]),
)


@st.composite
def _column(draw: st.DrawFn, texts: list[str]) -> pa.Array:
    """Draw a column of some type: numbers under it as they are, or what fits of odd values."""
    kind = draw(st.sampled_from(_TYPES))
    if draw(st.booleans()):
        try:
            numbers = pa.array([draw(_numbers) for _ in texts], pa.int64())
            return numbers.cast(kind, safe=False)
        except pa.ArrowException:
            pass
    values = [draw(st.sampled_from(_VALUES)) for _ in texts]
    try:
        return pa.array(values, kind)
    except (pa.ArrowException, TypeError, ValueError, OverflowError):
        return pa.nulls(len(texts), kind)


_WKB: Final = (
    *(
        None,
        b"",
        b"\x01",
        struct.pack("<BIdd", 1, 1, 46.9, 40.1),
        struct.pack("<BIdd", 1, 1, 1e300, 0),
    ),
    *(struct.pack("<BII", 1, 3, 0), struct.pack("<BII", 1, 3, 2**31), struct.pack("<BII", 1, 7, 0)),
    *(struct.pack(">BIdd", 0, 1, float("nan"), float("nan")), b"POINT (1 2)", b"\x00" * 40),
    struct.pack("<BIIIdddddddd", 1, 3, 1, 4, 46, 40, 47, 40, 47, 41, 46, 40),
    struct.pack("<BIIdddd", 1, 2, 2, 46, 40, 47, 41),
)
_GEO: Final = (
    {"version": "1.0", "primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB"}}},
    {"primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB", "crs": None}}},
    {"primary_column": "x", "columns": {"x": {"encoding": "WKB"}}},
    {
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "crs": "EPSG:3857"}},
    },
    {"primary_column": "geometry", "columns": {"geometry": {"encoding": "point"}}},
)


@st.composite
def parquet(draw: st.DrawFn) -> bytes:
    """Draw a Parquet file, some of whose columns are of odd types."""
    header, *below = draw(material.lone_tables)
    arrays, names = [], []
    for position, name in enumerate(header):
        texts = [row[position] for row in below]
        odd = draw(st.integers(0, 3)) == 0
        arrays.append(draw(_column(texts)) if odd else pa.array(texts, pa.string()))
        names.append(name)
    metadata = {}
    if draw(st.booleans()):
        wkb = [draw(st.sampled_from(_WKB)) for _ in below]
        arrays.append(pa.array(wkb, draw(st.sampled_from([pa.binary(), pa.large_binary()]))))
        names.append("geometry")
        geo = draw(st.one_of(st.sampled_from(_GEO), st.sampled_from(_GEO), material.json_trees))
        metadata["geo"] = json.dumps(geo)
    table = pa.Table.from_arrays(
        arrays,
        schema=pa.schema(
            [pa.field(name, array.type) for name, array in zip(names, arrays, strict=True)],
            metadata,
        ),
    )
    packed = io.BytesIO()
    try:
        pq.write_table(table, packed)
    except (pa.ArrowException, ValueError):
        return b"PAR1PAR1"
    data = packed.getvalue()
    return data if draw(st.integers(0, 2)) else draw(material.damaged(data))


_SQL_TYPES: Final = (
    "TEXT",
    "INTEGER",
    "REAL",
    "DATE",
    "DATETIME",
    "BLOB",
    "BOOLEAN",
    "JSON",
    "X(3)",
    "",
)
_STORED: Final = (
    None,
    "a",
    1,
    2.5,
    2**62,
    b"\x00\xff",
    "2024-04-17",
    "2024-99-99",
    float("inf"),
    "",
)


@st.composite
def geopackage(draw: st.DrawFn) -> bytes:
    """Draw a GeoPackage, whose columns hold what their types do not say."""
    header, *below = draw(material.lone_tables)
    names = list(dict.fromkeys(name.casefold() for name in header if _is_sql_name(name)))
    kinds = [
        draw(st.sampled_from(_SQL_TYPES)) if draw(st.integers(0, 3)) == 0 else "TEXT" for _ in names
    ]
    path = folder_of("geopackages") / "made.gpkg"
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path)
    with connection:
        connection.executescript(_GPKG)
        columns = "".join(f', "{name}" {kind}' for name, kind in zip(names, kinds, strict=True))
        connection.execute(f"CREATE TABLE e (fid INTEGER PRIMARY KEY, geom BLOB{columns})")
        for row in below:
            shape = draw(st.sampled_from(_WKB))
            flags = draw(st.sampled_from([1, 1, 1, 0, 3, 17, 255]))
            blob = None if shape is None else b"GP\x00" + struct.pack("<Bi", flags, 4326) + shape
            cells = [
                draw(st.sampled_from(_STORED)) if draw(st.integers(0, 4)) == 0 else _sound(text)
                for text in row[: len(names)]
            ]
            marks = ", ".join("?" for _ in names)
            more = f", {marks}" if names else ""
            connection.execute(
                f"INSERT INTO e VALUES (NULL, ?{more})",
                [blob, *cells, *[None] * (len(names) - len(cells))],
            )
        if draw(st.integers(0, 5)) == 0:
            connection.execute(draw(st.sampled_from(_SPOILT)))
    connection.close()
    data = path.read_bytes()
    return data if draw(st.integers(0, 2)) else draw(material.damaged(data))


def _is_sql_name(name: str) -> bool:
    return (
        bool(name.strip())
        and '"' not in name
        and "\x00" not in name
        and name.casefold()
        not in {
            "fid",
            "geom",
        }
    )


def _sound(text: str) -> str:
    return text.encode("utf-8", errors="replace").decode()


_GPKG: Final = """
PRAGMA application_id = 0x47504B47; PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT,
 organization_coordsys_id INTEGER, definition TEXT, description TEXT);
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",
DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],
UNIT["degree",0.0174532925199433]]', ''), ('none', -1, 'NONE', -1, 'undefined', '');
CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT, identifier TEXT,
 description TEXT, last_change TEXT, min_x REAL, min_y REAL, max_x REAL, max_y REAL,
 srs_id INTEGER);
INSERT INTO gpkg_contents VALUES ('e', 'features', 'e', '', '', 0, 0, 1, 1, 4326);
CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, geometry_type_name TEXT,
 srs_id INTEGER, z INTEGER, m INTEGER);
INSERT INTO gpkg_geometry_columns VALUES ('e', 'geom', 'GEOMETRY', 4326, 0, 0);
"""
_SPOILT: Final = (
    "UPDATE gpkg_contents SET data_type = 'attributes'",
    "UPDATE gpkg_contents SET table_name = 'f'",
    "UPDATE gpkg_geometry_columns SET srs_id = -1",
    "UPDATE gpkg_geometry_columns SET srs_id = 99",
    "UPDATE gpkg_geometry_columns SET geometry_type_name = 'NOTHING'",
    "UPDATE gpkg_spatial_ref_sys SET definition = 'x'",
    "DROP TABLE gpkg_geometry_columns",
    "DROP TABLE e",
    "INSERT INTO gpkg_contents VALUES ('e2', 'features', 'e2', '', '', 0, 0, 1, 1, 4326)",
)
