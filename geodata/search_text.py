"""What a word search looks through, and how words are compared.

Letter case and accents do not count, nor do the two Azerbaijani letters that carry no accent and
yet have a plain look-alike: "gence" finds Gəncə, "agdam" finds Ağdam.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from typing import TYPE_CHECKING, Final
from unicodedata import combining, normalize

import pandas as pd

from geodata.columns import ClaimField
from geodata.moments import FROM_THE_START

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geodata.casebook import Case

_LOOK_ALIKES: Final = {
    "ə": "e",
    "ı": "i",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    **dict.fromkeys("‘’ʻʼ", "'"),
}
_MARKS: Final = "".join(chr(code) for code in range(0x300, 0x10000) if combining(chr(code)))
_STANDS_FOR: Final = {**dict.fromkeys(_MARKS, ""), **_LOOK_ALIKES}
_REPLACED: Final = re.compile(f"[{''.join(_STANDS_FOR)}]")
_EVENT_COLUMNS: Final = ("title", "description", "verbatim_locality")


def fold(text: str) -> str:
    """Reduce text to the form in which it is compared."""
    if text.isascii():
        return text.lower()
    folded = normalize("NFKD", text).casefold()
    return _REPLACED.sub(lambda found: _STANDS_FOR[found[0]], folded)


def folding_rules() -> dict[str, object]:
    """Tell how `fold` works on a text in the form NFKD, for a search where there is no Python.

    Returns
    -------
    `lowered`, the characters whose folded form is not their small letter; `marks`, ranges of code
    points that are dropped then, both ends included; `replaced`, characters and what stands for
    them.
    """
    small = (chr(code) for code in range(sys.maxunicode + 1))
    lowered = {one: one.casefold() for one in small if one.casefold() != one.lower()}
    lowered = {one: folded for one, folded in lowered.items() if normalize("NFKD", one) == one}
    lowered["Σ"] = "σ"  # at a word's end its small letter is another
    codes = [ord(mark) for mark in _MARKS]
    starts = [code for code in codes if chr(code - 1) not in _MARKS]
    ends = [code for code in codes if chr(code + 1) not in _MARKS]
    return {
        "lowered": lowered,
        "marks": [list(ends_of) for ends_of in zip(starts, ends, strict=True)],
        "replaced": _LOOK_ALIKES,
    }


def place_search_texts(case: Case) -> tuple[list[str], list[list[tuple[int, int]]]]:
    """Give what a search looks through of places, not folded.

    Returns
    -------
    The texts of the case's places; and for each event, in the order of the frame, the indices of
    its own place's and of those that claims about it name, each with the order from which it is
    told.
    """
    texts = _place_names(case.places)
    index = {place: number for number, place in enumerate(texts)}
    since: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for event, place in zip(case.events["event_id"], case.events["place_id"], strict=True):
        since[event][place] = FROM_THE_START
    claims = case.claims[case.claims["field"] == ClaimField.PLACE]
    columns = (claims[name] for name in ("event_id", "value", "told_order"))
    for event, place, order in zip(*columns, strict=True):
        since[event].setdefault(place, order)
    of_event = [
        [(index[place], order) for place, order in since[event].items() if place in index]
        for event in case.events["event_id"]
    ]
    return list(texts.values()), of_event


def words_of(query: str) -> tuple[str, ...]:
    """Take the folded words of a search, longest first as the most telling."""
    return tuple(sorted(set(fold(query).split()), key=lambda word: (-len(word), word)))


def search_texts(case: Case) -> list[str]:
    """Join for each event, in the order of the frame, the folded text that a search looks through.

    That is its title, description and place as printed; the names, in every language and
    variant, of its place and of the places claimed for it; and of its claims the speakers and
    what they say.
    """
    return [
        "\n".join(text for _, text in texts)
        for _, texts in told_texts(case, case.events, case.claims)
    ]


def told_texts(
    case: Case, events: pd.DataFrame, claims: pd.DataFrame
) -> Iterator[tuple[str, list[tuple[int, str]]]]:
    """Yield each event's id and the folded texts that a search looks through, as they were told.

    Its own texts come first, with the order `FROM_THE_START`; then those of its claims, in the
    order told, each with its claim's.
    """
    places = _place_texts(case.places)
    claimed = _claim_texts(claims, places)
    own = (_folded(events[name]) for name in _EVENT_COLUMNS)
    ids = zip(events["event_id"].tolist(), events["place_id"].tolist(), strict=True)
    for (event, place), *texts in zip(ids, *own, strict=True):
        row = "\n".join((*texts, places.get(place, "")))
        yield event, [(FROM_THE_START, row), *claimed.get(event, ())]


def _folded(texts: pd.Series) -> list[str]:
    """Fold a column, each distinct text once."""
    codes, distinct = pd.factorize(texts)
    folded = [fold(text) for text in distinct]
    return [folded[code] for code in codes.tolist()]


def _place_texts(places: pd.DataFrame) -> dict[str, str]:
    """Give the folded names of each place by its id."""
    return {place: fold(names) for place, names in _place_names(places).items()}


def _place_names(places: pd.DataFrame) -> dict[str, str]:
    """Give the names of each place by its id, in every language and variant."""
    columns = (places[name].tolist() for name in ("place_id", "name", "names", "variants"))
    return {
        place: "\n".join(dict.fromkeys((name, *names.values(), *variants)))
        for place, name, names, variants in zip(*columns, strict=True)
    }


def _claim_texts(claims: pd.DataFrame, places: dict[str, str]) -> dict[str, list[tuple[int, str]]]:
    """Give the folded texts of each event's claims, in the order told."""
    texts: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    said = (_folded(claims[name]) for name in ("speaker", "says"))
    columns = (claims[name].tolist() for name in ("event_id", "told_order", "field", "value"))
    for event, order, field, value, speaker, says in zip(*columns, *said, strict=True):
        place = places.get(value, "") if field == ClaimField.PLACE else ""
        texts[event].append((order, f"{speaker}\n{says}\n{place}"))
    return dict(texts)
