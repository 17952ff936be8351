"""Find Java and a PostgreSQL with PostGIS for the tests of engines; install them if missing.

`python -m tests.engines` does so from the system's packages, as `tests.browser.chromium` does.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import psycopg

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("postgresql", "postgis")
RED_HAT = ("java-17-openjdk-headless", "postgresql-server", "postgis")
INSTALLERS = {
    "apt-get": (
        ("apt-get", "update", "-qq"),
        ("apt-get", "install", "-y", "-qq", "default-jre-headless", *NAMES),
    ),
    "dnf": (("dnf", "install", "-y", "-q", *RED_HAT),),
    "pacman": (("pacman", "-Sy", "--noconfirm", "jre17-openjdk-headless", *NAMES),),
    "apk": (("apk", "add", "-q", "openjdk17-jre-headless", *NAMES),),
    "zypper": (("zypper", "-q", "install", "-y", *RED_HAT),),
}
REMEDY = (
    "The tests of engines need Java 17 and PostgreSQL with PostGIS. Install them (Debian: "
    "apt-get install default-jre-headless postgresql postgis), and name where they are if they "
    "are not found: JAVA_HOME, PATH"
)
ACCOUNT = "postgres"
"""The system's account that runs a server where we are the administrator, whom it refuses."""

OWNER, PASSWORD = "reader", "se/cret w@rd"
STARTS_WITHIN = 60  # seconds


def postgres_folder() -> Path | None:
    """Where the programs of a PostgreSQL with PostGIS are."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    debian = Path("/usr/lib/postgresql")
    folders += sorted(debian.glob("*/bin"), key=lambda path: -int(path.parent.name.split(".")[0]))
    return next((folder for folder in folders if _has_postgis(folder)), None)


def _has_postgis(folder: Path) -> bool:
    if not (folder / "initdb").exists():
        return False
    asked = subprocess.run(
        [folder / "pg_config", "--sharedir"], capture_output=True, text=True, check=False
    )
    share = Path(asked.stdout.strip() or f"/usr/share/postgresql/{folder.parent.name}")
    return (share / "extension" / "postgis.control").exists()


def has_java() -> bool:
    return bool(shutil.which("java") or os.environ.get("JAVA_HOME"))


def ensure_engines() -> None:
    """Install what is missing; exit with a remedy if that fails."""
    if has_java() and postgres_folder():
        return
    tool = next((name for name in INSTALLERS if shutil.which(name)), None)
    may_ask = [] if os.geteuid() == 0 else ["sudo", "-n"]
    for command in INSTALLERS[tool] if tool else ():
        print("Java or PostGIS is missing:", *may_ask, *command, flush=True)  # noqa: T201 - a command says what it does
        subprocess.run([*may_ask, *command], check=False, stdout=subprocess.DEVNULL)
    if not (has_java() and postgres_folder()):
        sys.exit(REMEDY)


@dataclass(frozen=True)
class Server:
    """A PostgreSQL server on this machine, with PostGIS in its database."""

    folder: Path
    port: int

    def url(self, table: str, secret: str = PASSWORD) -> str:
        return (
            f"postgresql://{OWNER}:{quote(secret, '')}@127.0.0.1:{self.port}/postgres?table={table}"
        )

    def run(self, statements: str) -> None:
        """Run SQL as the owner, through the socket."""
        with psycopg.connect(
            host=str(self.folder), port=self.port, user=OWNER, password=PASSWORD, dbname="postgres"
        ) as connection:
            connection.execute(statements)


@contextmanager
def postgis_server() -> Iterator[Server]:
    """Start a server on a free port of the loopback address, and end it."""
    programs = postgres_folder()
    if programs is None:
        raise RuntimeError(REMEDY)
    folder = Path(tempfile.mkdtemp(prefix="whenabouts-postgres-"))
    account: dict[str, Any] = (
        {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []} if os.geteuid() == 0 else {}
    )
    if account:
        shutil.chown(folder, ACCOUNT, ACCOUNT)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    secret = folder / "secret"
    secret.write_text(PASSWORD, encoding="utf-8")
    secret.chmod(0o644)
    data, log = folder / "data", folder / "log"
    init: list[str | Path] = [programs / "initdb", "-D", data, "-U", OWNER, "-E", "UTF8"]
    subprocess.run(
        [*init, "--no-sync", "--no-locale", "--auth=scram-sha-256", f"--pwfile={secret}"],
        cwd=folder,
        capture_output=True,
        check=True,
        **account,
    )
    options = ["-c", "fsync=off", "-c", "listen_addresses=127.0.0.1"]
    with log.open("wb") as said:
        server = subprocess.Popen(
            [programs / "postgres", "-D", data, "-p", str(port), "-k", folder, *options],
            cwd=folder, stdout=said, stderr=said, **account,
        )  # fmt: skip
    try:
        made = Server(folder, port)
        _wait_for(server, programs, made, log)
        made.run("CREATE EXTENSION postgis")
        yield made
    finally:
        server.terminate()
        server.wait(STARTS_WITHIN)
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(server: subprocess.Popen[bytes], programs: Path, made: Server, log: Path) -> None:
    asked: list[str | Path] = [programs / "pg_isready", "-q", "-h", made.folder, "-t", "2"]
    asked += ["-p", str(made.port)]
    for _ in range(STARTS_WITHIN * 10):
        if server.poll() is not None:
            raise RuntimeError(log.read_text(encoding="utf-8", errors="replace"))
        if subprocess.run(asked, check=False).returncode == 0:
            return
        with suppress(subprocess.TimeoutExpired):
            server.wait(0.1)
    raise RuntimeError(f"PostgreSQL did not start within {STARTS_WITHIN} seconds")


if __name__ == "__main__":
    ensure_engines()
    print(postgres_folder(), shutil.which("java") or os.environ.get("JAVA_HOME"))  # noqa: T201 - a command prints
