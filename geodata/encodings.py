"""Bytes → text: the encoding found, one clear message where there is none."""

import codecs
import io
import re
import unicodedata
from pathlib import Path
from typing import BinaryIO, Final

from geodata.errors import CaseError, CaseWarning
from geodata.limits import LARGEST_READ_WHOLE, bounded

LATIN_CODE_PAGES: Final = ("cp1252", "cp1250", "cp1254")
OTHER_CODE_PAGES: Final = ("cp1251", "koi8_r", "cp1253", "cp1256", "cp1255")
"""What is looked for in text that is not Unicode, the commonest first."""

_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_SIGNATURES: Final = (
    (b"PK\x03\x04", "a ZIP archive or an Excel workbook; name it .xlsx if it is one"),
    (b"\xd0\xcf\x11\xe0", "an old Excel or Word file; name it .xls if it is a workbook"),
    (b"SQLite format 3\x00", "an SQLite or GeoPackage database; name it .gpkg if it is one"),
    (b"PAR1", "a Parquet file; name it .parquet"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
)
_A_TABLE: Final = "a text table"
_SAMPLE: Final = 65_536
_CHECKED_AT_ONCE: Final = 1 << 20
_UNPRINTABLE = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_WORD_BEYOND_ASCII = re.compile(rb"[A-Za-z]*[\xc0-\xff][A-Za-z\xc0-\xff]*")
_ASCII_LETTER = re.compile(rb"[A-Za-z]")


def as_utf_8(binary: BinaryIO, file: str) -> tuple[BinaryIO, tuple[CaseWarning, ...]]:
    """Return a stream of the same text in UTF-8, and a warning where its encoding was guessed.

    A stream that is UTF-8 already is checked and returned as it is, after its byte order mark.
    Others are read whole, by the rules of `decode`.

    Raises
    ------
    CaseError
        Where it is not text, or so much that it cannot be held whole.
    """
    sample = binary.read(_SAMPLE)
    marks = (mark for mark, _ in _BYTE_ORDER_MARKS if sample.startswith(mark))
    mark = next(marks, b"")
    if mark in {b"", codecs.BOM_UTF8} and (mark or _may_be_utf_8(sample, file)):
        binary.seek(len(mark))
        if _is_utf_8(binary):
            binary.seek(len(mark))
            return binary, ()
    binary.seek(0)
    text, warnings = decode(bounded(binary, file, LARGEST_READ_WHOLE), file)
    return io.BytesIO(text.encode()), warnings


def _may_be_utf_8(sample: bytes, file: str, expected: str = _A_TABLE) -> bool:
    """Whether the start of some text without a byte order mark is not UTF-16.

    Raises
    ------
    CaseError
        Where it is not text.
    """
    if description := described(sample):
        raise CaseError(f"{file}: expected {expected}, got {description}")
    if _utf_16_without_mark(sample):
        return False
    if len(_UNPRINTABLE.findall(sample)) > len(sample) // 20:
        raise CaseError(f"{file}: expected {expected}, got bytes that are not text")
    return True


def _is_utf_8(binary: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while read := binary.read(_CHECKED_AT_ONCE):
            if decoder.getstate()[0] or not read.isascii():
                decoder.decode(read)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def described(start: bytes) -> str:
    """Say what sort of file begins so; `""` where that is not known."""
    kinds = (kind for signature, kind in _SIGNATURES if start.startswith(signature))
    return next(kinds, "")


def decode(data: bytes, file: str, expected: str = _A_TABLE) -> tuple[str, tuple[CaseWarning, ...]]:
    """Return the text of `data`, and a warning where its encoding had to be guessed.

    Unicode is tried first (byte order marks, UTF-16 without one, UTF-8). Text that is UTF-8 but for
    a few damaged bytes keeps U+FFFD in their place. Anything else is taken for the code page that
    `charset_normalizer` finds likeliest.

    Parameters
    ----------
    data
        A whole file.
    file
        Its name, for messages.
    expected
        What it should hold, for the message where it is not text.

    Raises
    ------
    CaseError
        Where `data` is not text.
    """
    mark, encoding, warnings = encoding_of(data, file, expected)
    return data[len(mark) :].decode(encoding, errors="replace"), warnings


def encoding_of(
    data: bytes, file: str, expected: str = _A_TABLE
) -> tuple[bytes, str, tuple[CaseWarning, ...]]:
    """Return the byte order mark that `data` starts with, its encoding, and a warning of a guess.

    Parameters and errors are those of `decode`.
    """
    for mark, marked in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return mark, marked, ()
    sample = data[:_SAMPLE]
    if not _may_be_utf_8(sample, file, expected) and (encoding := _utf_16_without_mark(sample)):
        return b"", encoding, ()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    else:
        return b"", "utf-8", ()
    damaged = text.count("\ufffd")
    if sum(1 for character in text if character > "\x7f") > 2 * damaged:
        return b"", "utf-8", ()
    return b"", *_code_page(data, file)


def bare_file_name(path: Path) -> str:
    """Return a file's name without its ending, as text; “?” where it is not UTF-8."""
    return path.stem.encode(errors="replace").decode()


def plain_text(text: str) -> str:
    """Return a text with its lines ended by a line feed, in NFC, as its characters are counted."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines)


def _utf_16_without_mark(sample: bytes) -> str | None:
    """Tell UTF-16 by its zero bytes: nearly all of them on one side of each pair."""
    half = len(sample) // 2
    high, low = sample[0::2].count(0), sample[1::2].count(0)
    if half and low > half // 5 and high <= low // 20:
        return "utf-16-le"
    if half and high > half // 5 and low <= high // 20:
        return "utf-16-be"
    return None


def _code_page(data: bytes, file: str) -> tuple[str, tuple[CaseWarning, ...]]:
    lines = [line for line in data.splitlines() if not line.isascii()]
    encoding = _likeliest_code_page(b"\n".join(lines)[:_SAMPLE])
    name = encoding.replace("cp", "Windows-").replace("koi8_r", "KOI8-R")
    message = f"is not UTF-8; read as {name}, which is a guess: save it as UTF-8 to be sure"
    return encoding, (CaseWarning(file, 0, "", message),)


def _likeliest_code_page(sample: bytes) -> str:
    """Return the likeliest code page, the commonest of equally likely ones.

    Short texts look alike in many code pages, so the script is told first: in Latin ones accented
    letters stand among ASCII ones, in the others words have no ASCII letter at all.
    """
    from charset_normalizer import from_bytes  # noqa: PLC0415 - rarely needed

    words = _WORD_BEYOND_ASCII.findall(sample)
    mixed = sum(1 for word in words if _ASCII_LETTER.search(word))
    pages = LATIN_CODE_PAGES if 2 * mixed >= len(words) else OTHER_CODE_PAGES
    ranked = [
        (match.chaos, -match.coherence, pages.index(name))
        for match in from_bytes(sample, cp_isolation=list(pages))
        for name in {match.encoding, *match.could_be_from_charset} & set(pages)
    ]
    return pages[min(ranked)[2]] if ranked else pages[0]
