"""A web page as a file → the text of its article, and what the page says of it.

Nothing is fetched and nothing of the page runs: trafilatura reads the markup only.
"""

import re
from collections.abc import Iterator
from datetime import UTC
from typing import Any, Final, NamedTuple

from geodata.dates import DateError, parse_date
from geodata.drafting.paragraphs import plain_words
from geodata.encodings import plain_text
from geodata.reading.everyday_dates import as_edtf
from geodata.translation import gettext, message

_STATED: Final = message("stated: in the page's own data")
_SHOWN: Final = message("inferred: the date that stands on the page")

_DATES: Final = (
    "//meta[@property='article:published_time' or @property='og:article:published_time']/@content",
    "//meta[@itemprop='datePublished']/@content",
    "//meta[@name='datePublished' or @name='pubdate' or @name='date']/@content",
    "//meta[@name='parsely-pub-date' or @name='sailthru.date']/@content",
    "//meta[@name='dc.date' or @name='DC.date' or @name='DC.date.issued']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)
_LINKED_DATA: Final = "//script[@type='application/ld+json']/text()"
_DATE_PUBLISHED: Final = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_SPACE: Final = re.compile(r"\s+")
_XML_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_FIRST_WORDS: Final = 30
_NOT_SHOWN: Final = frozenset(
    {"head", "script", "style", "noscript", "template", "iframe", "object", "svg", "math"}
    | {"form", "button", "select", "textarea", "nav", "header", "footer", "aside"}
)
_BLOCK_TAGS: Final = frozenset(
    {"html", "body", "main", "article", "section", "div", "p", "br", "hr", "pre", "center"}
    | {"h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "figure", "figcaption", "address"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td"}
)
_LISTS_OF_BLOCKS: Final = frozenset({"body", "div", "list", "quote", "table", "row", "main"})


class Page(NamedTuple):
    """What a page tells.

    Parameters
    ----------
    text
        The article's blocks with a blank line between them, its title first.
    lines
        For each block where it starts in the text, and on which line of the file, from 1.
    title, language, published, published_basis, url
        As of `geodata.drafting.article.Article`, as the page itself has them.
    """

    text: str
    lines: tuple[tuple[int, int], ...]
    title: str
    language: str
    published: str
    published_basis: str
    url: str


def read_page(markup: str) -> Page | None:
    """Read a page; None where it holds no text at all.

    trafilatura tells the article from the rest of the page. Where it finds no paragraphs, as on a
    page of a few words, all blocks that the page shows are taken.
    """
    from trafilatura import bare_extraction  # noqa: PLC0415 - slow to import
    from trafilatura.utils import load_html  # noqa: PLC0415 - as above

    tree = load_html(markup)
    if tree is None:  # a part of a page
        tree = load_html(f"<html><body>{markup}</body></html>")
    if tree is None:
        return None
    language = tree.get("lang") or tree.get(_XML_LANGUAGE) or ""
    stated = _stated_date(tree)
    shown = list(_shown(tree))
    found: Any = bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    own = list(_blocks(found.body)) if found is not None else []
    chosen = own if len(own) > 1 or not shown else shown
    blocks = [(text, _line(markup, text, line)) for text, line in chosen]
    if not blocks:
        return None
    said = _Said(found)
    if said.title and plain_words(blocks[0][0]) != plain_words(said.title):
        blocks.insert(0, (said.title, blocks[0][1]))
    published, basis = (stated, _STATED) if stated else (_edtf(said.date), _SHOWN)
    text, lines = _laid_out(blocks)
    basis = gettext(basis) if published else ""
    return Page(text, lines, said.title, language, published, basis, said.address)


class _Said:
    """What trafilatura read in a page's data; empty where it read nothing."""

    def __init__(self, found: Any) -> None:
        self.title = _one_line(getattr(found, "title", None) or "")
        self.date = str(getattr(found, "date", None) or "")
        address = str(getattr(found, "url", None) or "")
        self.address = address if address.startswith(("http://", "https://")) else ""


def _stated_date(tree: Any) -> str:
    """Return the day or instant on which the page says that it was published, as EDTF."""
    written = [str(value) for path in _DATES for value in tree.xpath(path)]
    for script in tree.xpath(_LINKED_DATA):
        written += _DATE_PUBLISHED.findall(str(script))
    return next((edtf for text in written if (edtf := _edtf(text.strip()))), "")


def _edtf(text: str) -> str:
    edtf = as_edtf(text)
    try:
        parse_date(edtf, UTC)
    except DateError:
        return ""
    return edtf


def _blocks(element: Any) -> Iterator[tuple[str, int]]:
    """Yield the text of each block that trafilatura kept, with its line, in order."""
    line = element.sourceline or 0
    if element.tag not in _LISTS_OF_BLOCKS:
        if text := _text(element):
            yield (f"- {text}" if element.tag == "item" else text), line
        return
    if loose := _one_line(element.text or ""):
        yield loose, line
    for child in element:
        yield from _blocks(child)
        if loose := _one_line(child.tail or ""):
            yield loose, line


def _shown(tree: Any) -> Iterator[tuple[str, int]]:
    """Yield all blocks of text that a page shows, with their lines, in order."""
    words: list[str] = []
    line = 0
    for event, element in _walk(tree):
        name = element.tag if isinstance(element.tag, str) else ""
        if name in _BLOCK_TAGS:
            if text := _one_line("".join(words)):
                yield text, line
            words, line = [], element.sourceline or line
        text = element.text if event == "start" else element.tail
        words.append(text or "")
    if text := _one_line("".join(words)):
        yield text, line


def _walk(tree: Any) -> Iterator[tuple[str, Any]]:
    """Yield each element that is shown as it starts and as it ends, parents before children."""
    waiting = [("start", tree)]
    while waiting:
        event, element = waiting.pop()
        if event == "start" and (not isinstance(element.tag, str) or element.tag in _NOT_SHOWN):
            event = "end"
        elif event == "start":
            yield event, element
            waiting.append(("end", element))
            waiting.extend(("start", child) for child in reversed(element))
            continue
        yield event, element


def _line(markup: str, text: str, line: int) -> int:
    """Return the line of a block, looked for by its first words where the parser lost it."""
    if line:
        return line
    place = markup.find(text[:_FIRST_WORDS])
    return markup.count("\n", 0, place) + 1 if place >= 0 else 1


def _text(element: Any) -> str:
    """Return a block's text; a line break in it is kept."""
    for broken in element.iter("lb"):
        broken.tail = f"\n{broken.tail or ''}"
    lines = "".join(element.itertext()).split("\n") if element.find(".//lb") is not None else None
    if lines is None:
        return _one_line("".join(element.itertext()))
    return "\n".join(filter(None, map(_one_line, lines)))


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", plain_text(text)).strip()


def _laid_out(blocks: list[tuple[str, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    starts, position = [], 0
    for text, line in blocks:
        starts.append((position, line))
        position += len(text) + 2
    return "\n\n".join(text for text, _ in blocks), tuple(starts)
