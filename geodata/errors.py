"""What can be wrong with a case, in the words a reader sees.

Three degrees: nothing could be read (`CaseError`), one row could not (`RejectedRow`), one thing is
odd but was read (`CaseWarning`). What is asked of a case can be wrong, too (`BadQuestionError`).
"""

from dataclasses import dataclass


class CaseError(Exception):
    """Nothing could be read; the message is one line that says why and what to do."""


class UnclearColumnsError(CaseError):
    """One file was read, yet it has to be said which of its columns or layers are meant."""


class BadQuestionError(ValueError):
    """A question cannot be understood, or not be answered as asked; the message is for the asker.

    A ValueError that is none is an error of ours.
    """


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row that was read and not taken.

    Parameters
    ----------
    file
        The file's path as the reader of the message would write it, relative to the case.
    line
        The physical line, from 1, on which the record starts, as an editor counts lines.
    column
        The column at fault, or `""` where the row as a whole is.
    value
        What stood in the cell, shortened.
    message
        What was expected, what came, and what to do.
    """

    file: str
    line: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        return _located(self.file, self.line, self.column, self.message)


@dataclass(frozen=True, slots=True)
class CaseWarning:
    """Something odd that was read all the same; the fields are those of `RejectedRow`.

    `line` is 0 where the warning is about a file as a whole.
    """

    file: str
    line: int
    column: str
    message: str

    def __str__(self) -> str:
        return _located(self.file, self.line, self.column, self.message)


def _located(file: str, line: int, column: str, message: str) -> str:
    place = f"{file}:{line}" if line else file
    return f"{place}: {column}: {message}" if column else f"{place}: {message}"


def shortened(value: str, length: int = 60) -> str:
    """Return `value` on one line and no longer than `length`, for use inside a message."""
    line = " ".join(value.split())
    return line if len(line) <= length else f"{line[: length - 1]}…"
