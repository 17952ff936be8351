"""Hostile texts in every column of a case, on every page and in every file: none runs.

A pair is a text of one cell and a place where it was found again: in a document's text, its
attributes or fields, or in a file as other programs read it. What was not found is not counted.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import urlencode

import xlsxwriter
from playwright.sync_api import Browser, Page, expect

from benchmarks.browser import PATIENCE
from benchmarks.hostile_files import files_with
from benchmarks.report import Figure
from benchmarks.servers import our_app, running
from dashboard.assets import asset_address
from dashboard.briefing.handout import handout_bytes
from dashboard.publishing.site import publish
from geodata.casebook import open_case
from geodata.store import Store
from tests.browser.file_host import FileHost
from tests.browser.hostile_texts import COLUMNS, PATTERNS, text_of, write_case
from tests.browser.hostile_watch import HostileWatch, plain
from tests.browser.page_record import PageRecord
from tests.browser.page_viewer import PageViewer
from tests.browser.viewer import Viewer

EVERY = 6  # of the texts, where it is to be quick
MOST_LISTED = 20
SETTLED = 300  # milliseconds that a control is given
LEAST_PAIRS, LEAST_QUICK = 5_000, 1_000
LEAST_IN_CONTROL = 0.4  # of the texts: the others are for files, shells and templates
PARAMETERS = (
    "q",
    "event",
    "kind",
    "actor",
    "source",
    "standing",
    "asof",
    "names",
    "version",
    "from",
)
SHEETS = ("<img src=x onerror=__run(1)>", "=1+1;${__run(2)}")
PAGES = {"table": "event-table", "sources": "sources-page", "method": "method-page"}
SELECT = """async ([address, id]) => {
  const { readerState } = await import(address);
  readerState().select(id, null);
}"""
OPEN_SUMMARIES = """(panel) => {
  for (const one of panel.querySelectorAll('.open-summary[aria-expanded=false]')) one.click();
}"""
CONTROL = """<!doctype html><title>control</title>
<div>{html}</div><p title="{html}">x</p><p title='{html}'>x</p>
<p style="color:{html}">x</p><style>p {{ color: {html} }}</style>
<script>var one = "{html}";</script><script>var two = '{html}';</script>
<script>var three = `{html}`;</script>
<textarea>{html}</textarea><img src="x.png"><a href="{attribute}">x</a>"""

Pair = tuple[str, int, str]


@dataclass
class Tried:
    """What was found of which texts, and what happened that may not."""

    patterns: Sequence[int]
    pairs: set[Pair] = field(default_factory=set)
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._texts = {
            (number, column): plain(text_of(number, column))
            for number in self.patterns
            for column in COLUMNS
        }

    def find(self, sink: str, text: str, only: int | None = None) -> None:
        """Note which cells' texts are in a document's or a file's."""
        self.pairs |= {
            (sink, number, column)
            for (number, column), cell in self._texts.items()
            if only in {None, number} and cell in text
        }


def measure(browser: Browser, folder: Path, *, quick: bool) -> list[Figure]:
    """Show a case of hostile texts in every way that there is, and count what they do."""
    patterns = range(0, len(PATTERNS), EVERY) if quick else range(len(PATTERNS))
    tried = Tried(patterns)
    case = write_case(folder / "case", patterns)
    with running(our_app(case)) as server:
        in_the_page(browser, server.page, tried)
        _addresses(browser, server.page, tried)
        _editing(browser, server.page, tried)
    _lone_files(browser, folder, tried)
    _alone(browser, folder, case, tried)
    for sink, text in files_with(case, patterns, tried.problems):
        tried.find(sink, text)
    for sink, count in sorted(Counter(sink for sink, _, _ in tried.pairs).items()):
        print(f"{count:6,} {sink}")
    for problem in tried.problems[:MOST_LISTED]:
        print(problem)
    kinds = Counter(problem.split()[0] for problem in tried.problems)
    return [
        Figure(
            "pairs of a text and a place where it was found",
            len(tried.pairs),
            limit=LEAST_QUICK if quick else LEAST_PAIRS,
            bound="≥",
            beside=f"{len(patterns)} texts in {len(COLUMNS)} columns",
        ),
        Figure("texts that ran", kinds.pop("ran", 0), limit=0),
        Figure("requests to other hosts", kinds.pop("asked", 0), limit=0),
        Figure(
            "dialogs and windows opened", kinds.pop("window", 0) + kinds.pop("dialog", 0), limit=0
        ),
        Figure("unsafe addresses, handlers and cells", sum(kinds.values()), limit=0),
        Figure(
            "the same texts set as HTML: ran or asked",
            in_control(browser, patterns),
            limit=LEAST_IN_CONTROL * len(patterns),
            bound="≥",
            beside="shows that what is counted can be seen",
        ),
    ]


@contextmanager
def _watched(
    browser: Browser, tried: Tried | None, *size: int
) -> Iterator[tuple[Page, HostileWatch]]:
    width, height = size or (1440, 900)
    with browser.new_context(viewport={"width": width, "height": height}) as context:
        context.set_default_timeout(PATIENCE)
        watch = HostileWatch(context)
        yield watch.own(context.new_page()), watch
        if tried:
            tried.problems += watch.problems()


def in_the_page(browser: Browser, root: str, tried: Tried) -> None:
    with _watched(browser, tried) as (page, watch):
        viewer = Viewer(page, PageRecord(page.context)).open(root)
        tried.find("page: filters, sentence, timeline", watch.sweep(page))
        tried.find("page: map", watch.sweep(viewer.frame))
        for number in tried.patterns:
            page.mouse.move(*viewer.point_of(event=text_of(number, "events.event_id").strip()))
            expect(viewer.map.locator(".tip")).to_be_visible()
            tried.find("page: tip", watch.sweep(viewer.frame), number)
        _panels(viewer, watch, tried, root + asset_address("viewer/reader_state.js"), "page")
        page.get_by_role("button", name="Compare").click()
        page.get_by_test_id("compare").wait_for()
        tried.find("page: compare", watch.sweep(page))
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Present", exact=True).click()
        page.get_by_role("button", name="Worksheet").click()
        page.get_by_test_id("worksheet").locator(".sheet").first.wait_for()
        tried.find("page: worksheet", watch.sweep(page))
        for name, shows in (
            ("table", "event-table"),
            ("sources", "sources-page"),
            ("method", "method-page"),
        ):
            page.goto(f"{root}{name}")
            page.get_by_test_id(shows).first.wait_for()
            viewer.script_has_run()
            _all_of_it(page)
            tried.find(f"page: {name}", watch.sweep(page))


def _all_of_it(page: Page) -> None:
    """Have a list show what it leaves out at first."""
    more = page.get_by_role("button", name="more")
    for _ in range(10):
        page.wait_for_timeout(300)  # the list grows at its own pace, and says nothing of it
        found = [one for one in more.all() if one.is_visible()]
        if not found:
            return
        found[0].click()


def _panels(viewer: Viewer, watch: HostileWatch, tried: Tried, module: str, what: str) -> None:
    """Select one event after the other, and open the summaries of its claims."""
    for number in tried.patterns:
        event = text_of(number, "events.event_id").strip()
        viewer.page.evaluate(SELECT, [module, event])
        viewer.expect_event(plain(text_of(number, "events.title")))
        viewer.panel.evaluate(OPEN_SUMMARIES)
        expect(viewer.panel.get_by_text("told of it.").first).to_be_attached()
        tried.find(f"{what}: panel", watch.sweep(viewer.page), number)


def _addresses(browser: Browser, root: str, tried: Tried) -> None:
    """Open the page by addresses whose every parameter is hostile."""
    with _watched(browser, tried) as (page, watch):
        for number in tried.patterns:
            names = zip(PARAMETERS, COLUMNS, strict=False)
            query = urlencode({name: text_of(number, column) for name, column in names})
            page.goto(f"{root}?{query}")
            page.get_by_test_id("sentence").first.wait_for()
            page.get_by_text("does not have").or_(page.get_by_text("not used")).first.wait_for()
            tried.find("page: address", watch.sweep(page), number)


def _editing(browser: Browser, root: str, tried: Tried) -> None:
    """Look through the tables that are edited, and have an article read that holds the texts."""
    with _watched(browser, tried) as (page, watch):
        page.goto(f"{root}edit")
        for name in ("Claims", "Sources", "Places", "Events"):
            page.get_by_role("tab", name=name).click()
            page.get_by_role("grid", name=name).wait_for()
            tried.find(f"page: edit, {name.lower()}", watch.sweep(page))
        page.goto(f"{root}draft")
        said = [
            f"The ministry of {text_of(number, 'events.title')} said on Monday that 2 men left."
            for number in tried.patterns
        ]
        page.get_by_label("The article", exact=True).fill("\n\n".join(["A title", *said]))
        page.get_by_role("button", name="Read", exact=True).click()
        page.get_by_test_id("proposal").first.wait_for(timeout=5 * PATIENCE)
        tried.find("page: draft", watch.sweep(page))
    with _watched(browser, tried) as (page, watch):
        page.goto(f"{root}draft")
        paragraphs = "".join(
            f"<p>{escape(text_of(number, 'events.title'))} said on Monday that 2 men went home.</p>"
            f"{text_of(number, 'events.kind')}"
            for number in tried.patterns
        )
        article = f"<html><body><article><h1>Title</h1>{paragraphs}</article></body></html>"
        page.locator("input[type=file]").set_input_files(
            {
                "name": "<img src=x onerror=__run(1)>.html",
                "mimeType": "text/html",
                "buffer": article.encode(),
            }
        )
        page.get_by_role("button", name="Read", exact=True).click()
        page.get_by_test_id("proposal").or_(
            page.get_by_role("alert").filter(visible=True)
        ).first.wait_for()
        tried.find("page: draft of a web page", watch.sweep(page))


def _lone_files(browser: Browser, folder: Path, tried: Tried) -> None:
    """Serve files that are asked about: hostile columns, sheets and rows that are rejected."""
    columns = [text_of(number, "events.title") for number in tried.patterns]
    cells = [text_of(number, "events.kind") for number in tried.patterns]
    with (folder / "<b>file.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, cells])
    rows = [[cell, cell] for cell in cells]
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["title", "date"], ["sound", "2024-04-17"], *rows])
    with xlsxwriter.Workbook(folder / "sheets.xlsx", {"strings_to_formulas": False}) as book:
        for name in SHEETS:
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["title", "date"])
            sheet.write_row(1, 0, [cells[0], "2024-04-17"])
    for name, path in (("<b>file.csv", ""), ("rows.csv", "rows"), ("sheets.xlsx", "")):
        with running(our_app(folder / name)) as server, _watched(browser, tried) as (page, watch):
            page.goto(f"{server.page}{path}")
            page.get_by_test_id("stDataFrame").or_(
                page.get_by_test_id("stSelectbox")
            ).first.wait_for()
            page.wait_for_timeout(SETTLED)  # a text that runs late is to be seen
            tried.find(f"page: asks about {name}", watch.sweep(page))
            for choice in page.get_by_role("combobox").all()[:2]:
                choice.click()
                tried.find(f"page: asks about {name}", watch.sweep(page))
                page.keyboard.press("Escape")


def _alone(browser: Browser, folder: Path, case: Path, tried: Tried) -> None:
    """Open the handout from disk, and the published case on a host of files."""
    handout = folder / "handout.html"
    opened = open_case(case)
    handout.write_bytes(handout_bytes(opened, Store(opened)))
    publish(case, folder / "published")
    host = FileHost(folder / "published")
    program = next((folder / "published" / "program").iterdir()).name
    state = "viewer/reference/../reader_state.js"
    for what, address, module in (
        ("handout", handout.as_uri(), "whenabouts/reader_state.js"),
        ("published", host.url, f"{host.url}program/{program}/{state}"),
    ):
        with _watched(browser, tried) as (page, watch):
            viewer = PageViewer(page, PageRecord(page.context))
            viewer.page.goto(address)
            viewer.ready()
            tried.find(f"{what}: page and map", watch.sweep(page))
            _panels(viewer, watch, tried, module, what)
    host.stop()


def in_control(browser: Browser, patterns: Sequence[int]) -> int:
    """Count the texts that run, or ask for something, where a page takes them for HTML."""
    seen: set[int] = set()
    for number in patterns:
        with _watched(browser, None) as (page, watch):
            text = text_of(number, COLUMNS[0])
            page.set_content(CONTROL.format(html=text, attribute=escape(text)), wait_until="commit")
            page.wait_for_timeout(SETTLED)  # a text that runs late is to be seen
            for link in page.query_selector_all("[href]"):
                link.dispatch_event("click")
            page.wait_for_timeout(SETTLED)  # a text that runs late is to be seen
            if watch.ran or watch.strangers:
                seen.add(number)
    return len(seen)
