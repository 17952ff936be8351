"""Words of dates in English, Russian and Azerbaijani, and what they mean."""

import re
from typing import Final, TypeVar

_Meaning = TypeVar("_Meaning", int, str)

_MONTHS: Final = {
    **dict.fromkeys(("jan", "янв", "yan"), 1),
    **dict.fromkeys(("feb", "фев", "fev"), 2),
    **dict.fromkeys(("mar", "мар"), 3),
    **dict.fromkeys(("apr", "апр"), 4),
    **dict.fromkeys(("may", "май", "мая", "мае", "маю"), 5),
    **dict.fromkeys(("jun", "июн", "iyun"), 6),
    **dict.fromkeys(("jul", "июл", "iyul"), 7),
    **dict.fromkeys(("aug", "авг", "avq"), 8),
    **dict.fromkeys(("sep", "сен", "sen"), 9),
    **dict.fromkeys(("oct", "окт", "okt"), 10),
    **dict.fromkeys(("nov", "ноя", "noy"), 11),
    **dict.fromkeys(("dec", "дек", "dek"), 12),
}
_WEEKDAYS: Final = {
    **dict.fromkeys(("mon", "пон", "bazar ertəsi"), 0),
    **dict.fromkeys(("tue", "вто", "çərşənbə axşamı"), 1),
    **dict.fromkeys(("wed", "сре", "çərşənbə"), 2),
    **dict.fromkeys(("thu", "чет", "cümə axşamı"), 3),
    **dict.fromkeys(("fri", "пят", "cümə"), 4),
    **dict.fromkeys(("sat", "суб", "şənbə"), 5),
    **dict.fromkeys(("sun", "вос", "bazar"), 6),
}
_SEASONS: Final = {
    **dict.fromkeys(("spr", "вес", "yaz"), 21),
    **dict.fromkeys(("sum", "лет", "yay"), 22),
    **dict.fromkeys(("aut", "fal", "осе", "pay"), 23),
    **dict.fromkeys(("win", "зим", "qış"), 24),
}
_NUMBERS: Final = {
    **dict.fromkeys(("a", "an", "one", "first", "1st", "i", "один", "одну", "bir", ""), 1),
    **dict.fromkeys(("two", "second", "2nd", "ii", "два", "две", "iki"), 2),
    **dict.fromkeys(("three", "third", "3rd", "iii", "три", "üç"), 3),
    **dict.fromkeys(("four", "fourth", "4th", "iv", "четыре", "dörd"), 4),
    **dict.fromkeys(("five", "пять", "beş"), 5),
    **dict.fromkeys(("six", "шесть", "altı"), 6),
    **dict.fromkeys(("seven", "семь", "yeddi"), 7),
    **dict.fromkeys(("eight", "восемь", "səkkiz"), 8),
    **dict.fromkeys(("nine", "девять", "doqquz"), 9),
    **dict.fromkeys(("ten", "десять", "on"), 10),
}
_UNITS: Final = {
    **dict.fromkeys(("day", "ден", "дне", "дня", "gün"), "day"),
    **dict.fromkeys(("wee", "нед", "həf"), "week"),
    **dict.fromkeys(("mon", "мес", "ay"), "month"),
    **dict.fromkeys(("yea", "год", "лет", "il"), "year"),
}
_PARTS: Final = {
    **dict.fromkeys(("ear", "beg", "sta", "нач", "əvv"), "early"),
    **dict.fromkeys(("mid", "сер", "ort"), "mid"),
    **dict.fromkeys(("lat", "end", "clo", "кон", "son", "axı"), "late"),
}
_NEAR_DAYS: Final = {
    **dict.fromkeys(("today", "tonight", "this", "сегодня", "bu gün"), 0),
    **dict.fromkeys(("yesterday", "last night", "вчера", "dünən"), -1),
    **dict.fromkeys(("tomorrow", "завтра", "sabah"), 1),
    **dict.fromkeys(("the day before yesterday", "позавчера", "srağagün"), -2),
    **dict.fromkeys(("the day after tomorrow", "послезавтра", "birisi gün"), 2),
}
_RELATIONS: Final = {
    **dict.fromkeys(("las", "pre", "про", "keç", "ötə"), -1),
    **dict.fromkeys(("thi", "cur", "in ", "эт", "тек", "нын", "bu", "cari"), 0),
    **dict.fromkeys(("nex", "com", "upc", "сле", "буд", "gəl", "növ"), 1),
}
_PREFIXES: Final = (4, 3, 2)


def folded(words: str) -> str:
    """Return words in one form whatever their case and spaces, `İ` taken for a plain i."""
    return " ".join(words.replace("İ", "i").casefold().split())


def month_number(name: str) -> int:
    """Return the number, from 1, of a month named in any case or abbreviated."""
    return _by_prefix(_MONTHS, name)


def weekday_number(name: str) -> int:
    """Return the number of a weekday, Monday being 0."""
    found = _WEEKDAYS.get(folded(name))
    return _by_prefix(_WEEKDAYS, name) if found is None else found


def season_code(name: str) -> int:
    """Return EDTF's code of a season, from 21 for spring."""
    return _by_prefix(_SEASONS, name)


def small_number(word: str) -> int:
    """Return the number that a word or digits name; 1 for an article or nothing."""
    return int(word) if word.isdecimal() else _NUMBERS[folded(word)]


def unit_of(word: str) -> str:
    """Return `day`, `week`, `month` or `year`."""
    return _by_prefix(_UNITS, word)


def part_of(word: str) -> str:
    """Return `early`, `mid` or `late`."""
    return _by_prefix(_PARTS, word)


def near_day(words: str) -> int:
    """Return how many days after publication `yesterday` and its like are."""
    known = folded(words)
    return _NEAR_DAYS.get(known, _NEAR_DAYS.get(known.split()[0], 0))


def relation(word: str) -> int:
    """Return -1 for `last`, 0 for `this` and 1 for `next`."""
    return _by_prefix(_RELATIONS, word)


def _by_prefix(table: dict[str, _Meaning], word: str) -> _Meaning:
    known = folded(word)
    return next(table[known[:n]] for n in _PREFIXES if known[:n] in table)


QUANTITIES: Final = (
    r"(?:people|persons?|personnel|men|women|children|troops|soldiers|service(?:men|women|members)|"
    r"fighters|militants|peacekeepers|officers|police(?:men)?|observers|civilians|residents|"
    r"refugees|inhabitants|citizens|families|households|prisoners|victims|deaths|casualties|"
    r"wounded|killed|participants|delegates|guests|tourists|visitors|students|pupils|workers|"
    r"employees|jobs|voters|votes|seats|members|homes|houses|buildings|villages|settlements|"
    r"schools|vehicles|trucks|lorries|cars|tanks|tankers|carriers|aircraft|drones|missiles|"
    r"rockets|shells|mines|rounds|weapons|wagons|tons|tonnes|kilograms?|kg|km|kilomet(?:er|re)s?|"
    r"met(?:er|re)s?|miles?|feet|hectares?|acres?|square|cubic|lit(?:er|re)s?|barrels?|dollars?|"
    r"euros?|pounds?|roubles?|rubles?|manats?|drams?|lari|percent|per\s+cent|units?|"
    r"pieces?|items?|cases?|copies|times|hours?|minutes?|seconds?|days|weeks|months|years|"
    r"block|million|billion|thousand|m|"
    r"человек\w*|люд\w+|военн\w+|солдат\w*|единиц\w*|километр\w*|метр\w*|км|тонн\w*|рубл\w+|"
    r"nəfər\w*|adam\w*|hərbçi\w*|ədəd|manat\w*)"
)
"""What a number counts that is not a year, as far as the next word tells it."""

_TO_COME = re.compile(
    r"\b(?:will|shall|won['’]t|should)\b|['’]ll\b|\b(?:is|are)\s+@|"
    r"(?<!was\s)(?<!were\s)(?<!been\s)(?<!had\s)"
    r"\b(?:due|set|expected|scheduled|planned|predicted|forecast|about|slated|likely|unlikely)\s+(?:@\s+)?"
    r"(?:to\b|for\b|on\b|@)|"
    r"\bgoing\s+to\b|"
    r"\b(?:plans?|intends?|expects?|hopes?|is|are|was|were)\s+(?:@\s+)?to\b(?!\s+have\b)|"
    r"\b(?:takes?\s+place|kicks\s+off|begins|starts|opens|upcoming|forthcoming)\b|"
    r"\b(?:буд(?:ет|ут)|предстоит|состо(?:ится|ятся)|планиру(?:ет|ют|ется|ются)|намерен[аы]?|"
    r"ожида(?:ется|ются)|(?:о|за)конч(?:ится|атся)|заверш(?:ится|атся)|нач(?:нёт|нет|нут)(?:ся)?|"
    r"(?:от|за)кро(?:ет|ют)(?:ся)?|про(?:йдёт|йдет|йдут|длится)|верн(?:ётся|ется|утся)|"
    r"встрет(?:ится|ятся)|вступ(?:ит|ят)|прим(?:ет|ут))\b|"
    r"\w(?:acaq|əcək|acağ|əcəy)\w*|\bplanlaşdırılır\b|\bgözlənilir\b",
    re.IGNORECASE,
)


_SAID = (
    r"\b(?:said|told|announced|confirmed|reported|added|warned|stated|promised|vowed|noted|wrote|"
    r"сказал[аи]?|заявил[аи]?|сообщил[аи]?|bildirdi|bildirib|dedi|deyib)\b"
)
_SAID_THEN: Final = re.compile(rf"{_SAID}(?:\s+\w+){{0,2}}\s*@|@.*?{_SAID}", re.IGNORECASE)


def speaks_of_what_is_to_come(clause: str) -> bool:
    """Whether a clause, `@` standing for its date, is in the future tense or names a plan.

    Where the date is that of somebody saying so (`said on Monday the bridge will close`) it is not
    to come.
    """
    to_come = _TO_COME.search(clause)
    if to_come is None:
        return False
    said = _SAID_THEN.search(clause)
    return said is None or to_come.start() < said.end() - 1
