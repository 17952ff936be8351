"""Whether a reader may edit the case being served, and if not, why not."""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dashboard.local_network import is_direct
from geodata.case_files import prepared_version
from geodata.translation import gettext, message
from geodata.whole_saves import OWN_FOLDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.served_case import ServedCase

NOT_HERE: Final = message(
    "This case can be read here, not edited: that is done at the computer that serves it."
)
NOT_BY_ANYBODY: Final = message(
    "This case can be read here, not edited: its server was started so."
)
A_COPY: Final = message("This case is a copy of one on the web; what is edited here would be lost.")
ONE_FILE: Final = message(
    "This case is one file, {file}, which is edited in the program that it comes from. To go on "
    "from it here, make a case of it: python -m dashboard start FOLDER --from {file}"
)
PREPARED: Final = message(
    "This case was prepared for serving; edit the case that it was made from."
)
NOT_WRITABLE: Final = message("The folder of this case may only be read.")


class Editors(StrEnum):
    """Who may change the case being served, and say how its file is read."""

    NOBODY = "nobody"
    READER_HERE = "reader here"
    """Whoever asks at the computer that serves, and not by way of a proxy."""
    EVERYBODY = "everybody"
    """Whoever reaches the server."""


def may_change(served: ServedCase, headers: Mapping[str, str]) -> bool:
    """Tell whether a request is of a reader who may change things here.

    Parameters
    ----------
    served
        The case being served.
    headers
        Of the request.
    """
    if served.editors is Editors.READER_HERE:
        return is_direct(headers)
    return served.editors is Editors.EVERYBODY


def why_not_edited(served: ServedCase, headers: Mapping[str, str]) -> str:
    """Say why a reader may not edit the case; "" where that is allowed.

    Parameters
    ----------
    served
        The case being served.
    headers
        Of the reader's request.
    """
    if not may_change(served, headers):
        return gettext(NOT_BY_ANYBODY if served.editors is Editors.NOBODY else NOT_HERE)
    if served.copy:
        return gettext(A_COPY)
    if not served.path.is_dir():
        return gettext(ONE_FILE).format(file=served.path.name)
    if prepared_version(served.path):
        return gettext(PREPARED)
    folders = [served.path / name for name in ("", "sources", OWN_FOLDER)]
    files = [*filter(Path.exists, folders), *served.path.glob("*.csv")]
    files += [*served.path.glob("*.geojson"), *served.path.glob("sources/*.csv")]
    is_writable = all(os.access(file, os.W_OK) for file in files)
    return "" if is_writable else gettext(NOT_WRITABLE)
