"""The argument CASE: a folder, a file, or the address of a published table."""

from __future__ import annotations

import argparse
import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import parse_qs, urlencode, urlsplit, urlunsplit

SECURE, PLAIN = "https", "http"
_EXAMPLE: Final = "https://example.org/events.csv"
GOOGLE: Final = "docs.google.com"
_SHEET: Final = re.compile(r"/spreadsheets/(?:u/\d+/)?d/(?!e/)([\w-]+)(?:/(?:edit|view)?)?")
_PUBLISHED_SHEET: Final = re.compile(r"/spreadsheets/d/e/([\w-]+)/pubhtml")


@dataclass(frozen=True)
class WebAddress:
    """The address of a table, one that may be asked.

    Parameters
    ----------
    url
        Begins `https://`, or names this computer.
    """

    url: str

    def __str__(self) -> str:
        return self.url

    @property
    def host(self) -> str:
        """Whom it is asked of, the part of it that readers are told."""
        return urlsplit(self.url).netloc

    @property
    def is_this_computer(self) -> bool:
        """Whether it names this computer, which may be asked over plain http."""
        return _is_loopback(urlsplit(self.url).hostname or "")


def case_argument(text: str) -> Path | WebAddress:
    """Read the argument CASE of a command.

    Raises
    ------
    argparse.ArgumentTypeError
        It is an address that is not asked: over plain http, or without a host.
    """
    if not re.match(r"https?:", text, re.IGNORECASE):
        return Path(text)
    try:
        return web_address(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def web_address(text: str) -> WebAddress:
    """Read an address; a sheet's in Google Sheets becomes that of its CSV.

    Raises
    ------
    ValueError
        It is not one that is asked; the message says why, in one line.
    """
    try:
        parts = urlsplit(text.strip())
        host = parts.hostname or ""
    except ValueError:  # what it says may repeat a password
        raise ValueError(f"the address cannot be taken apart; expected {_EXAMPLE}") from None
    if "@" in parts.netloc:
        raise ValueError(
            "the address holds a user name or a password, and no login is ever sent; "
            f"give one that needs none, such as {_EXAMPLE}"
        )
    if not host:
        raise ValueError(f"expected an address such as {_EXAMPLE}, got {text}")
    if parts.scheme.lower() == PLAIN and not _is_loopback(host):
        raise ValueError(
            f"{text} is not asked: over plain http anybody on the way could change the answer; "
            "give an https address"
        )
    if host == GOOGLE:
        return WebAddress(_csv_of_sheet(text.strip()))
    return WebAddress(urlunsplit(parts._replace(scheme=parts.scheme.lower(), fragment="")))


def _csv_of_sheet(url: str) -> str:
    """Give the address under which Google Sheets answers with a sheet's CSV."""
    parts = urlsplit(url)
    asked = parse_qs(parts.query) | parse_qs(parts.fragment)
    sheet = {"gid": asked["gid"][0]} if asked.get("gid") else {}
    if found := _PUBLISHED_SHEET.fullmatch(parts.path):
        path, query = (
            f"/spreadsheets/d/e/{found[1]}/pub",
            {**sheet, "single": "true", "output": "csv"},
        )
    elif found := _SHEET.fullmatch(parts.path):
        path, query = f"/spreadsheets/d/{found[1]}/export", {"format": "csv", **sheet}
    else:
        return urlunsplit(parts._replace(fragment=""))
    return urlunsplit((SECURE, GOOGLE, path, urlencode(query), ""))


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name
        return False
