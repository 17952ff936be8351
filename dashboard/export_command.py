"""The command `export`: a view of a case as a picture, slides, a brief, a page or a table."""

from __future__ import annotations

import argparse
import gc
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.briefing.export_formats import FORMATS, Exporter, ExportKind
from dashboard.briefing.options import LEAST_SCALE, WIDTHS, ExportOptions, PageSize, Theme
from dashboard.command_lines import (
    A_CASE,
    CommandParser,
    add_reading_options,
    case_path,
    chosen_reading,
    tell_rejected,
)
from dashboard.live.web_addresses import case_argument
from dashboard.terminal import tell
from dashboard.unreadable import tell_unreadable
from geodata.case_files import case_files
from geodata.errors import CaseError
from geodata.whole_files import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geodata.casebook import Case
    from geodata.store import Store

EXPORTED: Final = 0
NOTHING_EXPORTED: Final = 2
SLASHES_OF_A_FOLDER: Final = 3
"""An address with fewer is a host alone, whose dots are not those of a file's name."""
WEB: Final = ("https://", "http://")
_PICTURES: Final = {ExportKind.PNG, ExportKind.SVG, ExportKind.PDF}
_USED_BY: Final = {
    "width": {ExportKind.PNG},
    "scale": {ExportKind.PNG},
    "theme": {*_PICTURES, ExportKind.BRIEF, ExportKind.SLIDES},
    "page": {*_PICTURES, ExportKind.BRIEF},
    "key": {*_PICTURES, ExportKind.SLIDES},
    "template": {ExportKind.SLIDES},
    "footer": {ExportKind.SLIDES},
}
"""Which kinds of files an option changes."""
_UNSAID: Final = {
    "width": None,
    "scale": None,
    "theme": None,
    "page": None,
    "key": False,
    "footer": "",
}
_A_KIND: Final = {
    ExportKind.PNG: "a .png",
    ExportKind.SVG: "an .svg",
    ExportKind.PDF: "a .pdf",
    ExportKind.BRIEF: "a brief",
    ExportKind.SLIDES: "slides",
    ExportKind.HANDOUT: "a handout",
    ExportKind.CSV: "a .csv",
    ExportKind.GEOJSON: "a .geojson",
}
_BY_ENDING: Final = {
    found.ending: kind for kind, found in FORMATS.items() if kind is not ExportKind.BRIEF
}


def export_command(arguments: Sequence[str]) -> int:
    """Run `export CASE OUT [--query QUERY]…` and give its exit code."""
    chosen = _parser().parse_args(arguments)
    collects = gc.isenabled()
    gc.disable()  # one file is made, then all is over: what is looked for would go anyway
    try:
        return _export(chosen)
    finally:
        if collects:
            gc.enable()


def _export(chosen: argparse.Namespace) -> int:
    try:
        kind = _kind(chosen.out, brief=chosen.brief)
        case = case_path(chosen.case, chosen_reading(chosen))
        _refuse_own_files(chosen, case)
        exporter = _exporter(chosen, case)
        tell_rejected(len(exporter.case.rejected), chosen.case)
        _tell_without_effect(chosen, kind)
        _tell_unused(exporter, chosen.query or [])
        queries = _queries(exporter, chosen)
        write_whole(chosen.out.resolve(), exporter.export(kind, queries))
    except (CaseError, ValueError) as error:
        tell_unreadable(error, chosen)
        return NOTHING_EXPORTED
    except OSError as error:
        tell(f"{chosen.out} cannot be written: {error.strerror or error}", sys.stderr)
        return NOTHING_EXPORTED
    tell(f"{chosen.out}: {chosen.out.stat().st_size / 1000:,.0f} KB")
    return EXPORTED


def _kind(out: Path, *, brief: bool) -> ExportKind:
    kind = _BY_ENDING.get(out.suffix.lower())
    if kind is None:
        raise ValueError(
            f"{out}: expected a name that ends in one of {', '.join(_BY_ENDING)}, "
            f"got “{out.suffix}”"
        )
    if brief and kind is not ExportKind.PDF:
        raise ValueError(f"{out}: a brief is a .pdf; name it so, or leave --brief out")
    return ExportKind.BRIEF if brief else kind


def _refuse_own_files(chosen: argparse.Namespace, case: Path) -> None:
    """Keep an export from taking the place of what it is made of."""
    out = chosen.out.resolve()
    read = [*case_files(case), *([chosen.template] if chosen.template else [])]
    if any(out == file.resolve() for file in read):
        raise ValueError(f"{chosen.out}: the export is made of this file; choose another name")


def _tell_without_effect(chosen: argparse.Namespace, kind: ExportKind) -> None:
    """Say which options a kind of file has no use for."""
    for name, kinds in _USED_BY.items():
        if kind not in kinds and getattr(chosen, name) != _UNSAID.get(name):
            option = f"--{name.replace('_', '-')}"
            tell(f"not used: {option} (it changes nothing in {_A_KIND[kind]})", sys.stderr)


def _exporter(chosen: argparse.Namespace, case: Path) -> Exporter:
    from geodata.casebook import open_case  # noqa: PLC0415 - `--help` need not read pandas
    from geodata.scale.built import is_built  # noqa: PLC0415 - as above
    from geodata.store import Store  # noqa: PLC0415 - as above

    options = ExportOptions(
        width=chosen.width,
        scale=chosen.scale or LEAST_SCALE,
        theme=Theme(chosen.theme or Theme.LIGHT),
        page=PageSize(chosen.page or PageSize.SLIDE),
        with_key=chosen.key,
        template=chosen.template,
        footer=chosen.footer,
    )
    if is_built(case):
        opened, store = _excerpt(case, chosen.query or [""])
    else:
        opened = open_case(case, chosen_reading(chosen))
        store = Store(opened)
    return Exporter(opened, store, options, chosen.public_url, chosen.made)


def _excerpt(case: Path, queries: Sequence[str]) -> tuple[Case, Store]:
    """Give what queries show of a prepared case, as a case of its own."""
    from dashboard.loaded_case import LoadedBuilt  # noqa: PLC0415 - as for pandas
    from geodata.scale.built import BuiltCase  # noqa: PLC0415 - as above

    if len(queries) > 1:
        raise ValueError(
            f"{case}: of a prepared case one view goes into a file; export them one by one"
        )
    return LoadedBuilt(BuiltCase(case)).to_export(queries[0])


def _queries(exporter: Exporter, chosen: argparse.Namespace) -> list[str]:
    queries: list[str] = chosen.query or [""]
    if not chosen.storyline:
        return queries
    if chosen.out.suffix.lower() != FORMATS[ExportKind.SLIDES].ending:
        raise ValueError(f"{chosen.out}: --storyline makes slides; name the file .pptx")
    if len(queries) > 1:
        raise ValueError("--storyline makes slides of one --query; leave the others out")
    from dashboard.briefing.storyline import storyline  # noqa: PLC0415 - only with --storyline

    found = storyline(exporter.case, exporter.store, queries[0])
    if not found:
        raise ValueError("nothing was told on a known day: there is no storyline; leave it out")
    return found


def _tell_unused(exporter: Exporter, queries: Sequence[str]) -> None:
    """Say what a query asks that the case cannot show; the nearest view is exported."""
    from geodata.permalinks import view_of_permalink  # noqa: PLC0415 - as for pandas

    for query in queries:
        _, ignored = view_of_permalink(exporter.case, exporter.store, query)
        for part in ignored:
            tell(f"not used: {part.name} “{part.value}” ({part.reason})", sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="python -m dashboard export",
        description="Write a view of a case as a file; see docs/exporting.md. "
        "Exit code 0: written, 2: not.",
    )
    parser.add_argument("case", type=case_argument, help=A_CASE)
    parser.add_argument("out", type=Path, help=f"ends in one of {', '.join(_BY_ENDING)}")
    add_reading_options(parser)
    parser.add_argument(
        "--query",
        action="append",
        help="the permalink's query, such as 'clock=told&asof=2024-04-17'; for slides any number",
    )
    parser.add_argument("--storyline", action="store_true", help="one slide for each statement")
    parser.add_argument("--brief", action="store_true", help="a .pdf with the evidence, not a page")
    usual = ", ".join(f"{width} ({page})" for page, width in WIDTHS.items())
    parser.add_argument("--width", type=int, metavar="PIXELS", help=f"of a .png; default: {usual}")
    parser.add_argument("--scale", type=float, help="1 to 4: pixels for each of them")
    parser.add_argument("--theme", choices=[*map(str, Theme)], help="default: light")
    parser.add_argument("--page", choices=[*map(str, PageSize)], help="default: slide")
    parser.add_argument("--key", action="store_true", help="number the marks, with a key below")
    parser.add_argument(
        "--template", type=_file, metavar="PPTX", help="a file whose look the slides take over"
    )
    parser.add_argument(
        "--footer", default="", metavar="TEXT", help="a line at the foot of each slide"
    )
    parser.add_argument(
        "--public-url",
        type=_address,
        default="",
        metavar="ADDRESS",
        help="where the case is published, to print it",
    )
    parser.add_argument(
        "--made", type=_day, default="", metavar="DAY", help="to print, such as 2024-06-12"
    )
    return parser


def _address(text: str) -> str:
    if text and not text.startswith(WEB):
        raise argparse.ArgumentTypeError(f"expected an address that begins https://, got {text}")
    address = text.split("?", 1)[0].split("#", 1)[0]
    is_folder = "." not in address.rpartition("/")[2] or address.count("/") < SLASHES_OF_A_FOLDER
    return address if not address or address.endswith("/") or not is_folder else f"{address}/"


def _file(text: str) -> Path:
    if not Path(text).is_file():
        raise argparse.ArgumentTypeError(f"{text}: there is no such file")
    return Path(text)


def _day(text: str) -> str:
    if not text:
        return text
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise argparse.ArgumentTypeError(f"expected a day such as 2024-06-12, got {text}") from None
