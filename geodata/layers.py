"""Which of a file's sheets or layers holds the events."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from geodata.errors import CaseError, CaseWarning, UnclearColumnsError, shortened


@dataclass(frozen=True)
class Layers:
    """What is known of the sheet or layer to read.

    Parameters
    ----------
    has_events
        Given a header, whether a table of events may have it.
    wanted
        The name of the one to read, or `""` to find it.
    """

    has_events: Callable[[Sequence[str]], bool]
    wanted: str = ""


def chosen_layer(
    file: str, what: str, headers: Mapping[str, Sequence[str]], layers: Layers
) -> tuple[str, tuple[CaseWarning, ...]]:
    """Return the sheet or layer to read, and a warning where others were left aside.

    Parameters
    ----------
    file
        The name under which messages speak of it.
    what
        What its tables are called: `sheet` or `layer`.
    headers
        The column names of each; none for one that is empty.
    layers
        Tells the one to read.

    Raises
    ------
    UnclearColumnsError
        Where there is no such one, or more than one may be meant.
    CaseError
        Where there is none at all.
    """
    names = ", ".join(f"“{shortened(name)}”" for name in headers)
    if layers.wanted:
        if layers.wanted in headers:
            return layers.wanted, ()
        text = f"{file}: has no {what} “{shortened(layers.wanted)}”; it has {names}"
        raise UnclearColumnsError(text)
    filled = [name for name, header in headers.items() if header]
    fitting = [name for name in filled if layers.has_events(headers[name])]
    if len(fitting) > 1:
        several = ", ".join(f"“{shortened(name)}”" for name in fitting)
        raise UnclearColumnsError(
            f"{file}: more than one {what} may hold the events: {several}; "
            f'choose one with --layer, such as --layer "{" ".join(fitting[0].split())}"'
        )
    if not fitting and len(filled) > 1:
        raise UnclearColumnsError(
            f"{file}: no {what} has a title and a date; it has {names}: "
            f"name its columns with --columns, or choose one with --layer"
        )
    name = (fitting or filled or [*headers] or [""])[0]
    if not name:
        raise CaseError(f"{file}: has no {what}")
    if len(filled) == 1:
        return name, ()
    text = f"has more than one {what}; “{shortened(name)}” was read, of: {names}"
    return name, (CaseWarning(file, 0, "", text),)
