"""What the documents say is held against the program."""

import re
from pathlib import Path

import pytest

from geodata import columns
from geodata.casebook import open_case
from geodata.view import PARAMETERS

ROOT = Path(__file__).parent.parent
FORMAT = (ROOT / "docs" / "case-format.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
TABLES = ("EVENTS", "EVENT_SOURCE", "CLAIMS", "SOURCES", "CASE", "PLACES")


@pytest.mark.parametrize("table", TABLES)
def test_the_format_lists_every_column_with_its_meaning(table: str) -> None:
    for column in getattr(columns, table):
        assert f"| `{column.name}` | {column.meaning.replace('|', '&#124;')} |" in FORMAT


@pytest.mark.parametrize("vocabulary", [columns.Stance, columns.ClaimField, columns.PlaceKind])
def test_the_format_lists_every_word_of_a_vocabulary(vocabulary: type) -> None:
    assert all(f"`{word}`" in FORMAT for word in vocabulary)


def test_the_readmes_five_lines_are_a_case(tmp_path: Path) -> None:
    lines = re.search(r"```csv\n(.*?)```", README, re.DOTALL)
    assert lines
    mine = tmp_path / "mine.csv"
    mine.write_text(lines[1], encoding="utf-8")
    case = open_case(mine)
    assert (case.accepted, len(case.rejected)) == (4, 0)
    assert len(lines[1].splitlines()) == 5


@pytest.mark.parametrize(
    "document",
    [path.relative_to(ROOT) for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))],
    ids=str,
)
def test_documents_link_to_what_is_there(document: Path) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    missing = [link for link in links if not (ROOT / document).parent.joinpath(link).exists()]
    assert not missing


def test_every_parameter_of_an_address_is_named_in_the_architecture_or_its_decision() -> None:
    told = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert all(f"`{parameter.name}`" in told for parameter in PARAMETERS)


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
