"""The Draft page: an article read, marked, proposed; what a reader accepts enters the case."""

from __future__ import annotations

import csv
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from geodata.casebook import open_case
from geodata.drafting.atlas.index import open_atlas
from geodata.editing.starting import NewCase, start_case
from geodata.user_cache import cache_folder
from tests.browser.axe import grave_findings
from tests.browser.cases import append_row, copy_shipped_case, write_table
from tests.browser.viewer import box_of

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Locator, Page

    from tests.browser.conftest import NewViewer, Serve
    from tests.browser.running_app import RunningApp
    from tests.browser.viewer import Viewer

BUILT_WITHIN = 90_000  # milliseconds: the index of places is built for the first article
ARTICLE = """Bridge over the Kura closed after flood

Published 17 April 2024

The road bridge near Mingachevir was closed to lorries on Tuesday, the transport ministry said. \
About 40 lorries were waiting on the eastern bank by noon.

Water rose by two metres on 15 April, according to the mayor of Yevlakh. The army did not confirm \
that soldiers had been sent to the town. Baku has yet to comment on who will pay for repairs.

In September 2021 a flood had already destroyed 12 houses in Geranboy. Residents of Springfield, \
a twin town, collected money then. A new bridge will be opened in Ganja in the autumn of 2025.

A spokesman for the governor denied that anyone was hurt. Nobody in Qoyunluqara had been told.
"""


class Draft:
    """The page, opened in a browser of its own."""

    def __init__(self, viewer: Viewer, app: RunningApp) -> None:
        self.viewer, self.page, self.app = viewer, viewer.page, app
        self.page.goto(f"{app.url}draft")
        self.text = self.page.get_by_label("The article", exact=True)
        self.cards = self.page.get_by_test_id("proposal")
        self.status = self.page.get_by_test_id("draft-status")
        self.found = self.page.get_by_test_id("found")
        self.save = self.page.get_by_test_id("draft-page").get_by_role("button", name="Save")
        self.saved = self.page.get_by_test_id("draft-saved")
        self.alert = self.page.get_by_role("alert").filter(visible=True)

    def read(self, text: str = ARTICLE, **fields: str) -> Draft:
        """Put a text in, and press Read."""
        self.text.fill(text)
        return self.press_read(**fields)

    def press_read(self, **fields: str) -> Draft:
        for name, value in fields.items():
            self.page.get_by_label(name).fill(value)
        self.page.get_by_role("button", name="Read", exact=True).click()
        return self

    def drop_in(self, name: str, content: bytes) -> Draft:
        """Choose a file."""
        self.page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "text/plain", "buffer": content}
        )
        expect(self.page.get_by_text(name)).to_be_visible()
        return self

    def card(self, words: str) -> Locator:
        """The card whose title has these words."""
        card = self.page.get_by_role("article", name=words)
        expect(card.first).to_be_visible(timeout=BUILT_WITHIN)
        return card

    def press(self, words: str, button: str) -> None:
        self.card(words).get_by_role("button", name=button).click()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_shipped_case(tmp_path_factory.mktemp("drafted") / "case")


@pytest.fixture(scope="module")
def app(serve: Serve, case: Path) -> RunningApp:
    """One server for all, with the index of places that this computer has already."""
    return _with_index(serve(case))


def _with_index(started: RunningApp) -> RunningApp:
    open_atlas()
    kept = cache_folder()
    to = started.log.parent / "openings"
    to.mkdir(exist_ok=True)
    for atlas in kept.glob("atlas-*.sqlite") if kept else ():
        shutil.copy(atlas, to)
    return started


@pytest.fixture
def draft(app: RunningApp, new_viewer: NewViewer) -> Draft:
    return Draft(new_viewer(1440, 900), app)


def _rows(case: Path, table: str) -> list[dict[str, str]]:
    with (case / table).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _tab_to(page: Page, target: Locator, most: int = 80) -> None:
    """Go to a control by the keyboard alone."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if target.evaluate("target => target.getRootNode().activeElement === target"):
            return
    pytest.fail(f"{target} is not reached by {most} presses of Tab")


def test_what_is_accepted_of_an_article_is_in_the_case_and_on_the_map(
    draft: Draft, case: Path
) -> None:
    page = draft.page
    draft.read(Publisher="Kura Post")
    expect(draft.card("closed to lorries").first).to_contain_text("16 Apr 2024")
    before = len(_rows(case, "sources/claims.csv"))
    draft.press("closed to lorries", "Accept")
    draft.press("Water rose", "Drop")
    draft.press("destroyed 12 houses", "Accept")
    springfield = draft.card("collected money")
    springfield.get_by_role("button", name="Correct").click()
    expect(springfield.get_by_role("radio", name="Springfield").first).to_be_checked()
    ground = page.get_by_role("application", name="Where it was")
    box = box_of(ground)
    page.mouse.click(box["x"] + box["width"] / 2 + 120, box["y"] + 40)
    expect(springfield.get_by_role("radio", name="The point on the map")).to_be_checked()
    springfield.get_by_label("Known to within").fill("12")
    springfield.get_by_label("Title of the event").fill("Money collected abroad")
    springfield.get_by_role("button", name="Done").click()
    expect(draft.card("Money collected abroad")).to_contain_text("within 12 km")
    draft.press("Money collected abroad", "Accept")
    draft.press("anyone was hurt", "Same event as")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Search by words").fill("monastery")
    dialog.get_by_role("button", name="Contingent leaves Dadivank").click()
    expect(draft.card("anyone was hurt")).to_contain_text("Contingent leaves Dadivank monastery")
    draft.press("anyone was hurt", "Accept")
    expect(draft.status).to_contain_text("4 accepted")
    draft.save.click()
    expect(draft.saved).to_contain_text("5 claims are saved")
    expect(draft.saved).to_be_focused()
    claims = [
        one for one in _rows(case, "sources/claims.csv") if one["source_id"].startswith("kura-post")
    ]
    assert len(claims) == len(_rows(case, "sources/claims.csv")) - before == 5
    assert {one["stance"] for one in claims} == {"confirms", "recalls", "denies"}
    assert [one["value"] for one in claims if one["field"] == "number"] == ["12 houses"]
    text = (case / "sources" / "kura-post-2024-04-17.txt").read_text()
    (denied,) = [one for one in claims if one["stance"] == "denies"]
    assert "denied that anyone" in text[int(denied["original_start"]) : int(denied["original_end"])]
    events = {one["event_id"]: one for one in _rows(case, "events.csv")}
    assert "Dadivank" in events[denied["event_id"]]["title"], "no event of its own"
    (abroad,) = [one for one in events.values() if one["title"] == "Money collected abroad"]
    assert abroad["coordinate_uncertainty_m"] == "12000"
    assert abroad["place_id"] == ""
    assert -80 > float(abroad["longitude"]) > -130
    page.get_by_role("link", name="See it on the map").click()
    expect(draft.viewer.panel).to_contain_text("closed to lorries")


def test_a_case_that_has_nothing_yet_is_begun_with_an_article(
    serve: Serve, new_viewer: NewViewer, tmp_path: Path
) -> None:
    folder = tmp_path / "fresh"
    start_case(folder, NewCase(title="A new case"))
    draft = Draft(new_viewer(1440, 900), _with_index(serve(folder))).read()
    for words in ("closed to lorries", "Water rose", "destroyed 12 houses", "did not confirm"):
        draft.press(words, "Accept")
    rose = draft.card("Water rose")
    rose.get_by_role("button", name="Correct").click()
    draft.page.get_by_role("application", name="Where it was").click(position={"x": 200, "y": 60})
    expect(rose.get_by_role("radio", name="The point on the map")).to_be_checked()
    draft.save.click()
    expect(draft.saved).to_contain_text("6 claims are saved")
    draft.page.get_by_role("link", name="See it on the map").click()
    expect(draft.viewer.map_summary).to_contain_text("4 of 4 events")
    expect(draft.viewer.panel).to_contain_text("closed to lorries")
    saved = open_case(folder)
    assert saved.rejected == ()
    assert "region:kura" in set(saved.events["place_id"]), "a place of the index is the case's now"


def test_every_mark_says_what_it_was_taken_for(draft: Draft) -> None:
    draft.read()
    draft.card("closed to lorries").first.wait_for()
    marks = draft.page.locator(".article-body .mark")
    marks.filter(has_text="on Tuesday").hover()
    expect(draft.found).to_contain_text("16 Apr 2024")
    expect(draft.found).to_contain_text("latest Tuesday up to the day of publication")
    marks.filter(has_text="Mingachevir").click()
    expect(draft.found).to_contain_text("places of that name")
    expect(draft.page.locator(".said.active")).to_contain_text("closed to lorries")
    doubted = marks.filter(has_text="Springfield")
    expect(doubted).to_have_class(re.compile("doubted"))
    doubted.click()
    expect(draft.found).to_contain_text("places of that name")
    marks.filter(has_text="Baku").click()
    expect(draft.found).to_contain_text("its government speaks")
    marks.filter(has_text="40 lorries").hover()
    expect(draft.found).to_contain_text("40 lorries")


def test_a_card_and_its_words_point_to_each_other(draft: Draft) -> None:
    draft.read()
    card = draft.card("collected money")
    card.hover()
    expect(draft.page.locator(".said.lit")).to_contain_text("collected money then")
    draft.page.get_by_text("denied that anyone was hurt", exact=False).first.click()
    expect(draft.card("anyone was hurt")).to_be_focused()
    expect(draft.page.locator(".said.active")).to_contain_text("anyone was hurt")


def test_another_place_is_looked_up_by_its_name(draft: Draft) -> None:
    draft.read()
    card = draft.card("anyone was hurt")
    card.get_by_role("button", name="Correct").click()
    card.get_by_label("Another place").fill("Xyzzyqwv")
    card.get_by_role("button", name="Look up").click()
    expect(card).to_contain_text("No list has “Xyzzyqwv”")
    card.get_by_label("Another place").fill("Springfield, Illinois")
    card.get_by_label("Another place").press("Enter")
    expect(card.get_by_role("radio", name="Springfield").first).to_be_checked()
    expect(card).to_contain_text("by the name beside it")
    card.get_by_role("radio", name="No place").check()
    card.get_by_role("button", name="Done").click()
    expect(card).to_contain_text("no place")


def test_proposals_of_one_event_are_merged_and_parted(draft: Draft, case: Path) -> None:
    draft.read(Publisher="Second Post")
    draft.press("did not confirm", "Same event as")
    draft.page.get_by_role("dialog").get_by_label("Search by words").fill("lorries were")
    draft.page.get_by_role("dialog").get_by_role("button", name="About 40 lorries").click()
    army = draft.card("did not confirm")
    expect(army).to_contain_text("A claim about the event of proposal 2")
    army.get_by_role("button", name="Part them").click()
    expect(army).not_to_contain_text("A claim about the event")
    draft.press("did not confirm", "Same event as")
    draft.page.get_by_role("dialog").get_by_role("button", name="About 40 lorries").click()
    army.get_by_role("button", name="Accept").click()
    expect(draft.status).to_contain_text("2 accepted")
    draft.card("40 lorries were").first.get_by_role("checkbox").uncheck()
    draft.save.click()
    expect(draft.saved).to_contain_text("2 claims are saved")
    claims = [one for one in _rows(case, "sources/claims.csv") if "second-post" in one["claim_id"]]
    assert len({one["event_id"] for one in claims}) == 1


def test_what_was_accepted_leads_what_may_be_the_same_event(draft: Draft) -> None:
    draft.read()

    def proposals() -> list[str]:
        draft.press("did not confirm", "Same event as")
        dialog = draft.page.get_by_role("dialog")
        dialog.get_by_label("Search by words").fill("lorries")
        part = dialog.locator("section", has_text="Other proposals of this article")
        expect(part.get_by_role("button")).not_to_have_count(0)
        found = part.get_by_role("button").all_inner_texts()
        dialog.get_by_label("Search by words").fill("")  # Escape would clear it first
        draft.page.keyboard.press("Escape")
        expect(dialog).to_have_count(0)
        return found

    *_, last = proposals()
    title = last.splitlines()[0]
    draft.card(title).first.get_by_role("button", name="Accept").click()
    first, *_ = proposals()
    assert first.startswith(title)
    assert "Accepted" in first


def test_work_survives_another_page_and_a_reload(draft: Draft) -> None:
    draft.read()
    draft.press("closed to lorries", "Accept")
    draft.press("Water rose", "Drop")
    draft.viewer.go_to("Method")
    expect(draft.page.get_by_test_id("method-page")).to_be_visible()
    draft.viewer.go_to("Draft")
    expect(draft.status).to_contain_text("1 accepted")
    draft.page.reload()
    expect(draft.status).to_contain_text("1 accepted")
    expect(draft.status).to_contain_text("1 dropped")
    draft.page.get_by_role("button", name="Another article").click()
    draft.page.get_by_role("button", name="Put it away").click()
    expect(draft.text).to_be_focused()
    expect(draft.text).to_have_value("")


def test_what_somebody_else_saved_meanwhile_is_not_lost(draft: Draft, case: Path) -> None:
    with draft.page.expect_response("**/edit/tables.json", timeout=BUILT_WITHIN):
        draft.read(Publisher="Third Post")
    draft.press("Water rose", "Accept")
    expect(draft.save).to_be_enabled()
    append_row(case / "events.csv", event_id="theirs", title="Their event", date="2024-05-01")
    draft.viewer.record.allow("409")
    draft.save.click()
    expect(draft.alert).to_contain_text("The case has been changed meanwhile")
    draft.save.click()
    expect(draft.saved).to_contain_text("2 claims are saved")
    events = _rows(case, "events.csv")
    assert {"theirs"} < {one["event_id"] for one in events}
    assert any(one["title"].startswith("Water rose") for one in events)


def test_what_the_case_would_not_take_is_said_at_the_card(draft: Draft, case: Path) -> None:
    before = (case / "events.csv").read_bytes()
    draft.read(Publisher="Fourth Post")
    card = draft.card("closed to lorries").first
    card.get_by_role("button", name="Correct").click()
    card.get_by_label("When").fill("last Tuesday")
    card.get_by_role("button", name="Done").click()
    card.get_by_role("button", name="Accept").click()
    draft.viewer.record.allow("422")
    draft.save.click()
    expect(draft.page.get_by_text("Nothing was saved: 1 proposal")).to_be_visible()
    expect(card.get_by_role("alert")).to_contain_text("last Tuesday")
    assert (case / "events.csv").read_bytes() == before


def test_all_of_it_is_done_by_the_keyboard(draft: Draft, case: Path) -> None:
    page = draft.page
    draft.text.wait_for()
    _tab_to(page, draft.text)
    page.keyboard.insert_text(ARTICLE)
    _tab_to(page, page.get_by_label("Publisher"))
    page.keyboard.type("Fifth Post")
    page.keyboard.press("Enter")
    card = draft.card("closed to lorries").first
    expect(page.get_by_role("heading", name="Bridge over the Kura")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Proposal 1", exact=True)).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(draft.found).to_contain_text("Mingachevir")
    page.keyboard.press("Enter")
    expect(card).to_be_focused()
    _tab_to(page, card.get_by_role("button", name="Correct"))
    page.keyboard.press("Enter")
    ground = page.get_by_role("application", name="Where it was")
    ground.focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Enter")
    expect(card.get_by_role("radio", name="The point on the map")).to_be_checked()
    _tab_to(page, card.get_by_role("button", name="Accept"))
    page.keyboard.press("Enter")
    expect(card.get_by_role("button", name="Take back")).to_be_focused()
    _tab_to(page, draft.save)
    page.keyboard.press("Enter")
    expect(draft.saved).to_contain_text("1 claim is saved")
    (event,) = [
        one for one in _rows(case, "events.csv") if one["latitude"] and "lorries" in one["title"]
    ]
    assert float(event["latitude"]) > 40.77, "north of where it was"


@pytest.mark.parametrize(
    ("name", "content", "line"),
    [
        ("article.txt", b"%PDF-1.7 binary", "article.txt: expected an article as text or HTML"),
        ("empty.txt", b"", "empty.txt: expected an article, got no text"),
        ("long.txt", b"word " * 1_200_000, "at most 5,242,880 characters"),
        ("huge.txt", b"word " * 1_800_000, "huge.txt is too large for an article"),
    ],
)
def test_a_file_that_is_no_article_gets_one_line(
    draft: Draft, name: str, content: bytes, line: str
) -> None:
    draft.text.wait_for()
    if name == "huge.txt":
        draft.page.locator("input[type=file]").set_input_files(
            {"name": name, "mimeType": "text/plain", "buffer": content}
        )
    else:
        draft.viewer.record.allow("400")
        draft.drop_in(name, content).press_read()
    expect(draft.alert).to_contain_text(line, timeout=BUILT_WITHIN)
    expect(draft.text).to_be_visible()


def test_nothing_of_a_page_runs(draft: Draft) -> None:
    page = (
        "<html><head><title>Ferry stays</title></head><body><article><h1>Ferry stays</h1>"
        "<script>window.__pwned = 1</script><p><img src=x onerror='window.__pwned=2'>The harbour "
        "office of Batumi said on 3 May 2024 that &lt;b&gt;the ferry&lt;/b&gt; stays in port, and "
        "that nobody was hurt.</p></article></body></html>"
    )
    draft.text.wait_for()
    draft.drop_in("ferry.html", page.encode()).press_read()
    expect(draft.card("The harbour office of Batumi").first).to_contain_text("<b>the ferry</b>")
    assert draft.page.evaluate("window.__pwned") is None


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Во вторник, 16 апреля 2024 года, мост в Баку был закрыт, сообщило министерство.", "Баку"),
        ("17 aprel 2024-cü ildə Gəncədə körpü bağlandı. Nazirlik bunu təsdiq etdi.", "17 aprel"),
        ("17 April 2024. 18 April 2024. 19 April 2024.", "18 April 2024"),
    ],
    ids=["Russian", "Azerbaijani", "only dates"],
)
def test_texts_of_other_sorts_give_a_useful_page(draft: Draft, text: str, mark: str) -> None:
    draft.read(text)
    expect(draft.page.locator(".article-body .mark").filter(has_text=mark).first).to_be_visible(
        timeout=BUILT_WITHIN
    )


def test_an_article_without_a_day_asks_for_it_and_is_read_again(draft: Draft) -> None:
    draft.read("The harbour office of Batumi said on Monday that the ferry stays in port.")
    expect(draft.card("ferry stays")).to_contain_text("no day")
    expect(draft.page.get_by_text("No day of publication is known")).to_be_visible()
    draft.page.get_by_role("textbox", name="Published").fill("2024-04-17")
    draft.page.get_by_role("button", name="Read again").click()
    expect(draft.card("ferry stays")).to_contain_text("15 Apr 2024")


def test_who_may_not_edit_is_told_why(serve: Serve, new_viewer: NewViewer, tmp_path: Path) -> None:
    table = tmp_path / "lone.csv"
    write_table(table, [{"title": "A", "date": "2024-01-01", "latitude": 40, "longitude": 47}])
    viewer = new_viewer()
    viewer.page.goto(f"{serve(table).url}draft")
    page = viewer.page.get_by_test_id("draft-page")
    expect(page).to_contain_text("This case is one file, lone.csv")
    expect(page.get_by_role("button")).to_have_count(0)
    expect(viewer.page.get_by_test_id("stTopNavLink").filter(has_text="Draft")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_has_no_serious_finding(draft: Draft, scheme: str) -> None:
    draft.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    draft.text.wait_for()
    assert grave_findings(draft.page) == []
    draft.read()
    draft.press("collected money", "Correct")
    draft.press("Water rose", "Drop")
    draft.press("closed to lorries", "Accept")
    assert grave_findings(draft.page) == []
    draft.press("did not confirm", "Same event as")
    assert grave_findings(draft.page) == []


def test_it_fits_a_narrow_page(app: RunningApp, new_viewer: NewViewer) -> None:
    draft = Draft(new_viewer(390, 844), app).read()
    card = draft.card("collected money")
    card.get_by_role("button", name="Correct").click()
    ground = card.get_by_role("application", name="Where it was")
    expect(ground).to_contain_class("leaflet-container")  # before, a click says nothing
    ground.click(position={"x": 60, "y": 90})
    expect(card.get_by_role("radio", name="The point on the map")).to_be_checked()
    wide = draft.page.evaluate("document.scrollingElement.scrollWidth")
    assert wide <= 390
    for one in draft.cards.all()[:3]:
        assert box_of(one)["width"] <= 390
