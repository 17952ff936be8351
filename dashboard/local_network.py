"""Under which addresses other computers of the network reach this one."""

from __future__ import annotations

import socket
from contextlib import suppress
from ipaddress import IPv4Address, ip_address
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

PROBES: Final = ("192.0.2.1", "10.255.255.254", "172.31.255.254", "192.168.255.254")
"""Addresses far away: none is ever sent anything. The first is in nobody's network (RFC 5737)."""
ANY_PORT: Final = 9
OWN_NAME: Final = "localhost"
PASSED_ON: Final = ("forwarded", "via", "x-real-ip")
"""Headers with which proxies say that they ask for somebody else."""
PASSED_ON_AS: Final = "x-forwarded-"
"""So do all that begin so, such as `X-Forwarded-For`."""
ASKING_PAGE: Final = ("Origin", "Referer")
"""Headers with which browsers say which page asks: of a proxy that says nothing, its address."""


def network_addresses() -> tuple[str, ...]:
    """Find this computer's IPv4 addresses that others can reach, without sending anything.

    The one by which it reaches everything else comes first; empty where it is on no network.
    """
    found = [_address_towards(probe) for probe in PROBES]
    with suppress(OSError):
        infos = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        found += [str(info[4][0]) for info in infos]
    return tuple(dict.fromkeys(address for address in found if address and _is_reachable(address)))


def _address_towards(probe: str) -> str:
    """Ask the system which of its addresses it would use; a datagram's socket sends none for it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        try:
            asked.connect((probe, ANY_PORT))
        except OSError:  # there is no way there
            return ""
        return str(asked.getsockname()[0])


def _is_reachable(text: str) -> bool:
    address = IPv4Address(text)
    return not (address.is_loopback or address.is_unspecified or address.is_link_local)


def network_names() -> tuple[str, ...]:
    """Give the names by which a network may know this computer: its own, and the one by mDNS."""
    name = socket.gethostname().lower()
    return (name, f"{name.partition('.')[0]}.local") if name else ()


def is_own_name(host: str) -> bool:
    """Tell whether a host is this computer, by a name or address that it has for itself."""
    try:
        name = urlsplit(f"//{host}").hostname or ""
        return name == OWN_NAME or ip_address(name).is_loopback
    except ValueError:
        return False


def is_direct(headers: Mapping[str, str]) -> bool:
    """Tell whether a request that this computer made is a reader's at it, not passed on for others.

    Then it names this computer by its own name, and no way by which it came; and where a page
    asks, that page is this computer's, too.
    """
    if any(map(_is_passed_on, headers)) or not is_own_name(headers.get("Host", "")):
        return False
    return all(_is_own_page(headers.get(name, "")) for name in ASKING_PAGE if name in headers)


def _is_passed_on(name: str) -> bool:
    name = name.lower()
    return name in PASSED_ON or name.startswith(PASSED_ON_AS)


def _is_own_page(address: str) -> bool:
    try:
        return is_own_name(urlsplit(address).netloc)
    except ValueError:
        return False
