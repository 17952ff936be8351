"""Find a Chromium for the browser tests; install it from the system's packages if it is missing.

`python -m tests.browser.chromium` does both and prints where it is. `CHROMIUM` names another one.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
INSTALLERS = {
    "apt-get": (
        ("apt-get", "update", "-qq"),
        ("apt-get", "install", "-y", "-qq", "chromium", "fonts-dejavu-core"),
    ),
    "dnf": (("dnf", "install", "-y", "-q", "chromium"),),
    "pacman": (("pacman", "-Sy", "--noconfirm", "chromium"),),
    "apk": (("apk", "add", "-q", "chromium"),),
    "zypper": (("zypper", "-q", "install", "-y", "chromium"),),
}
REMEDY = (
    "The browser tests need Chromium. Install it (Debian: apt-get install chromium; anywhere: "
    "playwright install chromium), or name one: CHROMIUM=/path/to/chromium make test"
)


def chromium_path() -> str | None:
    """Where a Chromium is: named by CHROMIUM, on the path, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found:
        return found
    with sync_playwright() as playwright:
        own = Path(playwright.chromium.executable_path)
    return str(own) if own.exists() else None


def _install_commands() -> list[tuple[str, ...]]:
    """Commands that may install one: as the administrator, or through a sudo that asks nothing."""
    tool = next((name for name in INSTALLERS if shutil.which(name)), None)
    if tool is None:
        return [(sys.executable, "-m", "playwright", "install", "chromium")]
    may_ask = [] if os.geteuid() == 0 else ["sudo", "-n"]
    return [(*may_ask, *command) for command in INSTALLERS[tool]]


def ensure_chromium() -> str:
    """Give a Chromium's path, installing one if it is missing; exit with a remedy if that fails."""
    path = chromium_path()
    if path:
        return path
    for command in _install_commands():
        print("Chromium is missing:", " ".join(command), flush=True)  # noqa: T201 - a command says what it does
        subprocess.run(command, check=False, stdout=subprocess.DEVNULL)
    path = chromium_path()
    if path is None:
        sys.exit(REMEDY)
    return path


if __name__ == "__main__":
    print(ensure_chromium())  # noqa: T201 - a command prints
