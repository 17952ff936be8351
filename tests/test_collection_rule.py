"""The suite's own rule: see `tests/conftest.py`."""

import shutil
import subprocess
import sys
from pathlib import Path


def _run(folder: Path) -> subprocess.CompletedProcess[str]:
    shutil.copy(Path(__file__).parent / "conftest.py", folder)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(folder)]
    return subprocess.run(command, capture_output=True, text=True, cwd=folder, check=False)


def test_a_test_file_without_a_test_fails_the_run(tmp_path: Path) -> None:
    (tmp_path / "test_full.py").write_text("def test_one(): pass\n", encoding="utf-8")
    (tmp_path / "test_empty.py").write_text("def tset_misspelt(): pass\n", encoding="utf-8")
    done = _run(tmp_path)
    assert done.returncode != 0
    assert "test_empty.py: no test was collected" in done.stderr + done.stdout
    (tmp_path / "test_empty.py").unlink()
    assert _run(tmp_path).returncode == 0
