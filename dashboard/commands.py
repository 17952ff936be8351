"""The commands behind `python -m dashboard`: each returns its exit code."""

from __future__ import annotations

import argparse
import os
import re
import signal
import socket
import sys
import webbrowser
from datetime import timedelta
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING, Final
from urllib.error import URLError
from urllib.request import urlopen

from dashboard.command_lines import (
    OR_A_TABLE,
    CommandParser,
    add_geocoder_option,
    add_reading_options,
    case_or_table,
    case_path,
    chosen_reading,
    fetched_copy,
)
from dashboard.live.following import follow
from dashboard.live.web_addresses import WebAddress, case_argument
from dashboard.online_names import online_names
from dashboard.passing_folders import forget_passing_folders
from dashboard.terminal import give, tell
from dashboard.unreadable import tell_unreadable
from geodata.errors import CaseError, UnclearColumnsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.editing_rights import Editors
    from dashboard.served_case import ServedCase

OK: Final = 0
ROWS_REJECTED: Final = 1
NOTHING_READ: Final = 2
BASE_PATH: Final = "STREAMLIT_SERVER_BASE_URL_PATH"
LOOPBACK: Final = "127.0.0.1"
ALL_ADDRESSES: Final = "0.0.0.0"  # noqa: S104 - only with --lan, which says so
DEFAULT_PORT: Final = 8501
PORTS_TRIED: Final = 20
BROWSER_TRIES: Final = 150
BETWEEN_TRIES: Final = 0.2
MOST_MINUTES: Final = 100_000
LARGEST_UPLOAD: Final = 100  # megabytes
MEGABYTE: Final = 1_000_000
OTHER_COMMANDS: Final = ("build", "draft", "export", "migrate", "publish", "start")
"""Each is a function of that name in a module of that name."""

_HOST_NAME: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_ORIGIN: Final = re.compile(rf"https?://{_HOST_NAME.pattern}(?::[0-9]{{1,5}})?/?")
NO_HOME: Final = "/nonexistent"
SHORT_TURN: Final = 0.0005  # seconds


def main(arguments: Sequence[str]) -> int:
    """Run a command line and give its exit code; see the README for the commands."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a console may lack a case's letters
    try:
        exit_code = _run(arguments)
        sys.stdout.flush()
    except OSError as error:  # of the disk itself: what can be said of a case says so where it is
        where = f"{error.filename}: " if error.filename else ""
        tell(f"{where}{error.strerror or error}", sys.stderr)
        if (stdout := sys.__stdout__) is not None and sys.stdout is stdout:
            # what is not printed yet is lost: Python is not to try again as it ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), stdout.fileno())
        return NOTHING_READ
    return exit_code


def _name_a_home() -> None:
    """Name a home for a user who has none, as in containers: Streamlit and matplotlib ask for one.

    There is nothing at it, so nothing is read there that somebody else may have written.
    """
    if not os.path.isabs(os.path.expanduser("~")):  # noqa: PTH111, PTH117 - Path.home fails there
        os.environ["HOME"] = NO_HOME


def _run(arguments: Sequence[str]) -> int:
    _name_a_home()
    name = arguments[0] if arguments else ""
    if name == "check":
        return _check(_check_parser().parse_args(arguments[1:]))
    if name in OTHER_COMMANDS:
        module = import_module(f"dashboard.{name}_command")  # only what is asked for is read
        exit_code: int = getattr(module, f"{name}_command")(arguments[1:])
        return exit_code
    chosen = _serve_parser().parse_args(arguments)
    return _serve(chosen)


def _serve_parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="python -m dashboard",
        description="Serve a case: its events on a map, its timeline, its sources.",
        epilog="Other commands: python -m dashboard check CASE · export CASE OUT · "
        "publish CASE DIR · build CASE OUT · start FOLDER · draft ARTICLE · migrate CASE",
    )
    parser.add_argument(
        "case",
        nargs="?",
        type=case_argument,
        help="a case folder, a file of events with title and date (CSV, Excel, GeoJSON, "
        "GeoPackage, Parquet), or the https address of a CSV; default: the shipped case",
    )
    parser.add_argument("--port", type=_port, help=f"default: {DEFAULT_PORT}, or the next free one")
    parser.add_argument("--lan", action="store_true", help="let other computers of the network in")
    parser.add_argument(
        "--every",
        type=_minutes,
        metavar="MINUTES",
        help="ask the case's address again so often; without it only where a reader wants it",
    )
    who_edits = parser.add_mutually_exclusive_group()
    who_edits.add_argument(
        "--read-only",
        action="store_true",
        help="let no reader edit the case or say what a file's columns mean; as with --lan",
    )
    who_edits.add_argument(
        "--editing",
        action="store_true",
        help="let everybody who reaches this server edit the case, also with --lan and behind a "
        "proxy; without it only a reader at this computer may",
    )
    parser.add_argument(
        "--log",
        action="store_true",
        help="print a line for each request: status, time and path, no words that were searched",
    )
    parser.add_argument(
        "--log-addresses", action="store_true", help="as --log, with the addresses that asked"
    )
    parser.add_argument(
        "--host",
        type=_host_name,
        action="append",
        default=[],
        metavar="NAME",
        help="a name by which readers ask for this server, such as maps.example.org behind a "
        "proxy; may be given again. Requests by names not given are refused",
    )
    parser.add_argument(
        "--embed",
        type=_origin,
        action="append",
        default=[],
        metavar="ORIGIN",
        help="a site whose pages may show the page in a frame, such as https://news.example.org; "
        "may be given again. Without it none may",
    )
    add_geocoder_option(parser)
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    add_reading_options(parser)
    return parser


def _check_parser() -> argparse.ArgumentParser:
    parser = CommandParser(
        prog="python -m dashboard check",
        description="Say which rows of a case are rejected, where, and what to do. "
        "Exit code 0: none, 1: some, 2: nothing could be read.",
    )
    parser.add_argument("case", type=case_or_table, help=OR_A_TABLE)
    add_reading_options(parser)
    parser.add_argument(
        "--keep",
        action="store_true",
        help="keep --layer and --columns beside the file, where every command finds them",
    )
    return parser


def _port(text: str) -> int:
    port = int(text) if text.isdecimal() else 0
    if not 0 < port < 2**16:
        raise argparse.ArgumentTypeError(f"expected a port from 1 to 65535, got {text}")
    return port


def _host_name(text: str) -> str:
    if not _HOST_NAME.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"expected a name without a port such as maps.example.org, got {text}"
        )
    return text.lower()


def _origin(text: str) -> str:
    if not _ORIGIN.fullmatch(text):
        raise argparse.ArgumentTypeError(
            f"expected a site without a path such as https://news.example.org, got {text}"
        )
    return text.rstrip("/").lower()


def _minutes(text: str) -> timedelta:
    minutes = int(text) if text.isdecimal() else 0
    if not 0 < minutes < MOST_MINUTES:
        raise argparse.ArgumentTypeError(f"expected whole minutes from 1 on, got {text}")
    return timedelta(minutes=minutes)


def _check(chosen: argparse.Namespace) -> int:
    from geodata.casebook import open_case  # noqa: PLC0415 - `--help` need not read pandas
    from geodata.databases import DatabaseTable  # noqa: PLC0415 - as above

    if chosen.keep and isinstance(chosen.case, DatabaseTable):
        tell("--keep is for files; name a table's columns with --columns", sys.stderr)
        return NOTHING_READ
    try:
        given = chosen_reading(chosen)
        with TemporaryDirectory(prefix="whenabouts-") as folder:
            if isinstance(chosen.case, DatabaseTable):
                path = chosen.case.copy_to(Path(folder))
            else:
                path = case_path(chosen.case, given)
            case = open_case(path, given)
        if given and chosen.keep:
            given.keep_beside(path)
    except CaseError as error:
        tell_unreadable(error, chosen)
        return NOTHING_READ
    for warning in case.warnings:
        tell(f"warning: {warning}", sys.stderr)
    for row in case.rejected:
        tell(row)
    tell(f"{case.accepted} accepted, {len(case.rejected)} rejected")
    return ROWS_REJECTED if case.rejected else OK


def _serve(chosen: argparse.Namespace) -> int:
    address = ALL_ADDRESSES if chosen.lan else LOOPBACK
    try:
        online_names.turn_on(chosen.geocoder)
        served = _chosen_case(chosen)
        served.editors = _editors(chosen)
        port = _free_port(address, chosen.port)
    except CaseError as error:
        tell(error, sys.stderr)
        return NOTHING_READ
    except OSError as error:
        tried = chosen.port or f"{DEFAULT_PORT} to {DEFAULT_PORT + PORTS_TRIED - 1}"
        tell(
            f"Port {tried} cannot be used ({error.strerror}); choose another with --port",
            sys.stderr,
        )
        return NOTHING_READ
    following = Thread(target=follow, args=(served, Event(), chosen.every), daemon=True)
    _run_server(served, address, port, following, chosen)
    return OK


def _editors(chosen: argparse.Namespace) -> Editors:
    from dashboard.editing_rights import Editors  # noqa: PLC0415 - `--help` need not read pandas

    if chosen.editing:
        return Editors.EVERYBODY
    return Editors.NOBODY if chosen.lan or chosen.read_only else Editors.READER_HERE


def _chosen_case(chosen: argparse.Namespace) -> ServedCase:
    from dashboard.served_case import SHIPPED_CASE, serve  # noqa: PLC0415 - `--help` need not read pandas

    case = chosen.case = chosen.case or SHIPPED_CASE
    read_as = chosen_reading(chosen)
    if isinstance(case, WebAddress):
        copy = fetched_copy(case, read_as)
        return serve(copy.path.resolve(), read_as, copy)
    if chosen.every:
        raise CaseError("--every asks an address again; files are followed without it")
    if not case.exists():
        raise CaseError(
            f"{case}: there is no such file or folder; give a case folder or a file of events, "
            "or start a case: python -m dashboard start FOLDER"
        )
    return serve(case.resolve(), read_as)


def _run_server(
    served: ServedCase, address: str, port: int, following: Thread, chosen: argparse.Namespace
) -> None:
    import folium.plugins  # noqa: F401, PLC0415 - the first page needs it: before there is a second thread
    import streamlit as st  # noqa: PLC0415 - `check` need not start Streamlit
    from streamlit import config  # noqa: PLC0415 - as above
    from streamlit.web.bootstrap import load_config_options  # noqa: PLC0415 - as above

    from dashboard.local_network import network_names  # noqa: PLC0415 - as above
    from dashboard.server.app import ENTRY, app_parts  # noqa: PLC0415 - as above
    from dashboard.server.request_log import Log  # noqa: PLC0415 - as above
    from dashboard.server.running import LARGEST_MESSAGE, run  # noqa: PLC0415 - as above

    options: dict[str, object] = {
        "server.address": address,
        "server.port": port,
        "server.headless": True,
        "server.enableCORS": True,
        "server.corsAllowedOrigins": [],
        "server.enableXsrfProtection": True,
        "server.enableStaticServing": False,
        "server.enableAgentApi": False,
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": False,
        "logger.hideWelcomeMessage": True,  # it asks another host for this computer's address
        "client.toolbarMode": "viewer",
        "client.showErrorDetails": "none",
        "server.maxWidgetStateSize": LARGEST_MESSAGE // MEGABYTE,
        "server.maxUploadSize": LARGEST_UPLOAD,
    }
    load_config_options(options)
    # only Streamlit's own command line reads its environment variables
    base_path = os.environ.get(BASE_PATH) or str(config.get_option("server.baseUrlPath"))
    base_path = options["server.baseUrlPath"] = base_path.strip("/")
    load_config_options(options)
    page = f"http://{LOOPBACK}:{port}/{base_path}"
    network_pages = _network_pages(port, base_path) if address == ALL_ADDRESSES else ()
    tell(f"Whenabouts: {page} · Ctrl-C stops it")
    if address == ALL_ADDRESSES:
        _invite(network_pages, served.editors)
    if not chosen.no_browser:
        Thread(target=_open_browser, args=(page,), daemon=True).start()
    names = [*chosen.host, *(network_names() if address == ALL_ADDRESSES else ())]
    paths = Log.PATHS if chosen.log else Log.NOTHING
    log = Log.ADDRESSES if chosen.log_addresses else paths
    app = st.App(ENTRY, **app_parts(base_path, network_pages, names, chosen.embed, log))
    Thread(target=_load_early, args=(served,), daemon=True).start()
    following.start()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as Ctrl-C does
    try:
        run(app, address, port)
    except KeyboardInterrupt:
        forget_passing_folders()
        # DuckDB's bindings list on the terminal whatever an orderly end of Python leaves behind
        os._exit(OK)


def _network_pages(port: int, base_path: str) -> tuple[str, ...]:
    from dashboard.local_network import network_addresses  # noqa: PLC0415 - only with --lan

    path = f"{base_path}/" if base_path else ""
    return tuple(f"http://{address}:{port}/{path}" for address in network_addresses())


def _invite(pages: Sequence[str], editors: Editors) -> None:
    """Print how others of the network reach the page, the likeliest address as a QR code, too."""
    from dashboard.editing_rights import Editors  # noqa: PLC0415 - as above
    from dashboard.qr_codes import qr_text  # noqa: PLC0415 - only with --lan

    may = "read and change" if editors is Editors.EVERYBODY else "read"
    if not pages:
        tell("This computer is on no network that was found: nobody else reaches it.")
        return
    tell(f"For others on this network: {' · '.join(pages)}")
    give(qr_text(pages[0], sys.stdout.encoding or "ascii"))
    tell(f"Anyone on this network can {may} the case while this runs.")


def _load_early(served: ServedCase) -> None:
    """Read the case while the browser starts, unless an earlier start has kept what it asks for.

    What is wrong is said here and on the page. Meanwhile the server answers the browser, which is
    not to wait a whole interval for each of its turns.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(SHORT_TURN)
    try:
        if not served.open_early():
            _keep_opening(served)
        opening = served.opening()
    except CaseError as error:
        asks = isinstance(error, UnclearColumnsError)
        tell(error, sys.stderr)
        if asks:
            tell("The page asks what its columns mean.", sys.stderr)
        return
    finally:
        sys.setswitchinterval(usual)
    if opening.rejections:
        tell(f"{opening.rejections}; python -m dashboard check {served.path}", sys.stderr)


def _keep_opening(served: ServedCase) -> None:
    from dashboard.openings import keep_opening  # noqa: PLC0415 - `check` needs none
    from dashboard.view_bodies import view_body  # noqa: PLC0415 - as above

    opening = served.opening()
    keep_opening(opening, view_body(opening.version, "").plain)


def _free_port(address: str, wanted: int | None) -> int:
    """Give the wanted port, or the first free one from the default on.

    Raises
    ------
    OSError
        The wanted port, or every one tried, is taken or not allowed.
    """
    ports = [wanted] if wanted else range(DEFAULT_PORT, DEFAULT_PORT + PORTS_TRIED)
    refusal = OSError()
    for port in ports:
        with socket.socket() as tried:
            if sys.platform != "win32":
                tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((address, port))
            except OSError as error:
                refusal = error
            else:
                return port
    raise refusal


def _open_browser(page: str) -> None:
    """Open the reader's browser as soon as the server answers."""
    pause = Event()
    for _ in range(BROWSER_TRIES):
        try:
            with urlopen(f"{page.rstrip('/')}/_stcore/health", timeout=1):  # noqa: S310 - our own address
                webbrowser.open(page)
                return
        except (URLError, OSError):
            pause.wait(BETWEEN_TRIES)
