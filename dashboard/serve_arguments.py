"""What the command that serves a case is given."""

from __future__ import annotations

import argparse
import re
from datetime import timedelta
from typing import Final

from dashboard.command_lines import CommandParser, add_geocoder_option, add_reading_options
from dashboard.live.web_addresses import case_argument

DEFAULT_PORT: Final = 8501
MOST_MINUTES: Final = 100_000
_HOST_NAME: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?")
_ORIGIN: Final = re.compile(rf"https?://{_HOST_NAME.pattern}(?::[0-9]{{1,5}})?/?")


def serve_parser() -> argparse.ArgumentParser:
    """Read what `python -m dashboard [CASE]` is given."""
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
    _add_others(parser)
    add_geocoder_option(parser)
    parser.add_argument("--no-browser", action="store_true", help="do not open a browser")
    add_reading_options(parser)
    return parser


def _add_others(parser: argparse.ArgumentParser) -> None:
    """Say who else reaches the server, and what they may."""
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
