"""The command that serves a case: `python -m dashboard [CASE]`."""

from __future__ import annotations

import os
import socket
import sys
import webbrowser
from argparse import Namespace
from contextlib import suppress
from threading import Event, Thread
from typing import TYPE_CHECKING, Final
from urllib.error import URLError
from urllib.request import urlopen

from dashboard.command_lines import chosen_reading, fetched_copy
from dashboard.live.following import follow
from dashboard.live.web_addresses import WebAddress
from dashboard.online_names import online_names
from dashboard.passing_folders import forget_passing_folders
from dashboard.serve_arguments import DEFAULT_PORT, serve_parser
from dashboard.terminal import give, tell
from geodata.errors import CaseError, UnclearColumnsError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dashboard.editing_rights import Editors
    from dashboard.served_case import ServedCase

OK: Final = 0
NOTHING_READ: Final = 2
BASE_PATH: Final = "STREAMLIT_SERVER_BASE_URL_PATH"
LOOPBACK: Final = "127.0.0.1"
ALL_ADDRESSES: Final = "0.0.0.0"  # noqa: S104 - only with --lan, which says so
PORTS_TRIED: Final = 20
BROWSER_TRIES: Final = 150
BETWEEN_TRIES: Final = 0.2
LARGEST_UPLOAD: Final = 100  # megabytes
MEGABYTE: Final = 1_000_000
SHORT_TURN: Final = 0.0005  # seconds


def serve_command(arguments: Sequence[str]) -> int:
    """Run `python -m dashboard [CASE]` and give its exit code."""
    chosen = serve_parser().parse_args(arguments)
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


def _editors(chosen: Namespace) -> Editors:
    from dashboard.editing_rights import Editors  # noqa: PLC0415 - `--help` need not read pandas

    if chosen.editing:
        return Editors.EVERYBODY
    return Editors.NOBODY if chosen.lan or chosen.read_only else Editors.READER_HERE


def _chosen_case(chosen: Namespace) -> ServedCase:
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
    served: ServedCase, address: str, port: int, following: Thread, chosen: Namespace
) -> None:
    import folium.plugins  # noqa: F401, PLC0415 - the first page needs it: before there is a second thread
    import streamlit as st  # noqa: PLC0415 - `check` need not start Streamlit

    from dashboard.local_network import network_names  # noqa: PLC0415 - as above
    from dashboard.server.app import ENTRY, app_parts  # noqa: PLC0415 - as above
    from dashboard.server.request_log import Log  # noqa: PLC0415 - as above
    from dashboard.server.running import run  # noqa: PLC0415 - as above

    base_path = _configure(address, port)
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
    with suppress(KeyboardInterrupt):
        run(app, address, port)
    forget_passing_folders()
    sys.stdout.flush()
    # DuckDB's bindings list on the terminal whatever an orderly end of Python leaves behind
    os._exit(OK)


def _configure(address: str, port: int) -> str:
    """Settle Streamlit's settings, and give the path under which it is reached."""
    from streamlit import config  # noqa: PLC0415 - `--help` need not start Streamlit
    from streamlit.web.bootstrap import load_config_options  # noqa: PLC0415 - as above

    from dashboard.server.running import LARGEST_MESSAGE  # noqa: PLC0415 - as above

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
    return base_path


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


def _tell_unread(error: CaseError, served: ServedCase) -> None:
    """Say why the case cannot be read, and where its columns are unclear, who asks or is asked."""
    from dashboard.editing_rights import Editors  # noqa: PLC0415 - as above
    from dashboard.unreadable import tell_unreadable  # noqa: PLC0415 - only where something is wrong

    if served.editors is Editors.NOBODY:  # whom the page does not ask
        tell_unreadable(error, Namespace(case=served.path, layer="", columns={}))
        return
    tell(error, sys.stderr)
    if isinstance(error, UnclearColumnsError):
        tell("The page asks what its columns mean.", sys.stderr)


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
        _tell_unread(error, served)
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
