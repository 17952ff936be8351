"""The mutants that mutmut made, and which of them change nothing that a test could notice."""

from __future__ import annotations

import ast
import json
import shutil
import subprocess
import sys
from functools import lru_cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
MADE: Final = ROOT / "mutants"
STATS: Final = MADE / "mutmut-stats.json"
SMALL: Final = "geodata.span.*"
"""mutmut is asked to try some; we try them by ourselves: its children hang on DuckDB and Arrow."""


def make() -> None:
    """Make all mutants, and note which test runs what."""
    shutil.rmtree(MADE, ignore_errors=True)
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1", SMALL]
    made = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if made.returncode and not STATS.exists():  # what it tries by itself after that may fail
        sys.exit(f"{made.stdout[-4000:]}{made.stderr[-2000:]}\nThe mutants could not be made.")


def every() -> list[str]:
    """Name all mutants."""
    return sorted(
        name
        for path in MADE.rglob("*.meta")
        for name in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    )


def is_of_strict(mutant: str) -> bool:
    """Tell whether a mutant differs only in whether `zip` makes sure that two lengths are equal.

    They are, wherever it is asked to; no test can tell one from the other.
    """
    module, _, name = mutant.rpartition(".")
    functions = _functions(MADE / f"{module.replace('.', '/')}.py")
    return functions[name] == functions[f"{name.rpartition('__mutmut_')[0]}__mutmut_orig"]


@lru_cache(maxsize=8)
def _functions(path: Path) -> dict[str, str]:
    """Give what the functions of a module do, by their names, without those words."""
    if not path.exists():
        path = path.with_suffix("") / "__init__.py"
    tree = _WithoutStrict().visit(ast.parse(path.read_text(encoding="utf-8")))
    return {
        node.name: "\n".join(map(ast.dump, [node.args, *node.body]))
        for node in ast.walk(tree)
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and "__mutmut_" in node.name
    }


class _WithoutStrict(ast.NodeTransformer):
    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id == "zip":
            node.keywords = [word for word in node.keywords if word.arg != "strict"]
        return node
