"""The page on which a reader says what the columns of a lone file mean.

It has widgets of Streamlit's own: each answer shows at once how the first rows would be read.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

import pandas as pd
import streamlit as st

from dashboard.editing_rights import Editors, may_change
from dashboard.viewer.row_lists import list_rejected, list_warnings
from geodata.case_files import files_signature
from geodata.errors import CaseError, UnclearColumnsError, shortened
from geodata.read_as import ReadAs
from geodata.reading.guessing import Why, guess_mapping
from geodata.reading.headers import bare_name, recognise
from geodata.reading.mapping import NEEDED, OURS
from geodata.reading.trial import first_rows, tried
from geodata.translation import gettext, message, ngettext

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from dashboard.served_case import ServedCase
    from geodata.case_files import Signature
    from geodata.reading.guessing import GuessedMapping
    from geodata.reading.layouts import Layout
    from geodata.reading.trial import FirstRows, Trial

LAYER_WIDTH: Final = 400
FIRST_SHOWN: Final = 20
SAMPLES_SHOWN: Final = 2
LONGEST_OPTION: Final = 70
GROUPS: Final = {
    message("What happened"): ("title", "kind", "actors", "description"),
    message("When"): ("date", "reported"),
    message("Where"): ("latitude", "longitude", "place"),
    message("Who says so"): ("source", "url"),
}
WORDS: Final = {
    "title": message("Title"),
    "kind": message("Kind"),
    "actors": message("Actors"),
    "description": message("Description"),
    "date": message("Date"),
    "reported": message("Told on"),
    "latitude": message("Latitude"),
    "longitude": message("Longitude"),
    "place": message("Name of the place"),
    "source": message("Source"),
    "url": message("Web address"),
    "event_id": message("Id"),
    "verbatim_date": message("Date as printed"),
    "date_basis": message("How the date was resolved"),
    "place_id": message("Id of the place"),
    "coordinate_uncertainty_m": message("Radius in metres"),
    "geo_precision": message("Precision of the place, 1 to 7"),
    "verbatim_locality": message("Place as printed"),
}
REASONS: Final = {
    Why.NAME: message("It has this name."),
    Why.OTHER_NAME: message("Its name is another for this."),
    Why.LIKE_NAME: message("Guessed: its name is much like this."),
    Why.CELLS: message("Guessed from what its cells hold."),
}
BY_NAME: Final = (Why.NAME, Why.OTHER_NAME)
PREVIEWED: Final = tuple(name for names in GROUPS.values() for name in names)
CHOSEN_THERE: Final = message(
    "What the columns of {file} mean is chosen on the computer that serves it."
)
NAMED_THERE: Final = message(
    "What the columns of {file} mean is said before it is served: "
    "python -m dashboard check {file} --columns title=…,date=… --keep"
)
NEEDED_WORDS: Final = message("Needed: choose a column.")


def choose_columns(served: ServedCase) -> None:
    """Let a reader at this computer say what a file's columns mean, and open it so."""
    file = served.path.name
    st.header(gettext("What do these columns mean?"), anchor=False)
    if not served.path.is_file():
        st.text(gettext("The case is a folder, whose columns have names of their own."))
        return
    if not may_change(served, st.context.headers):
        is_nobody = served.editors is Editors.NOBODY
        st.text(gettext(NAMED_THERE if is_nobody else CHOSEN_THERE).format(file=file))
        return
    if served.is_unkept:
        told = gettext(
            "The choice could not be kept beside the file. It holds while this server runs."
        )
        st.text(told)
    kept, above = _kept(served), st.container()
    try:
        first = _first_rows(served.path, kept.layer, files_signature(served.path))
        if len(first.layers) > 1:
            first = _chosen_layer(served.path, first)
    except CaseError as error:
        st.text(str(error))
        return
    above.text(_told_of(file, first))
    columns = _chosen_columns(first, kept)
    _offer(served, first, ReadAs(first.layer if len(first.layers) > 1 else "", columns))


def _kept(served: ServedCase) -> ReadAs:
    """Give how the file is read now; where what is kept cannot be read, as if nothing were."""
    try:
        return served.read_as or ReadAs.beside(served.path)
    except CaseError:
        return ReadAs()


@lru_cache(maxsize=8)
def _first_rows(path: Path, layer: str, signature: Signature) -> FirstRows:  # noqa: ARG001 - of another file
    return first_rows(path, layer)


def _chosen_layer(path: Path, first: FirstRows) -> FirstRows:
    chosen = st.selectbox(
        gettext("Sheet or layer with the events"),
        first.layers,
        index=first.layers.index(first.layer),
        key="layer",
        width=LAYER_WIDTH,
    )
    return _first_rows(path, chosen, files_signature(path))


def _told_of(file: str, first: FirstRows) -> str:
    count = len(first.table.header)
    told = ngettext("{file} has {count} column.", "{file} has {count} columns.", count)
    return told.format(file=file, count=count)


def _chosen_columns(first: FirstRows, kept: ReadAs) -> dict[str, str]:
    layout = first.layout
    if layout is None:
        return _our_columns(first, kept)
    by_layout = gettext("As {data_set}").format(data_set=layout.name)
    way = st.radio(
        gettext("How to read it"),
        [by_layout, gettext("By columns that I choose")],
        index=int(any(name in kept.columns for name in NEEDED)),
        horizontal=True,
        key=f"way-{first.layer}",
    )
    return _their_columns(first, layout, kept) if way == by_layout else _our_columns(first, kept)


def _our_columns(first: FirstRows, kept: ReadAs) -> dict[str, str]:
    st.text(gettext("Say which of them hold what; a title and a date are enough."))
    guess = guess_mapping(first.table)
    choice = _Choice(first, guess, kept.columns)
    chosen: dict[str, str] = {}
    for spot, (heading, names) in zip(st.columns(len(GROUPS)), GROUPS.items(), strict=True):
        with spot:
            st.subheader(gettext(heading), anchor=False)
            chosen |= {name: choice.of(name, gettext(WORDS[name])) for name in names}
    rest = [name for name in OURS if name not in chosen]
    with st.expander(gettext("More columns")):
        chosen |= _in_columns(choice, {name: gettext(WORDS[name]) for name in rest})
    by_name = recognise(first.table.header, OURS.values()).positions
    return {name: theirs for name, theirs in chosen.items() if theirs or name in by_name}


def _their_columns(first: FirstRows, layout: Layout, kept: ReadAs) -> dict[str, str]:
    """Let a reader say under which names the columns of a well-known export are in a file."""
    missing = layout.missing(first.table.header)
    told = gettext("It has all columns by which {data_set} is recognised.")
    if missing:
        told = gettext("It looks like {data_set}. Say which of its columns are these.")
    st.text(told.format(data_set=layout.name))
    choice = _Choice(first, guess_mapping(first.table, layout), kept.columns)
    renamed = [name for name in kept.columns if name in layout.names and name not in missing]
    needed = [*missing, *renamed]
    chosen = _in_columns(choice, {name: name for name in needed})
    with st.expander(gettext("The other columns of {data_set}").format(data_set=layout.name)):
        rest = {name: name for name in layout.names if name not in needed}
        chosen |= _in_columns(choice, rest)
    return {
        name: theirs
        for name, theirs in chosen.items()
        if theirs and bare_name(theirs) != bare_name(name)
    }


def _in_columns(choice: _Choice, labels: Mapping[str, str]) -> dict[str, str]:
    spots = st.columns(len(GROUPS))
    chosen = {}
    for nth, (name, label) in enumerate(labels.items()):
        with spots[nth % len(GROUPS)]:
            chosen[name] = choice.of(name, label)
    return chosen


class _Choice:
    """Lets a reader choose which column of a file is meant by a name.

    Parameters
    ----------
    first
        The file.
    guess
        What its columns may mean.
    kept
        Which are meant now, before anything is chosen; without any the guess is offered.
    """

    def __init__(self, first: FirstRows, guess: GuessedMapping, kept: Mapping[str, str]) -> None:
        self._of = first.layer
        self._needed = {column.ours for column in guess.columns if column.is_needed}
        self._needed |= set(guess.missing)
        samples = dict(guess.left) | {column.theirs: column.samples for column in guess.columns}
        header = dict.fromkeys(filter(None, first.table.header))
        self._options = {"": gettext("not in this file")}
        self._options |= {name: _with_samples(name, samples.get(name, ())) for name in header}
        self._offered = {
            column.ours: (column.theirs, column.why)
            for column in guess.columns
            if not kept or (column.why in BY_NAME and column.theirs not in kept.values())
        }
        self._kept = {
            name: theirs for name, theirs in kept.items() if not theirs or theirs in header
        }

    def of(self, name: str, label: str) -> str:
        """Show the choice for a name, and give the file's column; "" for none."""
        offered, why = self._offered.get(name, ("", None))
        at_first = self._kept.get(name, offered)
        options = list(self._options)
        with st.container(gap="xxsmall"):
            chosen = st.selectbox(
                label,
                options,
                index=options.index(at_first),
                format_func=self._options.__getitem__,
                key=f"{self._of}-{name}",
            )
            if not chosen and name in self._needed:
                st.caption(gettext(NEEDED_WORDS))
            elif chosen and chosen == offered and why:
                st.caption(gettext(REASONS[why]))
        return chosen


def _with_samples(name: str, samples: Sequence[str]) -> str:
    told = ", ".join(f"“{sample}”" for sample in samples[:SAMPLES_SHOWN])
    return shortened(f"{name} · {told}" if told else name, LONGEST_OPTION)


def _offer(served: ServedCase, first: FirstRows, read_as: ReadAs) -> None:
    """Show how the first rows would be read, and open the file so where the reader wants it."""
    st.divider()
    trial = _trial(first, read_as)
    if trial:
        st.text(_counted(trial, first))
    is_ready = trial is not None and len(trial.events) > 0
    if st.button(gettext("Open with these columns"), type="primary", disabled=not is_ready):
        _open(served, read_as)
    if trial:
        _preview(trial)
    else:
        _show_rows(
            gettext("The first rows as they are in the file"),
            pd.DataFrame(dict(zip(first.table.header, first.table.columns, strict=True))),
        )


def _trial(first: FirstRows, read_as: ReadAs) -> Trial | None:
    """Read the first rows so; where that cannot be, say what is missing."""
    try:
        return tried(first, read_as.columns)
    except UnclearColumnsError:
        st.text(gettext("Choose what is needed; then the rows are shown as they would be read."))
    except CaseError as error:
        st.text(str(error))
    return None


def _open(served: ServedCase, read_as: ReadAs) -> None:
    served.read_so(read_as)
    try:
        with st.spinner(gettext("Reading the file")):
            served.opening()
    except CaseError as error:
        st.text(str(error))
    else:
        st.switch_page("map.py")


def _counted(trial: Trial, first: FirstRows) -> str:
    if first.is_all:
        told = ngettext(
            "{accepted} accepted, {rejected} rejected of {count} row read.",
            "{accepted} accepted, {rejected} rejected of {count} rows read.",
            trial.rows_read,
        )
    else:
        told = gettext("{accepted} accepted, {rejected} rejected of the first {count} rows.")
    return told.format(
        accepted=f"{len(trial.events):,}",
        rejected=f"{len(trial.rejected):,}",
        count=f"{trial.rows_read:,}",
    )


def _preview(trial: Trial) -> None:
    is_used = {name: bool((trial.events[name].astype("str") != "").any()) for name in PREVIEWED}
    names = [name for name in PREVIEWED if is_used[name] and trial.events[name].notna().any()]
    if names:
        told = {name: gettext(WORDS[name]) for name in names}
        rows = trial.events[names].rename(columns=told)
        _show_rows(gettext("The first rows as they would be read"), rows)
    list_rejected(trial.rejected)
    list_warnings(trial.warnings)


def _show_rows(heading: str, rows: pd.DataFrame) -> None:
    st.subheader(heading, anchor=False)
    st.dataframe(rows.head(FIRST_SHOWN), hide_index=True, alt=heading)
