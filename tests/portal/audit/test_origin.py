"""Every act says from where it was done, and commands say nothing."""

import pytest
from django.http import HttpResponse
from django.test import AsyncClient
from django.urls import path, reverse

from portal.audit.models import AuditEvent
from portal.audit.origin import NOWHERE, client_address, current, session_mark
from portal.audit.services import record

pytestmark = pytest.mark.django_db


def look(request, word):
    record(actor=request.user, verb="x.looked_at", why="summoned")
    return HttpResponse("")


urlpatterns = [path("portal/look/<str:word>/", look, name="look")]


def origin_of(event: AuditEvent) -> tuple[str, str, str]:
    return event.address, event.door, event.session


def last() -> AuditEvent:
    return AuditEvent.objects.latest("id")


def test_an_act_at_a_door_names_address_door_and_session(cast, settings):
    settings.ROOT_URLCONF = __name__
    client = cast.client_of(cast.member)
    client.get("/portal/look/a-token-in-the-address/", REMOTE_ADDR="192.0.2.7")
    assert origin_of(last()) == ("192.0.2.7", "look", session_mark(client.session.session_key))
    assert last().why == "summoned"


def test_the_asynchronous_door_does_too(cast, settings):
    from asgiref.sync import async_to_sync

    settings.ROOT_URLCONF = __name__
    key = cast.session_of(cast.member)
    client = AsyncClient()
    client.cookies[settings.SESSION_COOKIE_NAME] = key
    async_to_sync(client.get)("/portal/look/x/")
    assert origin_of(last()) == ("127.0.0.1", "look", session_mark(key))


def test_afterwards_nothing_is_left_of_it(cast):
    cast.client_of(cast.member).get(reverse("home"))
    assert current() == NOWHERE
    record(actor=None, verb="x.y")
    assert origin_of(last()) == ("", "", "")


def test_a_session_is_told_apart_but_not_opened_by_its_mark(cast, settings):
    settings.ROOT_URLCONF = __name__
    first, second = cast.client_of(cast.member), cast.client_of(cast.member)
    for client in (first, second, first):
        client.get("/portal/look/x/")
    marks = list(AuditEvent.objects.filter(verb="x.looked_at").values_list("session", flat=True))
    assert marks[0] == marks[2] != marks[1]
    assert all(len(mark) == 16 and mark not in first.session.session_key for mark in marks)


@pytest.mark.parametrize(
    ("direct", "said", "behind", "address"),
    [
        ("192.0.2.7", "", False, "192.0.2.7"),
        ("192.0.2.7", "203.0.113.1", False, "192.0.2.7"),  # anybody can say that
        ("127.0.0.1", "203.0.113.1", True, "203.0.113.1"),
        ("127.0.0.1", "10.0.0.1, 203.0.113.1", True, "203.0.113.1"),  # only the last is our proxy's
        ("127.0.0.1", "203.0.113.1,2001:DB8::1", True, "2001:db8::1"),
        ("127.0.0.1", "203.0.113.1, nonsense", True, "127.0.0.1"),
        ("127.0.0.1", "", True, "127.0.0.1"),
        ("fe80::1%eth0", "", False, "fe80::1"),
        ("", "", False, ""),
        ("testclient", "", False, ""),
    ],
)
def test_the_address_is_one_that_somebody_we_know_said(direct, said, behind, address):
    meta = {"REMOTE_ADDR": direct} | ({"HTTP_X_FORWARDED_FOR": said} if said else {})
    assert client_address(meta, behind_proxy=behind) == address
