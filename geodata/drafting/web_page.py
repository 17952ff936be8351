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
    "//meta[translate(@name,'DCPUBLISHEAT','dcpublisheat')='datepublished' or "
    "@name='parsely-pub-date' or @name='sailthru.date' or @name='pubdate' or "
    "@name='dc.date' or @name='DC.date.issued' or @name='date']/@content",
    "//time[@itemprop='datePublished' or @pubdate]/@datetime",
)
_LINKED_DATA: Final = "//script[@type='application/ld+json']/text()"
_DATE_PUBLISHED: Final = re.compile(r'"datePublished"\s*:\s*"([^"]{4,40})"')
_SPACE: Final = re.compile(r"\s+")
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
    """Read a page; None where it holds no text at all."""
    from trafilatura import bare_extraction, baseline  # noqa: PLC0415 - slow to import
    from trafilatura.utils import load_html  # noqa: PLC0415 - as above

    tree = load_html(markup)
    if tree is None:
        return None
    language = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    stated = _stated_date(tree)
    found = bare_extraction(
        tree,
        include_comments=False,
        with_metadata=True,
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    blocks = list(_blocks(found.body)) if found is not None else []
    if not blocks:
        blocks = list(_blocks(baseline(markup)[0]))
    title = _one_line((found.title if found is not None else "") or "")
    if not blocks:
        return None
    if title and plain_words(blocks[0][0]) != plain_words(title):
        blocks.insert(0, (title, blocks[0][1]))
    published, basis = (stated, _STATED) if stated else (_day(found), _SHOWN)
    address = (found.url if found is not None else "") or ""
    text, lines = _laid_out(blocks)
    return Page(
        text,
        lines,
        title,
        language,
        published,
        gettext(basis) if published else "",
        address if address.startswith(("http://", "https://")) else "",
    )


def _stated_date(tree: Any) -> str:
    """Return the day or instant on which the page says that it was published, as EDTF."""
    written = [str(value) for path in _DATES for value in tree.xpath(path)]
    for script in tree.xpath(_LINKED_DATA):
        written += _DATE_PUBLISHED.findall(str(script))
    return next((edtf for text in written if (edtf := _edtf(text.strip()))), "")


def _day(found: Any) -> str:
    return _edtf(found.date or "") if found is not None else ""


def _edtf(text: str) -> str:
    edtf = as_edtf(text)
    try:
        parse_date(edtf, UTC)
    except DateError:
        return ""
    return edtf


def _blocks(element: Any) -> Iterator[tuple[str, int]]:
    """Yield the text of each block with the line on which it stands, in order."""
    line = element.sourceline or 0
    if element.tag not in _LISTS_OF_BLOCKS:
        if text := _text(element):
            yield text, line
        return
    if loose := _one_line(element.text or ""):
        yield loose, line
    for child in element:
        if isinstance(child.tag, str):
            yield from ((text, at or line) for text, at in _blocks(child))
        if loose := _one_line(child.tail or ""):
            yield loose, child.sourceline or line


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
