"""Text of a case as every document may hold it."""

from __future__ import annotations

import unicodedata
from typing import Final

REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
_NOT_IN_XML: Final = frozenset("\ufffe\uffff")
_MARK_OF_FILES: Final = "\ufeff"
"""Begins a file; inside a text it says nothing, and Matplotlib cannot set it in a PDF."""


def plain(text: str) -> str:
    """Give text on one line, without what no document may hold: controls, lone surrogates.

    What joins letters or turns their direction stays: names are spelt with it.
    """
    kept = "".join(
        REPLACEMENT
        if unicodedata.category(sign) == "Cs" or sign in _NOT_IN_XML
        else " "
        if unicodedata.category(sign) == "Cc"
        else sign
        for sign in text.replace(_MARK_OF_FILES, "")
    )
    return " ".join(kept.split())


def web_address(text: str) -> str:
    """Keep an address that a reader may follow: of the web, nothing else."""
    return text if text.startswith(("https://", "http://")) else ""
