"""A GeoJSON collection that is changed feature by feature; every other byte stays as it is."""

from __future__ import annotations

import json
import re
from json.decoder import JSONDecoder
from typing import TYPE_CHECKING, Any, Final

from geodata.columns import PLACES
from geodata.editing.separated_text import Row
from geodata.errors import CaseError, shortened
from geodata.reading.places_file import lines_of_features

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

GEOMETRY: Final = "geometry"
_EMPTY: Final = '{\n"type": "FeatureCollection",\n"features": [\n]\n}\n'
_AS_JSON: Final = frozenset({"names", "variants"})
_AS_NUMBER: Final = frozenset(column.name for column in PLACES if column.kind != "text")
_LINE_END: Final = re.compile(r"[\r\n]+")
_BETWEEN: Final = ",\n"
_BLANK: Final = " \t\r\n"
_BYTE_ORDER_MARK: Final = "\ufeff"


class UnfitCellError(Exception):
    """A cell cannot be written as it is.

    Parameters
    ----------
    column
        Which.
    message
        What was expected, and what came.
    """

    def __init__(self, column: str, message: str) -> None:
        super().__init__(f"{column}: {message}")
        self.column = column
        self.message = message


class FeatureText:
    """A collection of features as it stands in a file.

    Parameters
    ----------
    data
        The file's bytes.
    file
        The name under which messages speak of it.

    Raises
    ------
    CaseError
        It is no GeoJSON collection in UTF-8.
    """

    def __init__(self, data: bytes, file: str) -> None:
        self.file = file
        try:
            self._text = data.decode()
            features = json.loads(self._text.removeprefix(_BYTE_ORDER_MARK))["features"]
            self._spans, self._end = _features(self._text)
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            reason = shortened(str(error))
            raise CaseError(
                f"{file}: is no GeoJSON collection in UTF-8 ({reason}); mend it in an editor"
            ) from None
        self._features = [one if isinstance(one, dict) else {} for one in features]
        lines = lines_of_features(self._text, len(self._features))
        self.names = (*(column.name for column in PLACES), GEOMETRY)
        self.rows = tuple(
            Row(line, self._text[start:end], _cells(feature))
            for line, (start, end), feature in zip(lines, self._spans, self._features, strict=True)
        )

    @classmethod
    def empty(cls, file: str) -> FeatureText:
        """Begin a collection."""
        return cls(_EMPTY.encode(), file)

    def changed(
        self, changes: Mapping[int, Mapping[str, str] | None], added: Sequence[Mapping[str, str]]
    ) -> bytes:
        """Write the collection with some of its features changed.

        Parameters are those of `SeparatedText.changed`.

        Raises
        ------
        UnfitCellError
            A cell is one that `expect_fit` refuses.
        """
        kept = [
            self._text[start:end] if position not in changes else self._written(position, cells)
            for position, (start, end) in enumerate(self._spans)
            if (cells := changes.get(position)) is not None or position not in changes
        ]
        new = [_written({"type": "Feature", "properties": {}}, cells) for cells in added]
        if not self._spans and not new:
            return self._text.encode()
        if not self._spans:
            before, after = self._text[: self._end].rstrip(_BLANK), self._text[self._end :]
            return f"{before}\n{_BETWEEN.join(new)}\n{after}".encode()
        whole = len(kept) == len(self._spans)
        parts = [self._text[: self._spans[0][0]]]
        if whole:
            between = zip(self._spans, self._spans[1:], strict=False)
            gaps = [self._text[end:start] for (_, end), (start, _) in between]
            parts += [text for pair in zip(kept, [*gaps, ""], strict=True) for text in pair]
        else:
            parts.append(_BETWEEN.join(kept))
        if new:
            parts.append((_BETWEEN if kept else "") + _BETWEEN.join(new))
        parts.append(self._text[self._spans[-1][1] :])
        return "".join(parts).encode()

    def line_by_line(self) -> bytes:
        """Write the collection so that each of its features starts a line of its own."""
        ends = [0, *(end for _, end in self._spans)]
        starts = [*(start for start, _ in self._spans), len(self._text)]
        gaps = [self._text[end:start] for end, start in zip(ends, starts, strict=True)]
        features = [_on_one_line(row.text) for row in self.rows]
        both = zip(gaps, [*features, ""], strict=True)
        return "".join(f"{gap}\n{feature}" for gap, feature in both).encode()

    def expect_fit(self, column: str, text: str) -> None:
        """Refuse what cannot be written in a column.

        Raises
        ------
        UnfitCellError
            It should hold JSON or a number, and does not.
        """
        _value(column, text)

    def _written(self, position: int, cells: Mapping[str, str] | None) -> str:
        before = self.rows[position].cells
        changed = {name: text for name, text in (cells or {}).items() if before.get(name) != text}
        return _written(self._features[position], changed)


def _features(text: str) -> tuple[list[tuple[int, int]], int]:
    """Find where each feature of a collection stands in its text, and where their list ends."""
    decoder = JSONDecoder()
    at = _expected(text, 1 if text.startswith(_BYTE_ORDER_MARK) else 0, "{")
    spans: list[tuple[int, int]] | None = None
    list_end = 0
    while text[_past_blank(text, at)] != "}":
        name, at = decoder.raw_decode(text, _past_blank(text, at))
        at = _past_blank(text, _expected(text, at, ":"))
        if name == "features" and text[at] == "[":
            spans, list_end = _items(text, at, decoder)
            at = list_end + 1
        else:
            _, at = decoder.raw_decode(text, at)
        at = _past_blank(text, at)
        if text[at] == ",":
            at += 1
    if spans is None:
        raise ValueError("it has no list of features")
    return spans, list_end


def _items(text: str, start: int, decoder: JSONDecoder) -> tuple[list[tuple[int, int]], int]:
    spans: list[tuple[int, int]] = []
    at = _past_blank(text, start + 1)
    while text[at] != "]":
        _, end = decoder.raw_decode(text, at)
        spans.append((at, end))
        at = _past_blank(text, end)
        if text[at] == ",":
            at = _past_blank(text, at + 1)
    return spans, at


def _expected(text: str, at: int, character: str) -> int:
    at = _past_blank(text, at)
    if text[at] != character:
        raise ValueError(f"expected “{character}”")
    return at + 1


def _past_blank(text: str, at: int) -> int:
    while at < len(text) and text[at] in _BLANK:
        at += 1
    if at == len(text):
        raise ValueError("it ends too early")
    return at


def _cells(feature: Mapping[str, Any]) -> dict[str, str]:
    properties = feature.get("properties")
    told = dict(properties) if isinstance(properties, dict) else {}
    told.setdefault("place_id", feature.get("id"))
    cells = {column.name: _as_text(told.get(column.name)) for column in PLACES}
    return {**cells, GEOMETRY: _as_text(feature.get(GEOMETRY))}


def _as_text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else _json(value)


def _json(value: object) -> str:
    """Write JSON as people read it, but for halves of characters, which no encoding has."""
    text = json.dumps(value, ensure_ascii=False)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value)
    return text


def _written(feature: Mapping[str, Any], cells: Mapping[str, str]) -> str:
    properties = feature.get("properties")
    told: dict[str, Any] = dict(properties) if isinstance(properties, dict) else {}
    geometry = feature.get(GEOMETRY)
    for column, text in cells.items():
        value = _value(column, text)
        if column == GEOMETRY:
            geometry = value
        elif value is None:
            told.pop(column, None)
        else:
            told[column] = value
    return _json({**feature, "properties": told, GEOMETRY: geometry})


def _value(column: str, text: str) -> Any:
    bare = text.strip()
    if not bare:
        return None
    if column in _AS_JSON and bare[0] not in "[{":
        return text
    if column not in (*_AS_JSON, *_AS_NUMBER, GEOMETRY):
        return text
    try:
        return json.loads(bare, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        expected = "a number" if column in _AS_NUMBER else "JSON"
        raise UnfitCellError(column, f"expected {expected}, got “{shortened(text)}”") from None


def _on_one_line(text: str) -> str:
    """Take the line ends out of JSON, in whose strings none can stand."""
    return _LINE_END.sub(" ", text)


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
