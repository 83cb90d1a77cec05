"""Asking addresses outside whether they still answer: only when somebody says so, and with an end."""

import http.client
import ipaddress
import socket
from time import monotonic
from urllib.parse import urlsplit

from django.utils import timezone

from cms.desk.links.access import outside_links
from cms.desk.models import LinkCheck

PATIENCE = 10.0  # seconds for one address
ASKED_AS = "Kasane link check"


def check_links(*, seconds: float) -> tuple[int, int]:
    """Ask every address, at most for so many seconds together; answers how many were asked and how many failed."""
    until, asked, failed = monotonic() + seconds, 0, 0
    links = sorted(outside_links(), key=lambda each: (each.check is not None, each.check and each.check.checked_at))
    for link in links:  # those that were never asked first, then the longest ago
        if monotonic() > until:
            break
        answer = ask(link.url, patience=min(PATIENCE, max(1.0, until - monotonic())))
        LinkCheck.objects.update_or_create(url=link.url, defaults={"answer": answer, "checked_at": timezone.now()})
        asked += 1
        failed += not answer.startswith(("2", "3"))
    return asked, failed


def ask(url: str, *, patience: float = PATIENCE) -> str:
    """The status of the address ("200"), or why there is none. Nothing inside the house is asked."""
    parts = urlsplit(url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        address = socket.getaddrinfo(parts.hostname or "", port, proto=socket.IPPROTO_TCP)[0][4][0]
        if not ipaddress.ip_address(address).is_global:
            return "inside"
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = kind(parts.hostname or "", port, timeout=patience)
        try:
            connection.request("HEAD", parts.path or "/", headers={"User-Agent": ASKED_AS})
            return str(connection.getresponse().status)
        finally:
            connection.close()
    except (OSError, http.client.HTTPException, ValueError) as error:
        return type(error).__name__[:40]
