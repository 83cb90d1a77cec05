"""Every door of the house, read from the URL resolver and the socket routes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver

from minutes.rooms.routing import websocket_urlpatterns

OURS = ("portal", "meetings", "minutes", "cms")
# third parties' views that we hang up ourselves
OUR_CHOICE = ("set_language", "desk_login", "site_login", "wagtail_serve")
ANY = {"int": "1", "uuid": "00000000-0000-4000-8000-000000000000", "slug": "x", "str": "x", "path": "x"}
# Wagtail writes three of its doors as regular expressions: an address for each
BY_HAND = {
    r"editorial/pages/^(?P<pk>\d+)/revisions/compare/(?P<revision_id_a>live|earliest|\d+)"
    r"\.\.\.(?P<revision_id_b>live|latest|\d+)/$": "/editorial/pages/1/revisions/compare/1...2/",
    "editorial/^.*/$": "/editorial/no/such/door/",
    r"^((?:[\w\-]+/)*)$": "/",
}


@dataclass(frozen=True)
class Door:
    """One URL pattern: its name with namespaces (the pattern where it has none), its pattern, and the module of its view."""

    name: str
    pattern: str
    module: str

    @property
    def ours(self) -> bool:
        """Whether its view, or its being here, is our own work: every such door has a row of its own."""
        return self.module.split(".")[0] in OURS or self.name in OUR_CHOICE

    @property
    def path(self) -> str:
        """An address that resolves to it."""
        if self.pattern in BY_HAND:
            return BY_HAND[self.pattern]
        plain = re.sub(r"<(?:(\w+):)?\w+>", lambda found: ANY[found[1] or "str"], self.pattern)
        return f"/{plain.replace('^', '').replace('$', '')}"


def doors() -> list[Door]:
    """All doors, in the order in which they are tried."""
    return list(_doors(get_resolver(), (), ""))


def socket_patterns() -> list[str]:
    """The patterns of all sockets."""
    return [str(each.pattern) for each in websocket_urlpatterns]


def _doors(resolver: URLResolver, namespaces: tuple[str, ...], prefix: str) -> Iterator[Door]:
    for each in resolver.url_patterns:
        pattern = prefix + str(each.pattern)
        if isinstance(each, URLPattern):
            name = ":".join([*namespaces, each.name]) if each.name else pattern
            yield Door(name, pattern, each.callback.__module__)
        else:
            inner = (*namespaces, each.namespace) if each.namespace else namespaces
            yield from _doors(each, inner, pattern)
