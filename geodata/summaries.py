"""Our summaries of the sources, and the user's own copies of the originals."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from geodata.case_files import SOURCES_FOLDER
from geodata.columns import SOURCE_ID
from geodata.encodings import decode, plain_text
from geodata.errors import CaseError, shortened
from geodata.own_files import is_own_file
from geodata.text_files import read_side_file

if TYPE_CHECKING:
    from geodata.casebook import Case

_PARAGRAPH: Final = re.compile(r"¶(\d{1,9})\s+(.*)", re.DOTALL)


@dataclass(frozen=True)
class Summary:
    """A summary: its heading, and its paragraphs under the numbers they have in the document.

    Both are empty where the source has no summary on file.
    """

    heading: str = ""
    paragraphs: dict[int, str] = field(default_factory=dict)


def read_summary(case: "Case", source_id: str) -> Summary:
    """Return the summary of a source.

    Raises
    ------
    CaseError
        Where `source_id` could not name a file of the case, or the file cannot be read.
    """
    return summary_in(case.path, source_id)


def read_original(case: "Case", source_id: str) -> str | None:
    """Return the user's own copy of a source with lines ended by a line feed, in NFC, or `None`.

    Raises
    ------
    CaseError
        As `read_summary`.
    """
    return original_in(case.path, source_id)


def summary_in(folder: Path, source_id: str) -> Summary:
    """Return the summary of a source of the case in `folder`; see `read_summary`."""
    text = _text(folder, source_id, ".md")
    if text is None:
        return Summary()
    heading, paragraphs = "", {}
    for block in re.split(r"\n\s*\n|\n(?=¶\d)", text):
        stripped = block.strip()
        if match := _PARAGRAPH.fullmatch(stripped):
            paragraphs[int(match[1])] = " ".join(match[2].split())
        elif stripped.startswith("#") and not heading:
            heading = " ".join(stripped.lstrip("#").split())
    return Summary(heading, paragraphs)


def original_in(folder: Path, source_id: str) -> str | None:
    """Return the original of a source of the case in `folder`; see `read_original`."""
    return _text(folder, source_id, ".txt")


def _text(folder: Path, source_id: str, ending: str) -> str | None:
    if not re.fullmatch(SOURCE_ID, source_id):
        raise CaseError(f"“{shortened(source_id)}” cannot be the id of a source")
    path = folder / SOURCES_FOLDER / f"{source_id}{ending}"
    if not is_own_file(path, folder):
        return None
    text, _ = decode(read_side_file(path, path.name), path.name)
    return plain_text(text)
