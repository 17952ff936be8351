"""The page on which a reader starts a case in an empty folder, of widgets of Streamlit's own."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zoneinfo import available_timezones

import streamlit as st

from dashboard.editing_rights import may_change
from dashboard.examples import EXAMPLE as EXAMPLE_CASE
from dashboard.viewer.row_lists import list_rejected, list_warnings
from geodata.editing.starting import NewCase, start_case, start_from_case, start_from_file
from geodata.errors import CaseError, UnclearColumnsError
from geodata.event_files import ENDINGS
from geodata.translation import gettext, message, ngettext

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from dashboard.served_case import ServedCase
    from geodata.casebook import Case

EMPTY, FILE, EXAMPLE = "empty", "file", "example"
WAYS: Final = {
    EMPTY: message("Without events: from articles, or by hand"),
    FILE: message("With the events of a spreadsheet, of ACLED or UCDP"),
    EXAMPLE: message("With a worked example, to see how it is done"),
}
USUAL_ZONE: Final = "UTC"


def offer_start(served: ServedCase) -> None:
    """Let the reader at this computer start a case in the folder that is served."""
    st.header(gettext("Start a case"), anchor=False)
    folder = served.path.resolve().name
    if not may_change(served, st.context.headers):
        st.text(gettext("The folder {folder} holds no case yet.").format(folder=folder))
        return
    st.text(gettext("The folder {folder} is empty. What shall stand in it?").format(folder=folder))
    way = st.radio(
        gettext("Begin"),
        [*WAYS],
        format_func=lambda key: gettext(WAYS[key]),
        label_visibility="collapsed",
    )
    new, file = NewCase(""), None
    if way != EXAMPLE:
        new = _described()
    if way == FILE:
        file = st.file_uploader(
            gettext("The file"), [ending.removeprefix(".") for ending in ENDINGS]
        )
    # While a file is still on its way, a click would be answered before the file is here.
    awaits_file = way == FILE and file is None
    if awaits_file:
        st.text(gettext("Choose the file with the events."))
    if not st.button(gettext("Start"), type="primary", disabled=awaits_file):
        return
    if way != EXAMPLE and not new.title:
        st.text(gettext("Give the case a title: it stands above the map."))
    else:
        _start(served, new, file, is_example=way == EXAMPLE)


def _described() -> NewCase:
    title = st.text_input(
        gettext("Title"), max_chars=200, placeholder=gettext("neutral and short"), width=640
    )
    zones = sorted(zone for zone in available_timezones() if "/" in zone or zone == USUAL_ZONE)
    zone = st.selectbox(
        gettext("Time zone in which its days are told"),
        zones,
        index=zones.index(USUAL_ZONE),
        width=320,
    )
    limits = st.text_input(
        gettext("What the case cannot tell, in a sentence (not needed)"), max_chars=500, width=640
    )
    return NewCase(title.strip(), zone, limits=limits.strip())


def _start(
    served: ServedCase, new: NewCase, file: UploadedFile | None, *, is_example: bool
) -> None:
    read: Case | None = None
    try:
        if is_example:
            start_from_case(served.path, EXAMPLE_CASE)
        elif file is not None:
            read = _start_from(served.path, file, new)
        else:
            start_case(served.path, new)
    except UnclearColumnsError as error:
        st.text(str(error))
        told = gettext("Open {file} by itself first, and say what its columns mean.")
        st.text(told.format(file=file.name if file else ""))
        return
    except (CaseError, OSError) as error:
        st.text(str(error))
        return
    if read is None or not (read.rejected or read.warnings):
        st.rerun()
    told = ngettext(
        "The case is started. {count} row was left out:",
        "The case is started. {count} rows were left out:",
        len(read.rejected),
    )
    if not read.rejected:
        told = gettext("The case is started, with every row of the file.")
    st.text(told.format(count=f"{len(read.rejected):,}"))
    list_rejected(read.rejected)
    list_warnings(read.warnings)
    st.button(gettext("Go on to the map"))


def _start_from(folder: Path, file: UploadedFile, new: NewCase) -> Case:
    with tempfile.TemporaryDirectory(prefix="whenabouts-") as place:
        sent = Path(place) / Path(file.name).name
        sent.write_bytes(file.getvalue())
        return start_from_file(folder, sent, new)
