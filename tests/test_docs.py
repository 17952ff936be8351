"""What the documents say is held against the program."""

import re
from enum import StrEnum
from pathlib import Path

import pytest

from geodata import columns
from geodata.casebook import open_case

ROOT = Path(__file__).parent.parent
FORMAT = (ROOT / "docs" / "case-format.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLES = ("EVENTS", "EVENT_SOURCE", "CLAIMS", "SOURCES", "CASE", "PLACES")


@pytest.mark.parametrize("table", TABLES)
def test_the_format_lists_every_column_with_its_meaning(table: str) -> None:
    for column in getattr(columns, table):
        assert f"| `{column.name}` | {column.meaning.replace('|', '&#124;')} |" in FORMAT


@pytest.mark.parametrize("vocabulary", [columns.Stance, columns.ClaimField, columns.PlaceKind])
def test_the_format_lists_every_word_of_a_vocabulary(vocabulary: type[StrEnum]) -> None:
    assert all(f"`{word}`" in FORMAT for word in vocabulary)


def test_the_readmes_five_lines_are_a_case(tmp_path: Path) -> None:
    lines = re.search(r"```csv\n(.*?)```", README, re.DOTALL)
    assert lines
    mine = tmp_path / "mine.csv"
    mine.write_text(lines[1], encoding="utf-8")
    case = open_case(mine)
    assert (case.accepted, len(case.rejected)) == (4, 0)
    assert len(lines[1].splitlines()) == 5


DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
each_document = pytest.mark.parametrize(
    "document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix()
)


def _anchors(document: Path) -> set[str]:
    """What a heading is reached by, as code hosts name it."""
    headings = re.findall(r"^#+ (.*)$", document.read_text(encoding="utf-8"), re.MULTILINE)
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()).strip() for heading in headings)
    return {heading.replace(" ", "-") for heading in plain}


@each_document
def test_documents_link_to_what_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for link, part in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", text):
        target = document.parent / link if link else document
        assert target.exists(), f"{document.name}: {link}"
        assert not part or part in _anchors(target), f"{document.name}: {link}#{part}"


@each_document
def test_tables_of_documents_are_whole(document: Path) -> None:
    lines = ["", *document.read_text(encoding="utf-8").splitlines()]
    for before, line, after in zip(lines, lines[1:], [*lines[2:], ""], strict=False):
        if line.startswith("|") and not before.startswith("|"):
            assert re.fullmatch(r"\|[-:| ]+\|", after), (
                f"{document.name}: no table begins so: {line}"
            )


@pytest.mark.parametrize(
    ("folder", "kind"),
    [("geodata", "py"), ("dashboard", "py"), ("dashboard/viewer/static", "js")],
)
def test_the_architecture_names_every_module(folder: str, kind: str) -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\w+", text))
    modules = {path.stem for path in (ROOT / folder).rglob(f"*.{kind}")} - {"__init__"}
    assert modules - named == set()


def test_each_trap_is_told_with_its_thread_and_its_test() -> None:
    told = (ROOT / "docs" / "decisions" / "traps.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\|.*\]\((https://\S+)\).*`(test_\w+)` \|$", told, re.MULTILINE)
    tests = "".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py")
    )
    marked = re.findall(
        r'@pytest\.mark\.trap\("(\S+)"\)\n(?:@[^\n]*\n|[ )][^\n]*\n)*def (test_\w+)', tests
    )
    assert len(rows) >= 20
    assert sorted(rows) == sorted(marked)


def test_all_28_facts_of_the_given_articles_have_claims_of_the_case() -> None:
    text = (ROOT / "docs" / "case.md").read_text(encoding="utf-8")
    facts = dict(re.findall(r"^\| ([AB]\d+b?) \|.*\| ([a-z0-9, ]+) \|$", text, re.MULTILINE))
    claims = set(open_case(ROOT).claims["claim_id"])
    assert len(facts) == 28
    assert all(set(ids.split(", ")) <= claims for ids in facts.values())


def test_the_shipped_case_is_accepted_whole() -> None:
    case = open_case(ROOT)
    assert case.rejected == ()
    assert (len(case.events), len(case.claims), len(case.sources)) == (18, 62, 8)


INDEX = ROOT / "docs" / "README.md"


def _path_of_the_documents() -> list[Path]:
    """The pages in the order of the index, the two that lie beside `docs/` among them."""
    text = INDEX.read_text(encoding="utf-8")
    listed = re.findall(r"^- \[[^]]+\]\(([^)]+)\): \w", text, re.MULTILINE)
    return [(INDEX.parent / page).resolve() for page in listed]


def test_the_index_lists_every_document_once() -> None:
    pages = [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), ROOT / "docs/decisions/README.md"]
    assert sorted(_path_of_the_documents()) == sorted(set(pages) - {INDEX})


def test_the_decisions_are_listed_with_a_line_each() -> None:
    folder = ROOT / "docs" / "decisions"
    text = (folder / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[([\w-]+)\]\(\1\.md\): \w.+$", text, re.MULTILINE)
    assert sorted(listed) == sorted(
        path.stem for path in folder.glob("*.md") if path.stem != "README"
    )


def test_each_page_says_whom_it_is_for_and_leads_to_the_next() -> None:
    pages = [page for page in _path_of_the_documents() if page.parent != ROOT]
    for page, following in zip(pages, [*pages[1:], ROOT / "CONTRIBUTING.md"], strict=True):
        lines = page.read_text(encoding="utf-8").rstrip().splitlines()
        assert lines[2].startswith("*For "), f"{page.name}: whom is it for?"
        leads = re.fullmatch(r"Next: \[[^]]+\]\(([^)]+)\).*", lines[-1])
        assert leads, f"{page.name}: which page is next?"
        assert (page.parent / leads[1]).resolve() == following


def test_the_readmes_way_on_follows_the_index() -> None:
    parts = re.findall(r"^## (.*)$", INDEX.read_text(encoding="utf-8"), re.MULTILINE)
    table = README[README.index("## Where to go from here") :]
    assert re.findall(r"^\| ([A-Z][\w ]+) \| \[", table, re.MULTILINE) == parts[1:]
