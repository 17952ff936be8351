"""One file from the web: asked for once, within limits, written where it is wanted.

What comes is only ever written to a file. Redirects are followed to https alone, and no login of
the user's is sent along.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from email.message import Message
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit

import requests
import urllib3

from dashboard.live.web_addresses import SECURE, WebAddress
from geodata.errors import CaseError, shortened
from geodata.translation import gettext, message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from requests import PreparedRequest, Response

CHUNK: Final = 1 << 16
MOST_REDIRECTS: Final = 5
REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
NOT_MODIFIED, OK = 304, 200
START_OF_PAGE: Final = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|head|\?xml)", re.IGNORECASE
)
HEADERS: Final = {
    "User-Agent": "Whenabouts",
    "Accept": "text/csv, text/plain;q=0.9, */*;q=0.5",
    "Accept-Encoding": "gzip",
}

SILENT: Final = message("the address did not answer")
UNREACHABLE: Final = message("the address could not be reached")
UNTRUSTED: Final = message("the address's certificate could not be checked")
REFUSED: Final = message("the address answered {status}")
BROKE_OFF: Final = message("the answer broke off")
TOO_LARGE: Final = message("what came is larger than {most} MB")
TOO_SLOW: Final = message("it took longer than {most} seconds")
TO_PLAIN_HTTP: Final = message("it leads to an address that is not https")
TO_NOWHERE: Final = message("it leads to what is not an address")
IN_CIRCLES: Final = message("it leads on and on")
NOT_KEPT: Final = message("the copy could not be written ({reason})")
A_PAGE: Final = message("what came is a web page, not a table; is the table itself published?")


class FetchError(CaseError):
    """Nothing could be fetched; the message is the reason in a few words, for the page, too."""


@dataclass(frozen=True)
class Limits:
    """What an answer may take.

    Attributes
    ----------
    size
        In bytes, decompressed.
    seconds
        From the first request to the last byte.
    silence
        In seconds: how long nothing at all may come.
    """

    size: int = 200_000_000
    seconds: float = 60.0
    silence: float = 10.0


USUAL: Final = Limits()


@dataclass(frozen=True)
class Fetched:
    """What an answer said of itself.

    Attributes
    ----------
    etag, last_modified
        To ask by whether it has changed; "" where it has none.
    name
        Of the file; "" where it has none.
    """

    etag: str = ""
    last_modified: str = ""
    name: str = ""


def download(
    address: WebAddress, to: Path, known: Fetched | None = None, limits: Limits = USUAL
) -> Fetched | None:
    """Write what an address answers into a file; None where it has not changed.

    Parameters
    ----------
    address
        What to ask.
    to
        The file; what it holds after a FetchError is of no use.
    known
        What the last answer said of itself, where that is still at hand.
    limits
        What the answer may take.

    Raises
    ------
    FetchError
        Nothing usable came.
    """
    until = time.monotonic() + limits.seconds
    try:
        with requests.Session() as session, _asked(session, address, known, limits) as response:
            if response.status_code == NOT_MODIFIED and known:
                return None
            if response.status_code != OK:
                raise FetchError(gettext(REFUSED).format(status=response.status_code))
            if "html" in response.headers.get("content-type", "").lower():
                raise FetchError(gettext(A_PAGE))
            _write(response, to, until, limits)
            return _about(response)
    except requests.exceptions.SSLError:
        raise FetchError(gettext(UNTRUSTED)) from None
    except (requests.Timeout, urllib3.exceptions.TimeoutError):
        raise FetchError(gettext(SILENT)) from None
    except requests.ConnectionError:
        raise FetchError(gettext(UNREACHABLE)) from None
    except ValueError:
        raise FetchError(gettext(TO_NOWHERE)) from None
    except (requests.RequestException, urllib3.exceptions.HTTPError):
        raise FetchError(gettext(BROKE_OFF)) from None
    except OSError as error:
        raise FetchError(gettext(NOT_KEPT).format(reason=error.strerror or error)) from None


def _asked(
    session: requests.Session, address: WebAddress, known: Fetched | None, limits: Limits
) -> Response:
    """Ask, and ask on where an answer leads elsewhere."""
    session.trust_env = not address.is_this_computer  # a proxy is not asked for this computer
    headers = HEADERS | _conditions(known)
    url = address.url
    for _ in range(MOST_REDIRECTS + 1):
        response = session.get(
            url,
            headers=headers,
            auth=_without_login,
            stream=True,
            allow_redirects=False,
            timeout=limits.silence,
        )
        if response.status_code not in REDIRECTS:
            return response
        response.close()
        url = urljoin(url, response.headers.get("location", ""))
        if urlsplit(url).scheme != SECURE:
            raise FetchError(gettext(TO_PLAIN_HTTP))
    raise FetchError(gettext(IN_CIRCLES))


def _conditions(known: Fetched | None) -> dict[str, str]:
    asked = {
        "If-None-Match": known.etag if known else "",
        "If-Modified-Since": known.last_modified if known else "",
    }
    return {name: value for name, value in asked.items() if value}


def _without_login(request: PreparedRequest) -> PreparedRequest:
    """Leave a request as it is: else a login kept in the user's .netrc would be sent."""
    return request


def _write(response: Response, to: Path, until: float, limits: Limits) -> None:
    size, begins = 0, b""
    with to.open("wb") as file:
        for chunk in _chunks(response):
            size += len(chunk)
            if size > limits.size:
                raise FetchError(gettext(TOO_LARGE).format(most=f"{limits.size / 1e6:g}"))
            if time.monotonic() > until:
                raise FetchError(gettext(TOO_SLOW).format(most=f"{limits.seconds:g}"))
            if len(begins) < CHUNK:
                begins += chunk
            file.write(chunk)
    if START_OF_PAGE.match(begins):
        raise FetchError(gettext(A_PAGE))


def _chunks(response: Response) -> Iterator[bytes]:
    """Yield what has come as soon as it has, so that a trickle is noticed in time."""
    while chunk := response.raw.read1(CHUNK, decode_content=True):
        yield chunk


def _about(response: Response) -> Fetched:
    said = Message()
    said["content-disposition"] = response.headers.get("content-disposition", "")
    name = said.get_filename() or unquote(urlsplit(response.url).path.rpartition("/")[2])
    etag, modified = (response.headers.get(name, "") for name in ("etag", "last-modified"))
    return Fetched(etag, modified, shortened(name))
