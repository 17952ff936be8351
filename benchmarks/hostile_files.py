"""A case of hostile texts as files, read back as other programs read them."""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from pptx import Presentation
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from dashboard.briefing.export_formats import Exporter, ExportKind
from dashboard.briefing.file_names import file_name
from dashboard.briefing.options import ExportOptions, PageSize
from dashboard.viewer.answer import view_answer
from dashboard.viewer.facets import facets_answer
from dashboard.viewer.method import method_answer
from dashboard.viewer.source_list import sources_answer
from geodata.casebook import open_case
from geodata.spreadsheet_cells import cell_as_it_was
from geodata.store import Store
from geodata.view import View
from tests.browser.hostile_watch import plain

FORMULA = re.compile(r"\"*[=+\-@\t\r\n＝＋－＠]")
ACTIVE_IN_PDF = {"/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/EmbeddedFiles", "/GoToR"}
ACTIVE_IN_SVG = {"script", "foreignObject", "iframe", "object", "embed", "animate", "set"}
SAFE_NAME = re.compile(r"[\w\-.]+")
PICTURES = 12  # of single events; each takes seconds


def files_with(
    case: Path, patterns: Sequence[int], problems: list[str]
) -> Iterator[tuple[str, str]]:
    """Give what each kind of file says, by its name; add what is active in it to `problems`."""
    opened = open_case(case)
    store = Store(opened)
    whole = Exporter(opened, store, ExportOptions())
    for name, answer in (
        ("data: view.json", view_answer(opened, store, View())),
        ("data: facets.json", facets_answer(opened, store, View())),
        ("data: sources.json", sources_answer(opened)),
        ("data: method.json", method_answer(opened, store)),
    ):
        yield name, _joined(json.loads(answer))
    names = [
        file_name(whole.view(query), ".csv") for query in ("", f"source=s{patterns[0]}&clock=told")
    ]
    problems += [f"name {name}" for name in names if not SAFE_NAME.fullmatch(name)]
    yield "file: GeoJSON", _joined(json.loads(whole.export(ExportKind.GEOJSON, [""])))
    yield "file: CSV", _csv(whole.export(ExportKind.CSV, [""]), problems)
    again = case.parent / "again.csv"
    again.write_bytes(whole.export(ExportKind.CSV, [""]))
    yield (
        "file: CSV, opened as a case",
        _joined(open_case(again).events.astype("str").to_dict("list")),
    )
    queries = [f"source=s{number}" for number in patterns]
    yield "file: PPTX", _pptx(whole.export(ExportKind.SLIDES, queries), problems)
    yield "file: brief", _pdf(whole.export(ExportKind.BRIEF, [""]), problems)
    keyed = Exporter(opened, store, ExportOptions(page=PageSize.A4, with_key=True))
    for query in ["", *queries[:: max(1, len(queries) // PICTURES)]]:
        yield "file: brief", _pdf(whole.export(ExportKind.BRIEF, [query]), problems)
        yield "file: SVG", _svg(keyed.export(ExportKind.SVG, [query]), problems)
        yield "file: PDF", _pdf(keyed.export(ExportKind.PDF, [query]), problems)
        whole.preview(ExportKind.SLIDES, query)


def _joined(found: object) -> str:
    """Give all text of a JSON value, its keys' too."""
    if isinstance(found, dict):
        return plain("\n".join(f"{key}\n{_joined(value)}" for key, value in found.items()))
    if isinstance(found, list):
        return plain("\n".join(map(_joined, found)))
    return plain(str(found))


def _csv(content: bytes, problems: list[str]) -> str:
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    cells = [cell for row in rows for cell in row]
    parts = [(cell, part) for cell in cells for part in re.split("(?<=[;\t\r\n])", cell)]
    problems += [
        f"formula {cell}"
        for cell, part in parts
        if FORMULA.match(part) and not re.fullmatch(r"-?\d+(\.\d+)?", cell)
    ]
    return plain("\n".join(map(cell_as_it_was, cells)))


def _svg(content: bytes, problems: list[str]) -> str:
    root = ET.fromstring(content)  # noqa: S314 - our own file, and what is looked for is whether it is sound
    for one in root.iter():
        tag = str(one.tag).rpartition("}")[2]
        if tag in ACTIVE_IN_SVG:
            problems.append(f"svg {tag}")
        for name, value in one.attrib.items():
            bare = name.rpartition("}")[2]
            if bare.startswith("on") or (
                bare == "href" and not value.startswith(("#", "data:image/", "http://", "https://"))
            ):
                problems.append(f"svg {bare}={value}")
    return plain(
        "\n".join(root.itertext()) + "\n".join(v for o in root.iter() for v in o.attrib.values())
    )


def _pdf(content: bytes, problems: list[str]) -> str:
    pdf = PdfReader(io.BytesIO(content))
    seen: set[int] = set()

    def look(value: object) -> None:
        if isinstance(value, IndirectObject):
            if value.idnum in seen:
                return
            seen.add(value.idnum)
            value = value.get_object()
        if isinstance(value, DictionaryObject):
            problems.extend(f"pdf {name}" for name in ACTIVE_IN_PDF & {*value})
            address = str(value.get("/URI", "https://"))
            if not address.startswith(("http://", "https://")):
                problems.append(f"pdf {address}")
        if isinstance(value, dict):
            for each in value.values():
                look(each)
        elif isinstance(value, list):
            for each in value:
                look(each)

    look(pdf.trailer["/Root"])
    told: dict[str, Any] = pdf.metadata or {}
    return plain(
        "\n".join([page.extract_text() for page in pdf.pages] + [str(v) for v in told.values()])
    )


def _pptx(content: bytes, problems: list[str]) -> str:
    deck = Presentation(io.BytesIO(content))
    texts: list[str] = []
    for part in deck.part.package.iter_parts():
        problems.extend(
            f"pptx {relation.target_ref}"
            for relation in part.rels.values()
            if relation.is_external and not relation.target_ref.startswith(("http://", "https://"))
        )
    for slide in deck.slides:
        shapes = [*slide.shapes, *(slide.notes_slide.shapes if slide.has_notes_slide else ())]
        for shape in shapes:
            if shape.has_text_frame:
                texts.append(shape.text_frame.text)
            texts.append(str(shape.element.xpath("string(.//p:cNvPr/@descr)")))
    return plain("\n".join(texts))
