"""QR codes of addresses: dark modules on white with a quiet zone, as a picture or on a terminal."""

from __future__ import annotations

from io import BytesIO, StringIO
from typing import Final

import segno

from geodata.errors import BadQuestionError
from geodata.translation import gettext

LONGEST_ADDRESS: Final = 2_000
"""Longer ones make codes that a telephone's camera cannot tell apart on a screen."""
QUIET_ZONE: Final = 4
QUIET_ZONE_ON_TERMINAL: Final = 2


def qr_picture(address: str) -> bytes:
    """Draw an address as an SVG without a size of its own.

    Raises
    ------
    BadQuestionError
        The address is longer than `LONGEST_ADDRESS`.
    """
    if len(address) > LONGEST_ADDRESS:
        told = gettext(
            "A QR code holds an address of at most {most} characters; this one has {length}."
        )
        raise BadQuestionError(told.format(most=f"{LONGEST_ADDRESS:,}", length=f"{len(address):,}"))
    picture = BytesIO()
    segno.make_qr(address).save(
        picture, kind="svg", border=QUIET_ZONE, dark="#000", light="#fff", omitsize=True
    )
    return picture.getvalue()


def qr_text(address: str, encoding: str) -> str:
    """Draw an address in characters, light ones for what is light, as on a dark terminal.

    Parameters
    ----------
    address
        What the code says.
    encoding
        The terminal's; where it has no block characters, `#` stands for them.
    """
    code = segno.make_qr(address, error="l")
    drawn = StringIO()
    code.terminal(drawn, border=QUIET_ZONE_ON_TERMINAL, compact=True)
    try:
        drawn.getvalue().encode(encoding)
    except UnicodeEncodeError:
        rows = code.matrix_iter(border=QUIET_ZONE_ON_TERMINAL)
        return "".join("".join("  " if dark else "##" for dark in row) + "\n" for row in rows)
    return drawn.getvalue()
