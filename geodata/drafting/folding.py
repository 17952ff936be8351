"""Names as they are compared: without case, marks and apostrophes; and by their sound.

`name_key` keeps the spelling apart from its dress: "Geran'boy" and "Geranboy" share a key,
and so do "Шуша" and "Shusha". `sound_key` is looser, for one place written by different rules of
transliteration: "Terter" and "Tərtər", "Agdam" and "Aghdam". Both are idempotent.
"""

import re
import tomllib
import unicodedata
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

_LETTERS: Final = tomllib.loads(
    Path(__file__).with_name("letters.toml").read_text(encoding="utf-8")
)
_TABLE: Final = str.maketrans(
    {letter: plain for script in _LETTERS.values() for letter, plain in script.items()}
)
_APOSTROPHES: Final = str.maketrans("", "", "'’‘ʻʼʹ`´ʿʾ.·")
_BETWEEN: Final = re.compile(r"[\W_]+")
_SPELLED_OUT: Final = MappingProxyType(
    {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
)

_SOUNDS: Final = (
    (re.compile("shch|sch|sh"), "s"),
    (re.compile("tch|ch|c(?=[ei])"), "c"),
    (re.compile("dzh|dz|dj|zh|c"), "j"),
    (re.compile("kh|x"), "h"),
    (re.compile("gh|q|k"), "g"),
    (re.compile("th|tt"), "t"),
    (re.compile("ph"), "f"),
    (re.compile("ts|tz"), "s"),
    (re.compile("w"), "v"),
    (re.compile("oo|ou"), "u"),
    (re.compile("[iy](?=[aeou])"), ""),
    (re.compile("[ae]+"), "a"),
    (re.compile("[iy]+"), "i"),
)
_TWICE: Final = re.compile(r"(.)\1+")


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Return a name in plain small letters: no marks, no apostrophes, single spaces.

    Cyrillic, Armenian and Georgian are spelled in Latin letters; "St." and "Mt." are written out.
    """
    if name.isascii() and name.isalpha():
        return name.lower()
    plain = name.casefold().translate(_APOSTROPHES)
    if not plain.isascii():
        plain = "".join(
            letter
            for letter in unicodedata.normalize("NFKD", plain.translate(_TABLE))
            if not unicodedata.combining(letter)
        )
        # what was composed may show its plain letter only now
        plain = plain.casefold().translate(_TABLE).translate(_APOSTROPHES)
    words = _BETWEEN.sub(" ", plain).split()
    if len(words) > 1:
        words = [_SPELLED_OUT.get(word, word) for word in words]
    return " ".join(words)


@lru_cache(maxsize=65_536)
def sound_key(name: str) -> str:
    """Return what is left of a name when rules of transliteration are taken out of it."""
    key = name_key(name).replace(" ", "")
    before = ""
    while before != key:
        before = key
        for sound, letter in _SOUNDS:
            key = sound.sub(letter, key)
        key = _TWICE.sub(r"\1", key)
    return key
