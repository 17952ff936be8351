"""A plain text → its paragraphs, without what a page prints round an article.

The text itself is never changed: a paragraph is a span of it, so that its number leads back to the
original. Numbers count what is text, in order; a title, lines over the text, separators, page
furniture and what is printed a second time have none.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from geodata.drafting.page_furniture import (
    ends_the_article,
    heads_a_list_of_links,
    is_furniture,
    is_separator,
)

_LINE: Final = re.compile(r"[^\n]+")
_BLANK: Final = re.compile(r"\n[^\S\n]*\n")
_SENTENCE_END: Final = re.compile(r"[.!?…:;][\"”»’')\]]*$")
_STATEMENT_END: Final = re.compile(r"[.…][\"”»’')\]]*$")
_SKIPPED: Final = re.compile(r"[\W_]+")
_WIDEST_WRAP: Final = 120
_NARROWEST_WRAP: Final = 40
_LONGEST_HEADING: Final = 30
_SHORTEST_TITLE: Final = 4
_SHORTEST_HEADING_THAT_SAYS_SOMETHING: Final = 5
_SHORTEST_TEASER: Final = 8
_SHORTEST_LAST_WORDS: Final = 12
_ITEM: Final = re.compile(r"(?:[-–—•*▪]|\d{1,2}[.)])\s+\w")


class Block(NamedTuple):
    """A run of lines that belong together, without the space round it."""

    start: int
    end: int
    text: str

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def is_sentence(self) -> bool:
        """Whether it ends as sentences do, or is too long for a heading."""
        return bool(_SENTENCE_END.search(self.text)) or self.words > _LONGEST_HEADING


class Parts(NamedTuple):
    """What a text consists of.

    Parameters
    ----------
    head
        Lines over the text, the title among them.
    body
        What counts as paragraphs.
    tail
        Lines under the last sentence, page furniture left out.
    repeated
        How many blocks of the body are printed once more.
    """

    head: tuple[Block, ...]
    body: tuple[Block, ...]
    tail: tuple[Block, ...]
    repeated: int


def parts_of(text: str) -> Parts:
    """Tell a text's paragraphs from what stands round them."""
    blocks = list(_without_furniture(blocks_of(text)))
    kept, repeated = _without_repeats(blocks)
    sentences = [number for number, block in enumerate(kept) if _opens(block, number)]
    if not sentences:
        return Parts((), tuple(kept), (), repeated)
    first = sentences[0]
    last = max(number for number, block in enumerate(kept) if number == first or _ends(block))
    body = [block for block in kept[first : last + 1] if _says_something(block)]
    return Parts(tuple(kept[:first]), tuple(body), tuple(kept[last + 1 :]), repeated)


def title_of(head: tuple[Block, ...]) -> Block | None:
    """Choose the title among the lines over a text: the first that is more than a few words."""
    long = [block for block in head if block.words >= _SHORTEST_TITLE]
    return long[0] if long else max(head, key=lambda block: block.words, default=None)


def blocks_of(text: str) -> Iterator[Block]:
    """Split a text at blank lines, and where a line is a paragraph of its own at every line."""
    start = 0
    for gap in (*_BLANK.finditer(text), None):
        end = gap.start() if gap else len(text)
        yield from _in_chunk(text, start, end)
        start = gap.start() + 1 if gap else end


def _in_chunk(text: str, start: int, end: int) -> Iterator[Block]:
    """Split lines without a blank one between them; furniture on several lines stays together."""
    lines = [
        _block(text, *match.span())
        for match in _LINE.finditer(text, start, end)
        if match[0].strip()
    ]
    if not lines:
        return
    whole = _block(text, lines[0].start, lines[-1].end)
    if len(lines) > 1 and is_furniture(whole.text) and not any(line.is_sentence for line in lines):
        yield whole
        return
    width = _width_of_wrapping(lines)
    first = lines[0]
    for line, after in zip(lines, (*lines[1:], None), strict=True):
        if after is not None and _goes_on(line, after, width):
            continue
        yield _block(text, first.start, line.end)
        if after is not None:
            first = after


def _goes_on(line: Block, after: Block, width: int) -> bool:
    """Whether a line was broken because the next word did not fit, or before a small letter."""
    if after.text[0].islower():
        return True
    return 0 < width < len(line.text) + 1 + len(after.text.split(maxsplit=1)[0])


def _width_of_wrapping(lines: list[Block]) -> int:
    """Return the width to which lines were broken; 0 where they are paragraphs of their own."""
    ending = sum(line.is_sentence for line in lines[:-1])
    width = max(len(line.text) for line in lines)
    is_wrapped = 2 * ending < len(lines) - 1 and _NARROWEST_WRAP <= width <= _WIDEST_WRAP
    return width if is_wrapped else 0


def _block(text: str, start: int, end: int) -> Block:
    words = text[start:end]
    start += len(words) - len(words.lstrip())
    words = words.strip()
    return Block(start, start + len(words), words)


def _without_furniture(blocks: Iterator[Block]) -> Iterator[Block]:
    under_label = text_was_seen = False
    for block in blocks:
        if is_separator(block.text):
            continue
        if text_was_seen and ends_the_article(block.text):
            return
        if heads_a_list_of_links(block.text):
            under_label = True
        elif not is_furniture(block.text) and not (under_label and not block.is_sentence):
            under_label = False
            text_was_seen = text_was_seen or block.is_sentence
            yield block


def _without_repeats(blocks: list[Block]) -> tuple[list[Block], int]:
    """Leave out what is printed a second time, and the first words of what comes whole later."""
    plain = [plain_words(block.text) for block in blocks]
    kept, seen = [], set()
    repeated = 0
    for block, words in zip(blocks, plain, strict=True):
        if words in seen:
            repeated += block.is_sentence
        elif not _is_teaser(block, words, plain):
            kept.append(block)
        seen.add(words)
    return kept, repeated


def plain_words(text: str) -> str:
    """Return the words of a text to be compared: small letters, nothing between them but spaces."""
    return _SKIPPED.sub(" ", text.casefold()).strip()


def _is_teaser(block: Block, words: str, others: list[str]) -> bool:
    if not block.text.rstrip("])").endswith(("…", "...")) or block.words < _SHORTEST_TEASER:
        return False
    return any(other.startswith(words) and other != words for other in others)


def _opens(block: Block, number: int) -> bool:
    """Whether a block is text and no heading; the first may ask or exclaim and be a title."""
    if number == 0 and block.words <= _LONGEST_HEADING:
        return bool(_STATEMENT_END.search(block.text))
    return block.is_sentence


def _ends(block: Block) -> bool:
    """Whether a block can be an article's last: a sentence, its full stop missing, or an item."""
    is_long = block.words >= _SHORTEST_LAST_WORDS
    return block.is_sentence or is_long or bool(_ITEM.match(block.text))


def _says_something(block: Block) -> bool:
    return _ends(block) or block.words >= _SHORTEST_HEADING_THAT_SAYS_SOMETHING
