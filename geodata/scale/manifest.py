"""What a prepared case tells of itself, in the file that is written last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import AfterValidator, NonNegativeInt, TypeAdapter, ValidationError

from geodata.case_files import PREPARED_FILE, PREPARED_FORMAT, prepared_folder, prepared_manifest
from geodata.errors import CaseError
from geodata.reading.sources import CaseDescription, is_zone

if TYPE_CHECKING:
    from pathlib import Path


def _described(about: CaseDescription) -> CaseDescription:
    if not is_zone(about.timezone):
        raise ValueError("expected a time zone such as Asia/Baku")
    return about


@dataclass(frozen=True)
class Manifest:
    """What a prepared case tells of itself.

    Attributes
    ----------
    version
        Of the case.
    about
        What the case says of itself.
    events, claims
        How many there are.
    rows_read, rejected
        Over all tables.
    span
        The days that it covers, as days since 1970-01-01, first and last.
    kinds
        All kinds of its events, sorted.
    folder
        Within, that holds its files; "" for its own.
    """

    version: str
    about: Annotated[CaseDescription, AfterValidator(_described)]
    events: NonNegativeInt
    claims: NonNegativeInt
    rows_read: NonNegativeInt
    rejected: NonNegativeInt
    span: tuple[int, int]
    kinds: tuple[str, ...]
    folder: str


_MANIFESTS: Final = TypeAdapter(Manifest)


def manifest_of(path: Path) -> Manifest:
    """Read what a folder tells of the case that was prepared in it; a stranger may have written it.

    Raises
    ------
    CaseError
        It tells of none, of one by another version of this program, or not all of it.
    """
    told = prepared_manifest(path)
    if not told:
        raise CaseError(f"{path}: no prepared case can be read there ({PREPARED_FILE})")
    if told.get("format") != PREPARED_FORMAT:
        raise CaseError(f"{path}: prepared by another version of this program; build it again")
    try:
        return _MANIFESTS.validate_python({**told, "folder": prepared_folder(told)})
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise CaseError(
            f"{path}: {PREPARED_FILE} is not one of a prepared case ({where}: {first['msg']}); "
            "build the case again"
        ) from None
