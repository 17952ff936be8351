"""An article as it was dropped or pasted → its text, paragraphs and what it says of itself.

`Article.text` is the text itself, lines ended by a line feed and in NFC, as a case keeps a user's
copy of an original; every offset of this package counts characters of it.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC
from typing import Final

from geodata.dates import DateError, parse_date
from geodata.drafting.dates_in_text import find_dates
from geodata.drafting.language import language_of
from geodata.drafting.paragraphs import Block, Parts, parts_of, plain_words, title_of
from geodata.drafting.web_page import Page, read_page
from geodata.encodings import decode, described, plain_text
from geodata.errors import CaseError
from geodata.limits import ARTICLE_BYTES, ARTICLE_CHARACTERS, ARTICLE_TAGS
from geodata.translation import gettext, message, messages, ngettext

_PASTED: Final = message("the pasted text")
_STATED: Final = message("stated: “{words}” beside the text")
_FROM_ADDRESS: Final = message("inferred: the day in the page's address")
_REPEATED: Final = messages(
    "{count} paragraph is printed a second time and was left out",
    "{count} paragraphs are printed a second time and were left out",
)
_PASTE: Final = "copy the article's text from the browser and paste it"
_COPY: Final = "open it, copy its text and paste that"
_OTHER_KINDS: Final = (
    (b"%PDF", f"a PDF; {_COPY}"),
    (b"PK\x03\x04", f"a ZIP archive or an office file; {_COPY}"),
    (b"\xd0\xcf\x11\xe0", f"an old office file; {_COPY}"),
    (b"{\\rtf", f"a Rich Text file; {_COPY}"),
    (b"From: <Saved by", "a web archive; save the page as HTML"),
    (b"MIME-Version:", "a web archive or a mail; save the page as HTML"),
)
_LONGEST_SIGNATURE: Final = 64
_TAGS: Final = r"!doctype\s+html|html|head|body|main|article|div|section|p|meta|title"
_PAGE: Final = re.compile(
    rf"\s*+(?:<\?xml[^>]*+>\s*+)?+(?:<!--(?>.*?-->)\s*+)*+<(?:{_TAGS})\b", re.IGNORECASE | re.DOTALL
)
_OTHER_MARKUP: Final = re.compile(r"\s*+<(?:\?xml|svg|rss|feed|kml|gpx|w:)\b", re.IGNORECASE)
_PAGE_NAME: Final = re.compile(r".*\.x?html?", re.IGNORECASE | re.DOTALL)
_CHARSET: Final = re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,40})", re.IGNORECASE)
_CHARSET_WITHIN: Final = 4_096
_ADDRESS: Final = re.compile(r"(?:\w+\s*:\s*)?(https?://[^\s<>\"“”]+)")
_DAY_IN_ADDRESS: Final = re.compile(r"/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?=[/-]|$)")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")
_MOST_WORDS_BESIDE_DAY: Final = 5
_MOST_WORDS_WITHOUT_TITLE: Final = 2


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of an article: `text[start:end]`.

    Parameters
    ----------
    number
        From 1; only paragraphs that are text have one.
    start, end
        Where it stands in the article's text.
    line
        The line of the original, from 1, on which it starts.
    """

    number: int
    start: int
    end: int
    line: int = 0


@dataclass(frozen=True)
class Article:
    """An article, with what it says of itself.

    Parameters
    ----------
    text
        The original's whole text; of a page that of its article.
    paragraphs
        Those of the article in order, without page furniture and what is printed again.
    title
        Empty where it has none; so are the others below.
    language
        BCP 47.
    published
        EDTF.
    published_basis
        Whether that is stated or inferred, and from what.
    url
        Where it can be read.
    notes
        What was guessed or left out, in words.
    """

    text: str
    paragraphs: tuple[Paragraph, ...]
    title: str
    language: str
    published: str
    published_basis: str
    url: str
    notes: tuple[str, ...] = ()


def read_article(source: bytes | str, name: str = "") -> Article:
    """Read an article from a file's bytes or from pasted text; HTML is told by its markup.

    Nothing of a page runs, and nothing is fetched.

    Parameters
    ----------
    source
        Bytes in any encoding, or text.
    name
        The file's name, for messages; empty for what was pasted.

    Raises
    ------
    CaseError
        Where it is empty, is no text (a PDF, an office file, an archive), or is too long for an
        article: the message is one line.
    """
    called = name or gettext(_PASTED)
    _refuse_long(len(source), ARTICLE_BYTES, called)
    notes: tuple[str, ...] = ()
    if isinstance(source, bytes):
        _refuse_other_kinds(source, called)
        source, notes = _decoded(source, called)
    text, page = plain_text(source), None
    if _PAGE.match(text) or (_PAGE_NAME.fullmatch(name) and "<" in text):
        page = _page(text, called)
        text = page.text
    elif _OTHER_MARKUP.match(text):
        raise CaseError(f"{called}: expected an article as text or HTML, got XML; {_PASTE}")
    _refuse_long(len(text), ARTICLE_CHARACTERS, called)
    parts = parts_of(text)
    if not parts.body:
        raise CaseError(f"{called}: expected an article, got no text; put in its words")
    if parts.repeated:
        words = ngettext(*_REPEATED, parts.repeated).format(count=parts.repeated)
        notes += (words,)
    return _article(text, parts, page, notes)


def _refuse_long(length: int, most: int, called: str) -> None:
    if length > most:
        raise CaseError(
            f"{called}: expected an article of at most {most:,} characters, got {length:,}; "
            "put in one article at a time"
        )


def _page(markup: str, called: str) -> Page:
    if markup.count("<") > ARTICLE_TAGS:
        raise CaseError(
            f"{called}: expected a page with an article, got one of more than {ARTICLE_TAGS:,} "
            f"tags; {_PASTE}"
        )
    page = read_page(markup)
    if page is None:
        raise CaseError(
            f"{called}: expected a page with an article, got one without text; {_PASTE}"
        )
    return page


def _refuse_other_kinds(source: bytes, called: str) -> None:
    """Refuse files that are no text, and say how to get at theirs.

    Raises
    ------
    CaseError
        For any of them.
    """
    start = source[:_LONGEST_SIGNATURE]
    own = (remedy for signature, remedy in _OTHER_KINDS if start.lstrip().startswith(signature))
    if kind := next(own, "") or described(start):
        raise CaseError(f"{called}: expected an article as text or HTML, got {kind}")


def _decoded(source: bytes, called: str) -> tuple[str, tuple[str, ...]]:
    """Return a file's text, by the encoding that a page declares or else by what it holds."""
    declared = _CHARSET.search(source[:_CHARSET_WITHIN])
    if declared and _decodes(source, "utf-8") is None:
        text = _decodes(source, declared[1].decode("ascii", errors="replace"))
        if text is not None:
            return text, ()
    text, warnings = decode(source, called, expected="an article's text")
    return text, tuple(warning.message for warning in warnings)


def _decodes(source: bytes, encoding: str) -> str | None:
    try:
        return source.decode(encoding)
    except (LookupError, UnicodeDecodeError):
        return None


def _article(text: str, parts: Parts, page: Page | None, notes: tuple[str, ...]) -> Article:
    beside = tuple(block for block in parts.head if not _says_when_or_where(block))
    heading = title_of(beside)
    title = page.title if page and page.title else _one_line(heading)
    published, basis = (page.published, page.published_basis) if page else ("", "")
    url = (page.url if page else "") or _address_in(parts)
    if not published:
        published, basis = _published(parts, heading, url)
    body = [block for block in parts.body if plain_words(block.text) != plain_words(title)]
    body = body or list(parts.body)
    return Article(
        text,
        _numbered(text, body, page),
        title,
        language_of(" ".join(block.text for block in body), page.language if page else ""),
        published,
        basis,
        url,
        notes,
    )


def _numbered(text: str, body: list[Block], page: Page | None) -> tuple[Paragraph, ...]:
    if page:
        starts = [start for start, _ in page.lines]
        lines = [page.lines[bisect_right(starts, block.start) - 1][1] for block in body]
    else:
        ends = [place for place, character in enumerate(text) if character == "\n"]
        lines = [bisect_right(ends, block.start) + 1 for block in body]
    return tuple(
        Paragraph(number, block.start, block.end, line)
        for number, (block, line) in enumerate(zip(body, lines, strict=True), 1)
    )


def _published(parts: Parts, heading: Block | None, url: str) -> tuple[str, str]:
    """Return when an article was published by the lines beside it, and how that is known."""
    for block in (*parts.head, *parts.tail):
        day, words, others = _day_in(block)
        if day and block is not heading and others <= _MOST_WORDS_BESIDE_DAY:
            return day, gettext(_STATED).format(words=words)
    if match := _DAY_IN_ADDRESS.search(url):
        day = "-".join(match.groups())
        if _exists(day):
            return day, gettext(_FROM_ADDRESS)
    return "", ""


def _day_in(block: Block) -> tuple[str, str, int]:
    """Return the day that a line names in full, its words, and how many others there are."""
    for found in find_dates(block.text, None):
        if _DAY.fullmatch(found.edtf) and not found.is_inferred:
            others = f"{block.text[: found.start]} {block.text[found.end :]}"
            return found.edtf, found.text, len(re.findall(r"\w+", others))
    return "", "", 0


def _says_when_or_where(block: Block) -> bool:
    """Whether a line over a text is its day or its address, and not its title."""
    day, _, others = _day_in(block)
    return bool(_ADDRESS.fullmatch(block.text)) or (
        bool(day) and others <= _MOST_WORDS_WITHOUT_TITLE
    )


def _address_in(parts: Parts) -> str:
    """Return the address that stands by itself on a line beside a text."""
    lines = (_ADDRESS.fullmatch(block.text) for block in (*parts.head, *parts.tail))
    return next((line[1] for line in lines if line), "")


def _exists(day: str) -> bool:
    try:
        parse_date(day, UTC)
    except DateError:
        return False
    return True


def _one_line(block: Block | None) -> str:
    return " ".join(block.text.split()) if block else ""
