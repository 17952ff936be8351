"""An article is read as it is, its paragraphs counted, and what is none refused in one line."""

import io
import socket
import textwrap
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata import limits
from geodata.drafting.article import Article, read_article
from geodata.drafting.web_page import read_page
from geodata.errors import CaseError

TEXT = """The Hill Courier

Ferry to the island stopped after the storm (updated)

17 April 2024, 09:30

The ferry to the island was stopped at noon on Tuesday, the harbour master said.

* * *

Passengers wait in the harbour for the third day running

"We were told nothing," said a passenger who had come from the hills with two goats.

Read also

Bridge to open in June

The council has yet to say when the ferry will sail again.

Share on Facebook

Leave a Reply

Your email address will not be published. Required fields are marked *

I was there, and it was worse than that.
"""
PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>Ferry stopped | The Hill Courier</title>
<meta property="og:title" content="Ferry stopped after the storm">
<meta property="article:published_time" content="2024-04-17T09:30:00+04:00">
<link rel="canonical" href="https://courier.example/harbour/ferry">
<script>document.title = "stolen"; fetch("https://courier.example/ping")</script>
</head>
<body>
<nav><a href="/">Home</a> <a href="/harbour">Harbour</a></nav>
<article>
<h1>Ferry stopped after the storm</h1>
<p>The ferry to the island was stopped on Tuesday, the harbour master said in a short statement.</p>
<p>Nobody was hurt, but forty passengers with their luggage had to spend the night in the hall.</p>
<div class="share">Facebook | Telegram | WhatsApp</div>
<p>Read also: Bridge to open in June</p>
<p onclick="steal()">The council has yet to say when the ferry will sail again to the island.</p>
</article>
<footer>We use cookies. All rights reserved.</footer>
</body>
</html>
"""
RUSSIAN = (
    "Паром на остров остановили в среду, сообщил начальник порта.\n\n"
    "Пассажиры ждали в зале ожидания до утра и пили чай."
)
AZERBAIJANI = (
    "Adaya gedən bərə çərşənbə günü dayandırıldı, liman rəisi bildirdi.\n\n"
    "Sərnişinlər səhərə qədər gözləmə zalında oturub çay içdilər."
)


def said(article: Article) -> list[str]:
    return [article.text[part.start : part.end] for part in article.paragraphs]


def test_paragraphs_are_the_sentences_and_the_headings_that_say_something() -> None:
    article = read_article(TEXT)
    assert [words.split()[0] for words in said(article)] == ["The", "Passengers", '"We', "The"]
    assert [part.number for part in article.paragraphs] == [1, 2, 3, 4]


def test_every_paragraph_leads_back_to_its_line_of_the_original() -> None:
    lines = TEXT.splitlines()
    for part in read_article(TEXT).paragraphs:
        assert lines[part.line - 1] == TEXT[part.start : part.end]


def test_the_title_and_the_day_stand_over_the_text() -> None:
    article = read_article(TEXT)
    assert article.title == "Ferry to the island stopped after the storm (updated)"
    assert article.published == "2024-04-17T09:30"
    assert article.published_basis == "stated: “17 April 2024, 09:30” beside the text"


def test_a_text_without_a_day_has_none() -> None:
    article = read_article("The ferry was stopped on 3 May.\n\nIt sails again.")
    assert (article.published, article.published_basis, article.url) == ("", "", "")


def test_the_day_in_the_address_over_a_text_is_inferred() -> None:
    article = read_article("https://courier.example/2024/04/17/ferry\n\nThe ferry was stopped.")
    assert article.url == "https://courier.example/2024/04/17/ferry"
    assert article.published == "2024-04-17"
    assert article.published_basis.startswith("inferred")


def test_a_body_that_is_printed_twice_counts_once() -> None:
    body = "The ferry was stopped on Tuesday.\n\nNobody was hurt.\n\nIt sails again on Friday."
    article = read_article(f"Ferry stopped after the storm\n\n{body}\n\n\n{body}\n")
    assert [part.line for part in article.paragraphs] == [3, 5, 7]
    assert article.notes == ("3 paragraphs are printed a second time and were left out",)


def test_a_teaser_gives_way_to_the_paragraph_that_it_starts() -> None:
    whole = "The ferry to the island was stopped on Tuesday by the harbour master himself."
    article = read_article(f"{whole[:54]} [...]\n\n{whole}\n\nNobody was hurt.")
    assert said(article) == [whole, "Nobody was hurt."]


def test_lines_broken_to_fit_are_one_paragraph() -> None:
    text = (
        "The ferry to the island was stopped on Tuesday, as the harbour\n"
        "master said in a short statement that was read out in the hall\n"
        "at noon.\n\nNobody was hurt."
    )
    assert [part.line for part in read_article(text).paragraphs] == [1, 5]


def test_lines_that_are_paragraphs_are_told_apart_without_a_blank_line() -> None:
    text = "The ferry was stopped.\nNobody was hurt in the harbour that day.\nIt sails again."
    assert [part.line for part in read_article(text).paragraphs] == [1, 2, 3]


def test_items_of_a_list_and_last_words_without_a_full_stop_are_paragraphs() -> None:
    text = (
        "The ferry was stopped.\n\nIt carried:\n\n- two goats\n\n"
        "- forty passengers\n\nWhat is next\n\n"
        "It will sail again when the storm is over, the harbour master said on Tuesday"
        "\n\nHarbour and ferries"
    )
    assert [part.line for part in read_article(text).paragraphs] == [1, 3, 5, 7, 11]


def test_one_line_without_an_end_is_a_paragraph() -> None:
    assert said(read_article("Ferry stopped")) == ["Ferry stopped"]


def test_lines_of_dates_alone_are_paragraphs() -> None:
    assert said(read_article("17 April 2024\n18 April 2024\n")) == [
        "17 April 2024",
        "18 April 2024",
    ]


def test_a_page_tells_its_title_day_address_and_language() -> None:
    article = read_article(PAGE.encode(), "ferry.html")
    assert article.title == "Ferry stopped after the storm"
    assert article.published == "2024-04-17T09:30:00+04:00"
    assert article.published_basis == "stated: in the page's own data"
    assert article.url == "https://courier.example/harbour/ferry"
    assert article.language == "en-GB"


def test_of_a_page_only_the_articles_paragraphs_count_and_nothing_runs() -> None:
    article = read_article(PAGE)
    assert [words.split()[1] for words in said(article)] == ["ferry", "was", "council"]
    assert not any(word in article.text for word in ("stolen", "steal", "cookies", "Telegram"))


def test_a_paragraph_of_a_page_leads_back_to_its_line_of_the_file() -> None:
    article = read_article(PAGE)
    lines = PAGE.splitlines()
    for part in article.paragraphs:
        assert article.text[part.start : part.end] in lines[part.line - 1]


def test_a_page_that_marks_no_paragraphs_is_read_at_its_line_breaks() -> None:
    page = (
        "<html><body><div>Hill Courier</div><div>Menu</div><div>17 April 2024</div>"
        "<div>The ferry to the island was stopped on Tuesday.<br><br>Nobody was hurt.<br>"
        "It sails again.</div><div>Tags: ferry</div></body></html>"
    )
    article = read_article(page)
    assert said(article) == [
        "The ferry to the island was stopped on Tuesday.",
        "Nobody was hurt.",
        "It sails again.",
    ]
    assert article.published == "2024-04-17"


def test_of_a_page_of_a_few_words_all_that_it_shows_is_read() -> None:
    page = (
        "<html>\n<body>\n<h1>Bridge fell</h1>\n<nav>Home</nav>\n<p>It <b>fell</b> at noon.\n"
        "<!-- no -->\nTwo men\nleft.</p>\n<script>steal()</script>No more.\n"
        "<p>One fell.<br>Two came.</p><ul><li>goats</li></ul><form>Name</form></body></html>"
    )
    read = read_page(page)
    assert read is not None
    assert read.text.split("\n\n") == [
        *("Bridge fell", "It fell at noon. Two men left.", "No more."),
        *("One fell.", "Two came.", "goats"),
    ]
    assert [read.text[start : start + 3] for start, _ in read.lines] == [
        *("Bri", "It ", "No ", "One", "Two", "goa"),
    ]
    assert [line for _, line in read.lines][:2] == [3, 5]


def test_items_of_a_pages_list_are_paragraphs() -> None:
    page = PAGE.replace('<div class="share">', '<ul><li>two goats</li></ul><div class="share">')
    assert "- two goats" in said(read_article(page))


def test_a_part_of_a_page_is_read_as_one() -> None:
    part = "<p>The ferry <img src=x onerror=alert(1)>was stopped &lt;on purpose&gt;.</p>"
    assert said(read_article(part)) == ["The ferry was stopped <on purpose>."]


def test_a_page_is_read_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a connection was asked for")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    page = PAGE.replace("</head>", '<link rel="stylesheet" href="http://127.0.0.1:9/x.css"></head>')
    assert len(read_article(page).paragraphs) == 3


def test_a_page_in_an_old_encoding_is_read_as_it_declares() -> None:
    page = (
        '<html><head><meta charset="windows-1251"></head><body><article>'
        + "".join(f"<p>{line}</p>" for line in RUSSIAN.split("\n\n"))
        + "</article></body></html>"
    )
    article = read_article(page.encode("cp1251"), "ferry.htm")
    assert said(article) == RUSSIAN.split("\n\n")
    assert article.language == "ru"


@pytest.mark.parametrize(
    ("text", "language"), [(TEXT, "en"), (RUSSIAN, "ru"), (AZERBAIJANI, "az"), ("17.04.2024.", "")]
)
def test_the_language_is_told_by_the_words(text: str, language: str) -> None:
    assert read_article(text).language == language


def test_what_a_page_declares_gives_way_to_what_it_says() -> None:
    page = f'<html lang="en"><body><article><p>{RUSSIAN}</p></article></body></html>'
    assert read_article(page).language == "ru"


def test_a_guessed_encoding_is_told() -> None:
    (note,) = read_article(RUSSIAN.encode("cp1251"), "ferry.txt").notes
    assert "Windows-1251" in note


def _zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (b"", "got no text"),
        (" \n\t\n", "got no text"),
        ("* * *\n\n---", "got no text"),
        (b"%PDF-1.7\n%\xe2\xe3", "got a PDF; open it, copy its text"),
        (_zip(), "got a ZIP archive or an office file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "got an old office file"),
        (b"\x89PNG\r\n\x1a\n", "got a picture"),
        (bytes(range(32)) * 40, "bytes that are not text"),
        (b"MIME-Version: 1.0\r\n\r\n<html>", "got a web archive or a mail"),
        ('<?xml version="1.0"?><rss><item/></rss>', "got XML"),
        ("<html>" + "<i>" * 100_000, "a page with an article, got one of more than 100,000 tags"),
        (b"<html><body><script>alert(1)</script></body></html>", "a page with an article"),
        ("a word " * 900_000, "at most 5,242,880 characters"),
        ("The ferry was stopped.\n\n" * 25_000, "at most 500,000 characters"),
    ],
    ids=lambda value: str(value)[:20],
)
def test_what_is_no_article_is_refused_in_one_line(source: bytes | str, problem: str) -> None:
    with pytest.raises(CaseError, match=problem) as refusal:
        read_article(source, "ferry.txt")
    assert str(refusal.value).startswith("ferry.txt: expected ")
    assert "\n" not in str(refusal.value)


def test_pasted_text_is_called_so() -> None:
    with pytest.raises(CaseError, match=r"^the pasted text: expected"):
        read_article("")


BITS = st.sampled_from(
    [
        "The ferry was stopped.",
        "Nobody was hurt; it sails again",
        "Read also",
        "Leave a Reply",
        "* * *",
        "\n",
        "\n\n",
        " ",
        "\r\n",
        "17 April 2024",
        "e\u0301",
        "(updated)",
    ]
)


@settings(deadline=None)
@given(st.one_of(st.lists(BITS).map("".join), st.text(max_size=200)))
def test_paragraphs_are_spans_of_the_text_in_order(text: str) -> None:
    try:
        article = read_article(text)
    except CaseError as refusal:
        assert "\n" not in str(refusal)  # noqa: PT017 - either is allowed, and each has its law
        return
    end = 0
    for number, part in enumerate(article.paragraphs, 1):
        assert part.number == number
        assert end <= part.start < part.end
        assert article.text[part.start : part.end].strip() == article.text[part.start : part.end]
        assert article.text.count("\n", 0, part.start) + 1 == part.line
        end = part.end
    assert end <= len(article.text)
    assert article.paragraphs


def test_the_limits_are_those_of_the_messages() -> None:
    assert (limits.ARTICLE_BYTES, limits.ARTICLE_CHARACTERS) == (5 * 1024 * 1024, 500_000)


WORDS = "the ferry left the old harbour at noon and nobody on the quay knew where it was going"


def wrapped(width: int, first: str = "Harbour") -> str:
    return textwrap.fill(f"{first} News said that {WORDS}, and later that {WORDS} again.", width)


@pytest.mark.parametrize("width", [40, 60, 72, 100])
def test_lines_that_were_broken_to_a_width_are_one_paragraph(width: int) -> None:
    first, second = wrapped(width), wrapped(width, "River")
    article = read_article(f"{first}\n\n{second}\n")
    assert [part.line for part in article.paragraphs] == [1, first.count("\n") + 3]
    assert said(article) == [first, second]


def test_lines_of_sentences_are_paragraphs_however_long_they_are() -> None:
    text = "\n".join(f"The ferry number {n} left the old harbour at noon." for n in range(5))
    assert [part.line for part in read_article(text).paragraphs] == [1, 2, 3, 4, 5]


def test_a_line_that_goes_on_in_small_letters_is_one_with_the_line_before() -> None:
    text = "The ferry left the old harbour at noon.\nThe bus left\nat one, half full.\nA car left."
    assert [part.line for part in read_article(text).paragraphs] == [1, 2, 4]
