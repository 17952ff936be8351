"""Every format that a view can leave in, and the one way to each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from geodata.errors import BadQuestionError
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboard.briefing.options import ExportOptions
    from dashboard.briefing.shown import ShownView
    from geodata.casebook import Case
    from geodata.store import Store


class ExportKind(StrEnum):
    """What is made of a view; the value names it in the shell and in addresses."""

    PNG = "png"
    SVG = "svg"
    PDF = "pdf"
    BRIEF = "brief"
    SLIDES = "pptx"
    HANDOUT = "html"
    CSV = "csv"
    GEOJSON = "geojson"


@dataclass(frozen=True)
class ExportFormat:
    """How a kind of export is written.

    `takes_many` tells whether several views go into one file.
    """

    ending: str
    media_type: str
    takes_many: bool = False


FORMATS: Final[Mapping[ExportKind, ExportFormat]] = {
    ExportKind.PNG: ExportFormat(".png", "image/png"),
    ExportKind.SVG: ExportFormat(".svg", "image/svg+xml"),
    ExportKind.PDF: ExportFormat(".pdf", "application/pdf"),
    ExportKind.BRIEF: ExportFormat(".pdf", "application/pdf"),
    ExportKind.SLIDES: ExportFormat(
        ".pptx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        takes_many=True,
    ),
    ExportKind.HANDOUT: ExportFormat(".html", "text/html; charset=utf-8"),
    ExportKind.CSV: ExportFormat(".csv", "text/csv; charset=utf-8"),
    ExportKind.GEOJSON: ExportFormat(".geojson", "application/geo+json"),
}


_NOT_SEEN: Final = message("There is nothing to look at before a file of the kind {kind} is made.")


@dataclass(frozen=True)
class Exporter:
    """Makes exports of one case.

    Attributes
    ----------
    case, store
        The case, and the store that answers views of it.
    options
        How they are to look.
    public_url
        Where the case is published; "" prints no address.
    made
        The day of making, as the user gives it; "" leaves it out.
    """

    case: Case
    store: Store
    options: ExportOptions
    public_url: str = ""
    made: str = ""

    def view(self, query: str) -> ShownView:
        """Answer a permalink's query with what an export tells."""
        from dashboard.briefing.view_answer import shown_view  # noqa: PLC0415 - each format reads what it needs

        return shown_view(self.case, self.store, query, public_url=self.public_url, made=self.made)

    def export(self, kind: ExportKind, queries: Sequence[str]) -> bytes:
        """Make one file of one view, or of several where the format takes them.

        The same case, queries and options give the same bytes.

        Raises
        ------
        ValueError
            There is not one view, the options do not fit, or a template cannot be used; the
            message says what to do.
        """
        if len(queries) != 1 and not FORMATS[kind].takes_many:
            raise ValueError(
                f"{kind} takes one view, got {len(queries)}: give --query once, or export slides"
            )
        if kind is ExportKind.HANDOUT:
            from dashboard.briefing.handout import handout_bytes  # noqa: PLC0415 - as above

            return handout_bytes(self.case, self.store, queries[0], made=self.made)
        views = [self.view(query) for query in queries]
        if kind is ExportKind.SLIDES:
            from dashboard.briefing.slides import slides_bytes  # noqa: PLC0415 - as above

            return slides_bytes(views, self.options, _picture)
        return self._one(kind, views[0])

    def preview(self, kind: ExportKind, query: str) -> bytes:
        """Draw what a kind of export begins with, as a PNG: its first page, or its picture.

        Raises
        ------
        BadQuestionError
            There is nothing to see of it: it is no picture, page or slide.
        """
        shown = self.view(query)
        if kind is ExportKind.BRIEF:
            from dashboard.briefing.brief import first_page  # noqa: PLC0415 - as above

            return first_page(shown, self.options, _drawing)
        if kind is ExportKind.SLIDES:
            from dashboard.briefing.slide_preview import first_slide  # noqa: PLC0415 - as above

            return first_slide(shown, self.options, _drawing)
        if kind in {ExportKind.PNG, ExportKind.SVG, ExportKind.PDF}:
            from dashboard.briefing.figure import figure_bytes  # noqa: PLC0415 - as above

            return figure_bytes(shown, self.options, "png")
        raise BadQuestionError(gettext(_NOT_SEEN).format(kind=kind))

    def _one(self, kind: ExportKind, shown: ShownView) -> bytes:
        if kind is ExportKind.BRIEF:
            from dashboard.briefing.brief import brief_bytes  # noqa: PLC0415 - as above

            return brief_bytes(shown, self.options, _drawing)
        if kind is ExportKind.CSV or kind is ExportKind.GEOJSON:
            from dashboard.briefing.tables import csv_bytes, geojson_bytes  # noqa: PLC0415 - as above

            return csv_bytes(shown) if kind is ExportKind.CSV else geojson_bytes(shown)
        from dashboard.briefing.figure import figure_bytes  # noqa: PLC0415 - as above

        if kind is ExportKind.SVG:
            return figure_bytes(shown, self.options, "svg")
        return figure_bytes(shown, self.options, "pdf" if kind is ExportKind.PDF else "png")


def _picture(shown: ShownView, options: ExportOptions) -> bytes:
    from dashboard.briefing.figure import figure_bytes  # noqa: PLC0415 - as above

    return figure_bytes(shown, replace(options, as_part=True), "png")


def _drawing(shown: ShownView, options: ExportOptions) -> bytes:
    from dashboard.briefing.figure import figure_bytes  # noqa: PLC0415 - as above

    return figure_bytes(shown, replace(options, as_part=True), "svg")
