"""The pictures of the documents are those that `make pictures` takes; each is told in words."""

from __future__ import annotations

import re

from PIL import Image

from tests.pictures import FOLDER, MOST_BYTES, PICTURES
from tests.reference import ROOT

MOST = 8
SHOWN = [
    (words, name)
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))
    for words, name in re.findall(
        r"!\[([^]]*)\]\([^)]*?([^/)]+)\)", path.read_text(encoding="utf-8")
    )
]


def test_the_pictures_that_are_there_are_declared_and_shown() -> None:
    declared = sorted(picture.file for picture in PICTURES)
    assert sorted(path.name for path in FOLDER.iterdir()) == declared
    assert sorted({name for _, name in SHOWN}) == declared
    assert len(declared) <= MOST


def test_each_picture_is_told_in_words() -> None:
    assert [name for words, name in SHOWN if len(words.split()) < 5] == []


def test_each_picture_has_the_declared_size_and_is_light() -> None:
    for picture in PICTURES:
        path = FOLDER / picture.file
        width, height = picture.size
        with Image.open(path) as opened:
            assert opened.size == (width * picture.scale, height * picture.scale), path
        assert path.stat().st_size < MOST_BYTES, path
