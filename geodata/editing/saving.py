"""Saving what was changed of a case: whole or not at all, upon the version that it was made from.

Nobody's edit is lost: a save names the version that its changes were made from, and where the case
is another by then nothing is saved. What stood there before is kept, see `earlier`.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from filelock import FileLock, Timeout

from geodata.case_files import case_files, case_version
from geodata.editing.checking import Problem, checked
from geodata.editing.corrections import corrections_of, corrections_of_going_back
from geodata.editing.earlier import contents_of, keep_earlier
from geodata.editing.editable_case import EditableCase
from geodata.editing.migrating import migrated, version_of
from geodata.errors import CaseError
from geodata.own_files import own_bytes
from geodata.reading.case_tables import CASE_TABLE, CORRECTIONS_TABLE
from geodata.schema_versions import CORRECTIONS
from geodata.whole_saves import finish_saving, forget_unfinished, own_folder, replace_together

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from geodata.editing.changes import Change

LOCK_FILE: Final = "lock"
LONGEST_WAIT: Final = 10
"""Seconds for which one saving waits for another."""


class CaseChangedError(Exception):
    """The case is another version than the one that the changes were made from.

    Parameters
    ----------
    version
        That it is now.
    """

    def __init__(self, version: str) -> None:
        super().__init__(f"the case has changed since; it is version {version} now")
        self.version = version


class RowsRejectedError(Exception):
    """The changes would make rows be rejected that are taken now.

    Parameters
    ----------
    problems
        All that loading would say.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("rows would be rejected that are taken now")
        self.problems = tuple(problems)


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Let nobody else save a case meanwhile; a saving that was broken off is finished first.

    Raises
    ------
    CaseError
        Others save it for too long, or nothing can be written there.
    """
    try:
        own = own_folder(folder)
        own.mkdir(exist_ok=True)
        with FileLock(own / LOCK_FILE, timeout=LONGEST_WAIT):
            finish_saving(folder)
            forget_unfinished(folder)
            yield
    except Timeout:
        raise CaseError(f"{folder}: is being saved by somebody else; try again") from None
    except OSError as error:
        raise CaseError(f"{folder}: cannot be written ({error.strerror or error})") from None


def save(
    folder: Path,
    version: str,
    changes: Sequence[Change],
    reason: str | None = None,
) -> str:
    """Save changes to a case, and give the version that it is after.

    Parameters
    ----------
    folder
        The case's.
    version
        That the changes were made from.
    changes
        What is to be changed.
    reason
        Why claims that were told before are changed, which is kept in the table of corrections;
        None where that is no correction.

    Raises
    ------
    CaseChangedError
        The case is another version by now.
    RowsRejectedError
        Rows would be rejected that are taken now.
    UnknownRowError
        A change names a row that is not there.
    CaseError
        The case cannot be read or written.
    """
    with held(folder):
        case = EditableCase(folder)
        if case.version != version:
            raise CaseChangedError(case.version)
        edited = case.edited(changes)
        if reason is not None and (corrected := corrections_of(case, changes, reason)):
            changes = [*changes, *corrected]
            edited = case.edited(changes)
        after = checked(case, edited)
        if _more_rejected(case, after.problems, changes):
            raise RowsRejectedError(after.problems)
        if (now := case_version(folder)) != version:  # another program may have written meanwhile
            raise CaseChangedError(now)
        newer = migrated(folder, CORRECTIONS) if CORRECTIONS_TABLE in edited.contents else {}
        put(folder, {**edited.contents, **newer})
        return case_version(folder)


def restore(folder: Path, version: str, version_id: str) -> str:
    """Make a case what it was before a saving, which is a saving itself; give its version.

    Parameters
    ----------
    folder
        The case's.
    version
        That it is, as far as the reader knows.
    version_id
        Of an earlier one, see `earlier_versions`.

    Raises
    ------
    CaseChangedError
        The case is another version by now.
    CaseError
        No such version is kept, or the case cannot be written.
    """
    with held(folder):
        now = case_version(folder)
        if now != version:
            raise CaseChangedError(now)
        contents = contents_of(folder, version_id)
        for stays in (CORRECTIONS_TABLE, CASE_TABLE):  # what was corrected since stays told
            contents.pop(stays, None)
        put(folder, contents | corrections_of_going_back(folder, contents))
        return case_version(folder)


def migrate(folder: Path) -> tuple[int, int]:
    """Make a case one of the latest version of the format; give the versions before and after.

    Raises
    ------
    CaseError
        Its version cannot be read, or the case cannot be written.
    """
    with held(folder):
        case_files(folder)  # refuses a table that is a link out of it, before one is read
        before = version_of(folder)
        put(folder, migrated(folder))
        return before, version_of(folder)


def put(folder: Path, contents: Mapping[str, bytes | None]) -> None:
    """Replace files of a case that is `held`, and keep those that stood there.

    Raises
    ------
    OSError
        They cannot be written.
    """
    different = {
        name: content
        for name, content in contents.items()
        if content != own_bytes(folder / name, folder)
    }
    if different:
        keep_earlier(folder, different)
        replace_together(folder, different)


def _more_rejected(
    case: EditableCase, problems: Sequence[Problem], changes: Sequence[Change]
) -> bool:
    """Tell whether a row is rejected that the case takes as it is, or that is new or changed."""
    rejected = Counter((one.table, one.key) for one in problems if one.is_rejected)
    if not rejected:
        return False
    own = {(change.table, change.key) for change in changes}
    if any(row in own for row in rejected):
        return True
    before = checked(case, case.edited(())).problems
    rejected.subtract((one.table, one.key) for one in before if one.is_rejected)
    return any(count > 0 for count in rejected.values())
