"""A published case on a host of files, in a folder below its root; then without a network."""

from __future__ import annotations

import json
import random
import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from dashboard.publishing.site import publish
from dashboard.viewer.answer import view_answer
from dashboard.viewer.facets import facets_answer
from geodata.casebook import open_case
from geodata.search_text import fold
from geodata.standing import StandingName
from geodata.store import Store
from geodata.view import View
from tests.browser.axe import grave_findings
from tests.browser.cases import append_row, copy_shipped_case
from tests.browser.file_host import FileHost
from tests.browser.page_viewer import PageViewer
from tests.browser.running_app import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import NewViewer

BELOW = "news/cases/karabakh"
MADE = "2024-06-12T13:05"
UNTIL_KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const kept = async () => navigator.serviceWorker.controller && (await caches.keys()).length === 1;
  while (!(await kept())) await new Promise(requestAnimationFrame);
}"""
VIEWS = 60


class Published:
    """A case published into a folder below a host's root."""

    def __init__(self, root: Path, case: Path) -> None:
        self.case = case
        self.folder = root / BELOW
        self.publish()
        self.host = FileHost(root)
        self.url = f"{self.host.url}{BELOW}/"

    def publish(self) -> None:
        """Publish the case as its files are now."""
        publish(self.case, self.folder, made=MADE)


@pytest.fixture
def published(tmp_path: Path) -> Iterator[Published]:
    """The shipped case, published; it may be changed."""
    site = Published(tmp_path / "host", copy_shipped_case(tmp_path / "case"))
    yield site
    site.host.stop()


@pytest.fixture
def reader(new_viewer: NewViewer) -> PageViewer:
    """A reader's browser, nothing opened yet."""
    viewer = new_viewer()
    return PageViewer(viewer.page, viewer.record)


def _wait_until_kept(page: Page) -> None:
    """Wait until the browser has the page's files; the page's policy lets no predicate in."""
    page.evaluate(UNTIL_KEPT)


def test_after_the_first_load_everything_works_without_a_network(
    published: Published, reader: PageViewer
) -> None:
    reader.record.allow(r"ERR_(CONNECTION_REFUSED|INTERNET_DISCONNECTED)")
    reader.open(published.url)
    _wait_until_kept(reader.page)
    published.host.stop()
    reader.page.context.set_offline(True)
    reader.open(f"{published.url}?kind=movement&event=exit-ganja-2024&names=az")
    expect(reader.sentence).to_contain_text("7 of 18 events shown")
    expect(reader.pill("confirmed")).to_be_visible()
    reader.claims.first.get_by_role("button", name="Our summary").click()
    expect(reader.claims.first.locator("mark")).to_be_visible()
    reader.page.get_by_label("Search").fill("gence")
    expect(reader.sentence).to_contain_text("1 of 18 events shown")
    reader.page.get_by_test_id("clock-told").click()
    expect(reader.map_summary).to_contain_text("told by")
    reader.page.get_by_role("button", name="Compare", exact=True).click()
    expect(reader.page.get_by_role("dialog")).to_be_visible()


def test_a_permalink_of_the_live_page_opens_the_same_view(
    published: Published, reader: PageViewer
) -> None:
    reader.open(f"{published.url}?clock=told&asof=a23&kind=movement")
    expect(reader.page.get_by_test_id("clock-told")).to_have_attribute("aria-pressed", "true")
    expect(reader.map_summary).to_contain_text("told by")
    reader.expect_query(clock="told", kind="movement")
    reader.page.get_by_role("button", name="Link", exact=True).click()
    expect(reader.page.get_by_test_id("link-address")).to_have_value(
        re.compile("^" + re.escape(published.url) + r"\?clock=told")
    )
    expect(reader.page.get_by_role("img", name="QR code of this address")).to_have_count(0)


def test_a_newer_version_is_offered_and_shown(published: Published, reader: PageViewer) -> None:
    reader.open(published.url)
    _wait_until_kept(reader.page)
    append_row(
        published.case / "events.csv",
        event_id="fair-2024",
        title="A fair opens",
        kind="fair",
        date="2024-06-01",
    )
    append_row(
        published.case / "sources" / "claims.csv",
        claim_id="f1",
        event_id="fair-2024",
        source_id="turan-2024-04-30",
        speaker="somebody",
        stance="reports",
        says="A fair opens.",
    )
    published.publish()
    notice = reader.page.locator("#notice")
    reader.page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(notice).to_contain_text("A newer version is here, of 12 Jun 2024, 13:05.")
    notice.get_by_role("button", name="Show").click()
    expect(reader.sentence).to_contain_text("19 of 19 events shown")
    expect(notice).to_be_hidden()


def test_about_tells_when_it_was_updated(published: Published, reader: PageViewer) -> None:
    reader.open(published.url)
    reader.page.get_by_role("button", name="About", exact=True).click()
    expect(reader.page.get_by_test_id("about")).to_contain_text("Updated: 12 Jun 2024, 13:05")


@pytest.mark.parametrize(("width", "height"), [(1000, 620), (360, 860)])
def test_a_frame_is_told_the_height_that_fits(
    published: Published, reader: PageViewer, width: int, height: int
) -> None:
    around = published.folder.parent / "article.html"
    snippet = re.search(
        r"```html\n(.*?)```", (ROOT / "docs" / "publishing.md").read_text("utf-8"), re.DOTALL
    )
    assert snippet
    embedded = snippet[1].replace("https://example.org/karabakh/", "karabakh/")
    head = '<!doctype html><link rel="icon" href="data:,">'
    around.write_text(f'{head}<div style="width:{width}px">{embedded}</div>', "utf-8")
    reader.page.goto(f"{published.url}../article.html")
    frame = reader.page.frame_locator("iframe")
    expect(frame.get_by_test_id("map-summary")).to_contain_text("18 of 18 events")
    expect(reader.page.locator("iframe")).to_have_css("height", f"{height}px")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_published_case_has_no_serious_finding(
    published: Published, new_viewer: NewViewer, scheme: str
) -> None:
    viewer = new_viewer(color_scheme=scheme, bypass_csp=True)  # axe styles what it measures
    page = PageViewer(viewer.page, viewer.record).open(published.url)
    expect(page.pill("movement")).to_be_visible()
    assert grave_findings(page.page) == []


ANSWER = """async ([base, data, queries]) => {
  const load = (name) => import(`${base}viewer/${name}`);
  const { ownAnswers } = await load('reference/own_answers.js');
  const answer = ownAnswers(data);
  const all = [];
  for (const query of queries) {
    const asked = query ? `?${query}` : '';
    const [view, facets] = ['view', 'facets'].map((name) => answer(`${data}${name}.json${asked}`));
    all.push([await view, await facets]);
  }
  return all;
}"""
FOLD = """async ([base, data, texts]) => {
  const { folding } = await import(`${base}viewer/reference/folding.js`);
  const fold = folding((await (await fetch(`${data}filters.json`)).json()).folding);
  return texts.map(fold);
}"""


def _folders(published: Published) -> tuple[str, str]:
    program, data = json.loads((published.folder / "manifest.json").read_text())["folders"]
    return f"{published.url}{program}/", f"{published.url}{data}/"


def test_the_browser_answers_filters_as_the_store_does(
    published: Published, reader: PageViewer
) -> None:
    case = open_case(published.case)
    store = Store(case)
    views = [View(), *_random_views(case, store)]
    reader.open(published.url)
    found = reader.page.evaluate(
        ANSWER, [*_folders(published), [view.to_query() for view in views]]
    )
    for view, (answer, facets) in zip(views, found, strict=True):
        expected = json.loads(view_answer(case, store, view))
        expected["sources"]["has_original"] = answer["sources"]["has_original"]
        assert answer == expected, view.to_query()
        assert facets == json.loads(facets_answer(case, store, view)), view.to_query()


def _random_views(case: Any, store: Store) -> Iterator[View]:
    chance = random.Random(4)  # noqa: S311 - views to try, not secrets
    known = {name: sorted(values) for name, values in store.known_values.items()}
    words = [
        word
        for text in (*case.events["title"], *case.claims["says"], *case.places["name"])
        for word in text.split()
    ]
    for _ in range(VIEWS):
        q = " ".join(chance.sample(words, chance.choice((0, 0, 1, 1, 2))))
        chosen: dict[str, Any] = {}
        for name in chance.sample(list(known), chance.randrange(3)):
            values = chance.sample(known[name], min(len(known[name]), chance.randrange(1, 4)))
            if name == "standing":
                values = [StandingName(value) for value in values]
            elif chance.random() < 0.1:
                values.append("nothing of this name")
            chosen[name] = tuple(values)
        yield View(q=q, **chosen)


def test_the_browser_folds_words_as_the_search_does(
    published: Published, reader: PageViewer
) -> None:
    every = [chr(code) for code in range(0x20, 0x3000) if chr(code).isprintable()]
    texts = ["Gəncə İĞDIR ΣΊΣΥΦΟΣ Straße Xudavəng Դադիվանք", *every]
    reader.open(published.url)
    base, data = _folders(published)
    assert reader.page.evaluate(FOLD, [base, data, texts]) == [fold(text) for text in texts]
