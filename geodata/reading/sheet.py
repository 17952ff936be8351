"""A table while it is being checked: its cells, and what is wrong with which row."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final, Self

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from geodata.columns import Column
from geodata.errors import CaseError, CaseWarning, RejectedRow, UnclearColumnsError, shortened
from geodata.limits import MOST_REJECTED
from geodata.reading import schemas
from geodata.reading.headers import Suggestions, recognise
from geodata.text_files import TextTable, text_column

_NUMBER: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
_DECIMAL_COMMA: Final = r"([+-]?[0-9]{1,3}),([0-9]+)"

_MAY_HAVE_DECIMAL_COMMA: Final = ("latitude", "longitude")

MOST_WARNINGS: Final = 50
"""How many rows are warned of one by one for one reason."""

Message = str | Callable[[str], str]


class Sheet:
    """The records of one table.

    Parameters
    ----------
    file
        The name under which messages speak of it.
    columns
        What it holds.
    text
        Its cells as written, cleaned: one `str` column for each of `columns`.
    lines
        The physical line on which each record starts.
    rejected
        Records that never came as far as having cells.
    """

    def __init__(
        self,
        file: str,
        columns: Sequence[Column],
        text: pd.DataFrame,
        lines: "Sequence[int] | np.ndarray[tuple[int], np.dtype[np.int64]]",
        rejected: Iterable[RejectedRow] = (),
    ) -> None:
        self.file = file
        self.columns = {column.name: column for column in columns}
        self.text = text
        self.frame = text.copy()
        self.lines = np.asarray(lines, dtype=np.int64)
        self.present: frozenset[str] = frozenset(self.columns)
        self.warnings: list[CaseWarning] = []
        self._rejected = list(rejected)
        self._suggestions = {
            column.name: Suggestions(column.vocabulary) for column in columns if column.vocabulary
        }
        self._first_lines: dict[str, dict[str, int]] = {}
        self._problems: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
        self._expect_few_rejected()

    @classmethod
    def of(cls, table: TextTable, columns: Sequence[Column]) -> Self:
        """Return the sheet of a text table.

        Raises
        ------
        UnclearColumnsError
            Where a required column is missing.
        """
        recognised = recognise(table.header, columns)
        missing = [
            column.name
            for column in columns
            if column.required and column.name not in recognised.positions
        ]
        if missing:
            raise UnclearColumnsError(_missing(table, missing, recognised.unknown))
        blank = pd.Series("", index=range(len(table.lines)), dtype="str")
        frame = pd.DataFrame(
            {
                column.name: _cleaned(table.columns[recognised.positions[column.name]])
                if column.name in recognised.positions
                else blank
                for column in columns
            }
        )
        sheet = cls(table.file, columns, frame, table.lines, table.rejected)
        sheet.present = frozenset(recognised.positions)
        sheet.warnings.extend(table.warnings)
        if recognised.unknown:
            names = ", ".join(shortened(name) or "(no name)" for name in recognised.unknown)
            sheet.warn(None, "", f"columns not known here were left aside: {names}")
        return sheet

    def __len__(self) -> int:
        return len(self.text)

    @property
    def rows_read(self) -> int:
        """How many records the file holds, sound or not."""
        return len(self.text) + len(self._rejected)

    @property
    def sound(self) -> "np.ndarray[tuple[int], np.dtype[np.bool_]]":
        """For each row whether nothing is wrong with it so far."""
        sound = np.ones(len(self.text), dtype=bool)
        sound[list(self._problems)] = False
        return sound

    def warn(self, position: int | None, column: str, message: str) -> None:
        """Add a warning about the row at `position`, or about the header where that is `None`."""
        line = 1 if position is None else int(self.lines[position])
        self.warnings.append(CaseWarning(self.file, line, column, message))

    def warn_each(
        self, positions: Iterable[int], column: str, message: Callable[[int], str]
    ) -> None:
        """Add a warning about each of these rows; of very many about the first, and how many."""
        positions = list(positions)
        for position in positions[:MOST_WARNINGS]:
            self.warn(position, column, message(position))
        if more := positions[MOST_WARNINGS:]:
            self.warn(more[0], column, f"{message(more[0])} (and more like it: {len(more) - 1})")

    def reject(self, rows: "pd.Series[bool]", column: str, message: Message) -> None:
        """Reject the rows for which `rows` holds.

        `message` may be made of the cell's text; it is then made once for each distinct text.
        """
        made: dict[str, str] = {}
        positions = np.flatnonzero(rows.to_numpy(dtype=bool)).tolist()
        for position, value in zip(
            positions, self.text[column].iloc[positions].tolist(), strict=True
        ):
            if value not in made:
                made[value] = message if isinstance(message, str) else message(value)
            self._problems[position].append((column, value, made[value]))
        self._expect_few_rejected()

    def _expect_few_rejected(self) -> None:
        """Refuse what is no table of these columns, before every row of it is told of.

        Raises
        ------
        CaseError
            Where more rows are rejected than anybody mends one by one.
        """
        many = len(self._rejected) + len(self._problems)
        if many > MOST_REJECTED:
            raise CaseError(
                f"{self.file}: expected a table of which most rows can be read, got more than "
                f"{MOST_REJECTED:,} that cannot, such as: {self.rejected()[0]}"
            )

    def reject_row(self, position: int, column: str, message: str) -> None:
        """Reject one row."""
        value = self.text[column].iloc[position] if column in self.text else ""
        self._problems[position].append((column, value, message))

    def to_numbers(self) -> None:
        """Turn the cells of the numeric columns into numbers, and reject what is none."""
        for column in self.columns.values():
            if column.kind == "text":
                continue
            if column.name not in self.present:
                self.frame[column.name] = pd.Series(index=self.text.index, dtype=column.dtype)
                continue
            texts = self.text[column.name].str.replace("\u2212", "-")
            if column.name in _MAY_HAVE_DECIMAL_COMMA:
                texts = self._without_decimal_commas(column.name, texts)
            numbers = _numbers(texts)
            wrong = (texts != "") & numbers.isna()
            if column.kind == "whole number":
                wrong |= numbers.notna() & ((numbers % 1 != 0) | (numbers.abs() >= 2**31))
                numbers = numbers.where(~wrong)
            self.reject(wrong, column.name, partial(_not_a_number, column.kind))
            whole = column.kind == "whole number"
            self.frame[column.name] = numbers.astype("Int32") if whole else numbers

    def _without_decimal_commas(self, column: str, texts: "pd.Series[str]") -> "pd.Series[str]":
        has_comma = texts.str.fullmatch(_DECIMAL_COMMA)
        if not has_comma.any():
            return texts
        first = int(has_comma.to_numpy().argmax())
        text = f"a decimal comma, as in “{texts.iloc[first]}”, was read as a point"
        self.warn(first, column, f"{text} (cells: {int(has_comma.sum())})")
        return texts.where(~has_comma, texts.str.replace(",", "."))

    def validate(self) -> None:
        """Hold the typed cells against the table's schema, and reject what does not fit."""
        try:
            schemas.schema(tuple(self.columns.values())).validate(self.frame, lazy=True)
        except schemas.SchemaErrors as errors:
            cases = errors.failure_cases
        else:
            return
        for (name, check), group in cases.groupby(["column", "check"], sort=False):
            rows = self.frame.index.to_series().isin(group["index"])
            if check == schemas.UNIQUE:
                rows &= self.frame[name] != ""
            self.reject(rows, name, partial(self._why_not, self.columns[name], check))

    def _why_not(self, column: Column, check: str, value: str) -> str:
        """Put a failed check of pandera's into words."""
        got = f"got “{shortened(value)}”"
        if check == schemas.FILLED:
            return f"is empty, and every row needs one: {_uncapitalised(column.meaning)}"
        if check == schemas.VOCABULARY and column.vocabulary is not None:
            near = self._suggestions[column.name].did_you_mean(value)
            return f"expected one of {', '.join(column.vocabulary)}; {got}{near}"
        if check == schemas.PATTERN and column.pattern is not None:
            return f"expected {column.pattern[1]}; {got}"
        if check == schemas.RANGE:
            return f"expected {column.low:,.0f} to {column.high:,.0f}; {got}"
        if check == schemas.UNIQUE:
            return stands_already(value, self.first_lines(column.name)[value])
        return f"{got}, which does not pass the check “{check}”"

    def first_lines(self, column: str) -> dict[str, int]:
        """Return the line on which each of a column's texts first stands."""
        if column not in self._first_lines:
            first = ~self.text[column].duplicated()
            texts, lines = self.text[column][first].tolist(), self.lines[first].tolist()
            self._first_lines[column] = dict(zip(texts, lines, strict=True))
        return self._first_lines[column]

    def accepted(self) -> pd.DataFrame:
        """Return the typed cells of the sound rows, under the positions of their records."""
        return self.frame[self.sound]

    def rejected(self) -> list[RejectedRow]:
        """Return each rejected record once, with all that is wrong with it."""
        found = list(self._rejected)
        for position, problems in self._problems.items():
            (column, value, message), *more = problems
            also = "".join(f"; also {name}: {text}" for name, _, text in more)
            line = int(self.lines[position])
            found.append(RejectedRow(self.file, line, column, shortened(value), message + also))
        return sorted(found, key=lambda row: row.line)


def _numbers(texts: "pd.Series[str]") -> "pd.Series[float]":
    """Return what is a finite number; NaN for anything else."""
    written = pa.chunked_array(pa.array(texts))
    written = pc.if_else(pc.equal(written, ""), pa.scalar(None, written.type), written)
    try:
        found = written.cast(pa.float64())
    except pa.ArrowInvalid:
        sound = pc.match_substring_regex(written, rf"\A{_NUMBER}\z")
        found = pc.if_else(sound, written, pa.scalar(None, written.type)).cast(pa.float64())
    numbers: pd.Series[float] = found.to_pandas().set_axis(texts.index)
    return numbers.where(np.isfinite(numbers))


def stands_already(value: str, line: int) -> str:
    """Say that an id is not the first of its kind, and what to do."""
    text = f"“{shortened(value)}” stands in line {line} already, which was kept"
    return f"{text}; give this row an id of its own"


def looked_up(
    keys: "pd.Series[Any]", values: Mapping[Any, object], dtype: str = "str"
) -> "pd.Series[Any]":
    """Return for each of `keys` its value as `dtype`; without one, a missing value (`""` in text).

    Unlike `Series.map` it keeps to `dtype` also where there are no rows or no values.
    """
    codes, distinct = pd.factorize(keys)
    default = "" if dtype == "str" else None
    found = pd.Series([values.get(key, default) for key in distinct.tolist()], dtype=dtype)
    return found.reindex(codes).set_axis(keys.index)


def _cleaned(cells: "pd.Series[str]") -> "pd.Series[str]":
    """Strip the cells and bring them into Unicode's composed form (NFC)."""
    text = pa.chunked_array(pa.array(cells))
    if not pc.all(pc.string_is_ascii(text)).as_py():
        text = pc.utf8_normalize(pc.utf8_trim_whitespace(text), "NFC")
    else:
        text = pc.ascii_trim_whitespace(text)
    return text_column(text)


def _missing(table: TextTable, missing: Sequence[str], unknown: Sequence[str]) -> str:
    suggestions = Suggestions(unknown)
    wanted = ", ".join(f"{name}{suggestions.did_you_mean(name)}" for name in missing)
    got = ", ".join(shortened(name, 30) or "(no name)" for name in table.header[:20])
    has = f"its columns are: {shortened(got, 300)}"
    return f"{table.file}: misses columns that it needs: {wanted}; {has}"


def _not_a_number(kind: str, value: str) -> str:
    example = "3" if kind == "whole number" else "46.93"
    got = f"got “{shortened(value)}”"
    return f"expected a {kind} such as {example}, {got}; leave the cell empty if it is not known"


def _uncapitalised(text: str) -> str:
    return text[:1].lower() + text[1:]
