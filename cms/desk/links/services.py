"""Asking addresses outside whether they still answer: only when somebody says so, and with an end."""

import http.client
import ipaddress
import socket
import ssl
from collections.abc import Sequence
from contextlib import suppress
from time import monotonic
from urllib.parse import SplitResult, quote, urlsplit

from django.utils import timezone

from cms.desk.links.access import outside_links
from cms.desk.models import LONGEST_ADDRESS, LinkCheck

PATIENCE = 10.0  # seconds for one address
ASKED_AS = "Kasane link check"
KEPT = "/?:@!$&'()*+,;=%-._~"  # RFC 3986 §3.3 and §3.4, and what is written with % already


def check_links(*, seconds: float) -> tuple[int, int]:
    """Ask every address, at most for so many seconds together; answers how many were asked and how many failed.

    One that is too long to be kept stays "not asked".
    """
    until, asked, failed = monotonic() + seconds, 0, 0
    kept = [link for link in outside_links() if len(link.url) <= LONGEST_ADDRESS]
    links = sorted(kept, key=lambda each: (each.check is not None, each.check and each.check.checked_at))
    for link in links:  # those that were never asked first, then the longest ago
        if monotonic() >= until:
            break
        answer = ask(link.url, patience=min(PATIENCE, max(1.0, until - monotonic())))
        LinkCheck.objects.update_or_create(url=link.url, defaults={"answer": answer, "checked_at": timezone.now()})
        asked += 1
        failed += not answer.startswith(("2", "3"))
    return asked, failed


def ask(url: str, *, patience: float = PATIENCE) -> str:
    """The status of the address ("200"), or why there is none. Nothing inside the house is asked."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").encode("idna").decode("ascii")
        is_safe = parts.scheme == "https"
        port = parts.port or (443 if is_safe else 80)
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
        addresses = list(dict.fromkeys(str(each[4][0]) for each in found))
        # one that leads inside is enough: whoever answers for the name may mix them
        if not all(ipaddress.ip_address(address).is_global for address in addresses):
            return "inside"
        kind = http.client.HTTPSConnection if is_safe else http.client.HTTPConnection
        connection = kind(host, port, timeout=patience)
        try:
            reached = _reach(addresses, port, patience)
            connection.sock = reached
            if is_safe:
                connection.sock = ssl.create_default_context().wrap_socket(reached, server_hostname=host)
            connection.request("HEAD", _target(parts), headers={"User-Agent": ASKED_AS})
            return str(connection.getresponse().status)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        return type(error).__name__[:40]


def _reach(addresses: Sequence[str], port: int, patience: float) -> socket.socket:
    """A way to the first of these that can be reached. The name is not looked up again: it might lead inside by now."""
    each = patience / len(addresses)
    for address in addresses[:-1]:
        with suppress(OSError):
            return socket.create_connection((address, port), timeout=each)
    return socket.create_connection((addresses[-1], port), timeout=each)


def _target(parts: SplitResult) -> str:
    """What is asked for; letters that no address has are written as a browser would."""
    path = quote(parts.path or "/", safe=KEPT)
    return f"{path}?{quote(parts.query, safe=KEPT)}" if parts.query else path
