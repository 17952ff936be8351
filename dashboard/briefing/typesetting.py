"""Typst sets pages: what is said goes in as JSON, never as markup; one picture goes in as SVG."""

from __future__ import annotations

import json
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import matplotlib as mpl
import typst
from matplotlib.font_manager import get_font

from dashboard.briefing.isolation import ISOLATES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_FONT_DIRECTORY: Final = Path(mpl.get_data_path()) / "fonts" / "ttf"
FONTS: Final = ("DejaVu Sans", "Noto Sans", "Noto Sans CJK SC", "Noto Sans Devanagari")
"""Tried in this order for each letter; the first comes with Matplotlib."""


class Typesetter:
    """Sets one template.

    Parameters
    ----------
    template
        A Typst file beside this module; it reads `said` and `figure` of its inputs.
    words
        Everything that may be said. Where the font at hand has every letter of it, no other
        font of the machine is asked, so that the same words give the same bytes anywhere.
    """

    def __init__(self, template: str, words: Mapping[str, Any]) -> None:
        self._template = Path(__file__).with_name(template).read_bytes()
        self._fonts = typst.Fonts(
            include_system_fonts=not _is_covered(json.dumps(words, ensure_ascii=False)),
            include_embedded_fonts=False,
            font_paths=[str(_FONT_DIRECTORY)],
        )

    def value(self, name: str, words: Mapping[str, Any], figure: bytes) -> Any:
        """Read a labelled value of the pages, without drawing them."""
        with _said_in_a_line():
            found = typst.query(
                self._template,
                f"<{name}>",
                field="value",
                one=True,
                font_paths=self._fonts,
                sys_inputs=_inputs(words, figure),
            )
        return json.loads(found)

    def pdf(self, words: Mapping[str, Any], figure: bytes) -> bytes:
        """Set the pages as PDF."""
        with _said_in_a_line():
            return typst.compile(
                self._template,
                format="pdf",
                font_paths=self._fonts,
                sys_inputs=_inputs(words, figure),
            )

    def first_page(self, words: Mapping[str, Any], figure: bytes, dots_per_inch: float) -> bytes:
        """Set the pages and draw the first as PNG."""
        with _said_in_a_line():
            pages: bytes | list[bytes] = typst.compile(
                self._template,
                format="png",
                ppi=dots_per_inch,
                font_paths=self._fonts,
                sys_inputs=_inputs(words, figure),
            )
        return pages if isinstance(pages, bytes) else pages[0]


@contextmanager
def _said_in_a_line() -> Iterator[None]:
    try:
        yield
    except typst.TypstError as error:
        first = str(error).splitlines()[0]
        raise ValueError(f"the page could not be set: {first}") from error


def _inputs(words: Mapping[str, Any], figure: bytes) -> dict[str, str]:
    said = json.dumps({**words, "fonts": FONTS}, ensure_ascii=False)
    return {"said": said.encode("utf-8", "replace").decode(), "figure": figure.decode()}


def _is_covered(text: str) -> bool:
    letters = get_font(str(_FONT_DIRECTORY / "DejaVuSans.ttf")).get_charmap()
    return all(ord(letter) in letters or letter in ISOLATES for letter in text)
