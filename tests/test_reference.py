"""Every command, option, setting, address and key is told in the documents, and no other."""

from __future__ import annotations

import ast
import re
import tomllib
from dataclasses import fields
from typing import TYPE_CHECKING

import pytest

from benchmarks.__main__ import BENCHMARKS
from dashboard.commands import OTHER_COMMANDS
from dashboard.server.app import app_parts
from geodata.read_as import ReadAs
from geodata.view import PARAMETERS
from tests.reference import COMMANDS, DOCUMENT, ROOT, between, parser_of, sections

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

REFERENCE = DOCUMENT.read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STATIC = ROOT / "dashboard" / "viewer" / "static"


def test_the_reference_lists_each_command_with_its_options_as_its_parser_says() -> None:
    assert between(REFERENCE)[1] == sections(), "make reference writes the list anew"


def test_the_readme_and_the_help_name_every_command() -> None:
    assert {name for name in COMMANDS[1:] if f"`python -m dashboard {name}" not in README} == set()
    named = parser_of("").epilog or ""
    assert {name for name in OTHER_COMMANDS if f" {name} " not in named} == set()


def _texts(*folders: str) -> Iterator[str]:
    for folder in folders:
        for path in (ROOT / folder).rglob("*.py"):
            if "peers" not in path.parts:  # what a benchmark says to its own peers
                yield path.read_text(encoding="utf-8")


BY_OTHERS = {"FORWARDED_ALLOW_IPS", "MPLCONFIGDIR", "TMPDIR"}
"""Read by what stands under the program; docs/serving.md says what for."""


def _environment_reads(tree: ast.Module) -> Iterator[ast.expr]:
    """What stands as a variable's name where `os.environ` or `os.getenv` is asked."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            asked = ast.unparse(node.func)
            if asked == "os.getenv" or re.fullmatch(r"os\.environ\.(get|pop|setdefault)", asked):
                yield node.args[0]
        elif isinstance(node, ast.Subscript) and ast.unparse(node.value) == "os.environ":
            if isinstance(node.ctx, ast.Load):
                yield node.slice
        elif isinstance(node, ast.Compare) and ast.unparse(node.comparators[0]) == "os.environ":
            yield node.left


def test_every_variable_that_is_read_from_the_environment_is_told() -> None:
    texts = list(_texts("geodata", "dashboard", "tests", "benchmarks"))
    named = re.compile(r'^([A-Z_]+)(?:: Final)? = "(\w+)"', re.MULTILINE)
    constants = dict(found for text in texts for found in named.findall(text))
    read = {
        name.value if isinstance(name, ast.Constant) else constants.get(ast.unparse(name), "")
        for text in texts
        if "os.environ" in text or "os.getenv" in text
        for name in _environment_reads(ast.parse(text))
    }
    assert {"CHROMIUM", "WHENABOUTS_CACHE", "STREAMLIT_SERVER_BASE_URL_PATH"} <= read
    told = set(re.findall(r"`([A-Z][A-Z_]+)`", _part("In the environment")))
    assert read - {"", "HOME"} == told - BY_OTHERS


def _keys(table: dict[str, object], before: str = "") -> Iterator[str]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _keys(value, f"{before}{name}.")
        else:
            yield before + name


def test_every_key_of_streamlits_settings_is_told() -> None:
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    told = re.findall(r"`([\w.]+)`", "".join(_rows(_part("Streamlit's"))))
    assert sorted(told) == sorted(_keys(settings))


def test_what_may_be_kept_beside_a_file_is_told(tmp_path: Path) -> None:
    told = (ROOT / "docs" / "case-format.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", told, re.DOTALL)
    assert set(tomllib.loads(block)) == {field.name for field in fields(ReadAs)}
    kept = tmp_path / "list.xlsx.toml"
    kept.write_text(block, encoding="utf-8")
    assert ReadAs.beside(tmp_path / "list.xlsx").columns["date"] == "day of report"
    assert all(f"`{field.name}`" in _part("Beside a file") for field in fields(ReadAs))


def test_every_target_of_make_is_told() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    told = set(re.findall(r"`make ([a-z-]+)", README + CONTRIBUTING))
    assert told == set(phony.split())
    variables = set(re.findall(r"\$\((ARGS|CASE|PYTHON)\)", makefile))
    assert {name for name in variables if f"{name}=" not in README + CONTRIBUTING} == set()


def test_every_benchmark_is_told() -> None:
    told = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert {name for name in BENCHMARKS if f"[{name}]" not in told} == set()


def test_every_parameter_of_an_address_is_told() -> None:
    rows = [row for row in _rows(_part("Addresses")) if not row.startswith("| parameter")]
    told = [name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])]
    assert sorted(told) == sorted(parameter.name for parameter in PARAMETERS)


def test_every_route_is_told() -> None:
    paths = [route.path for route in app_parts()["routes"]]
    assert len(paths) > 20
    assert sorted(re.findall(r"`(/[^`]+)`", _part("Routes"))) == sorted(paths)


def test_every_parameter_of_a_route_is_told() -> None:
    asked = {
        next((one.value for one in node.args if isinstance(one, ast.Constant)), "")
        for text in _texts("dashboard/server")
        if "query_params" in text
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and re.search(r"query_params|^asked$", _told_to(node))
    } - {""}
    assert {"bbox", "view", "bins", "z", "address"} <= asked
    told = set(re.findall(r"`(\w+)(?:=\w+)?`", _part("Routes")))
    assert asked - told == set()


def _told_to(call: ast.Call) -> str:
    """Whom a call asks for a parameter: the object of a method, or its first argument."""
    of = call.func.value if isinstance(call.func, ast.Attribute) else (*call.args, call.func)[0]
    return ast.unparse(of) if isinstance(of, ast.Name | ast.Attribute) else ""


def _part(heading: str) -> str:
    """What stands in the reference under a heading, down to the next of its rank or above."""
    found = re.search(
        rf"^(##+) {re.escape(heading)}\n(.*?)(?=^##+ |\Z)", REFERENCE, re.MULTILINE | re.DOTALL
    )
    assert found, f"docs/reference.md has no heading {heading}"
    return found[2]


def _rows(part: str) -> list[str]:
    return re.findall(r"^\| .*$", part, re.MULTILINE)


WHERE_KEYS_ARE_TOLD = {
    "timeline/play_keys": "timeline, or nothing in particular",
    "timeline/window_handles": "a handle of the window, or the window itself",
    "timeline/moment_handle": "the handle of the moment",
    "day_field": "a day in the sentence, open to type",
    "map/mark_list": "the map's list of marks",
    "panel/lane": "Who said it when",
    "table/table": "Table",
    "present/lesson_keys": "Present",
    "present/worksheet": "a worksheet",
    "draft/article": "Draft: marks in the article",
    "draft/place_choice": "Draft: a place's name",
    "editing/drawn_places": "Draft and Edit: the small map",
    "editing/edit_page": "Edit: the tables' tabs",
    "editing/save_bar": "Edit: reason, problems",
    "editing/problem_list": "Edit: reason, problems",
}
"""Modules that listen to keys, and the row of the reference that tells of them."""

IN_ITS_OWN_PAGE = {"editing/grid", "editing/edit_page"}
"""Those whose keys docs/editing.md tells, as well."""

PASSED_ON = {"map/lesson_keys", "map/framing", "present/presenter"}
"""Those that hear keys and leave it to another module what these do."""

SIGNS = {
    "ArrowLeft": "←",
    "ArrowRight": "→",
    "ArrowUp": "↑",
    "ArrowDown": "↓",
    "PageUp": "Page Up",
    "PageDown": "Page Down",
    " ": "Space",
    "s": "S",
    "b": "B",
    "y": "Ctrl Y",
    "z": "Ctrl Z",
}
NAMED = r"\b(Arrow(?:Left|Right|Up|Down)|Page(?:Up|Down)|Home|End|Enter|Escape|Delete|F2|Tab)\b"
ONE_SIGN = r"""key === '(.)'|^\s*'?(.)'?: 'standing'|, (.): 'standing'|'(.)': (?:'|-?1)| (_): -1"""


def _modules_that_hear_keys() -> dict[str, str]:
    """Modules with a listener to keys, and those that such a one asks what a key does."""
    texts = {
        path.relative_to(STATIC).with_suffix("").as_posix(): path.read_text(encoding="utf-8")
        for path in STATIC.rglob("*.js")
    }
    heard = re.compile(r"keydown|event\.key\]|KeyboardEvent")
    return {name: text for name, text in texts.items() if heard.search(text)}


def _keys_of(text: str) -> set[str]:
    code = re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", text, flags=re.DOTALL)
    signs = {sign for found in re.findall(ONE_SIGN, code, re.MULTILINE) for sign in found if sign}
    return set(re.findall(NAMED, code)) | signs


def test_every_module_that_hears_keys_has_its_row_in_the_reference() -> None:
    hearing = set(_modules_that_hear_keys()) - PASSED_ON
    assert hearing - IN_ITS_OWN_PAGE == set(WHERE_KEYS_ARE_TOLD) - IN_ITS_OWN_PAGE


@pytest.mark.parametrize("module", sorted({*WHERE_KEYS_ARE_TOLD, *IN_ITS_OWN_PAGE}))
def test_every_key_of_the_page_is_told(module: str) -> None:
    told = "".join(
        row
        for row in _rows(_part("Keys"))
        if row.startswith(f"| {WHERE_KEYS_ARE_TOLD.get(module)} |")
    )
    if module in IN_ITS_OWN_PAGE:
        told += (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")
        told = told.replace("arrow keys", "← → ↑ ↓")
    keys = _keys_of(_modules_that_hear_keys()[module])
    assert keys, f"{module} hears no key that this test knows"
    assert {key for key in keys if SIGNS.get(key, key) not in told} == set()
