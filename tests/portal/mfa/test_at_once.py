"""Fifty submissions of one code at the same moment, over HTTP, against a real server process."""

from collections import Counter

import httpx
import pytest
from django.test import Client
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.mfa.access import app_device
from portal.mfa.models import Tries
from tests.factories.people import a_person, code_of, enrol
from tests.minutes.rooms.server import Server
from tests.portal.mfa.floor import together

pytestmark = [pytest.mark.storage, pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("keys")]
CODE, TOKEN = reverse("enter:code"), "a" * 32
FIFTY = 50


@pytest.fixture
def server():
    process = Server()
    process.start()
    yield process
    process.stop()
    process.socket.close()


@pytest.fixture
def person():
    user = a_person("大西")
    enrol(user)
    return user


def logins(user) -> list[str]:
    """The session keys of fifty browsers that have shown the password."""
    keys = []
    for _ in range(FIFTY):
        client = Client()
        client.force_login(user)
        keys.append(str(client.session.session_key))
    return keys


def send(server, session: str, code: str) -> int:
    cookies = {"kasane_sid": session, "kasane_csrf": TOKEN}
    words = {"code": code, "csrfmiddlewaretoken": TOKEN}
    answer = httpx.post(f"{server.origin}{CODE}", data=words, cookies=cookies, timeout=60)
    return answer.status_code


def accepted() -> int:
    return AuditEvent.objects.filter(verb="code.accepted").count()


def test_of_fifty_at_once_with_the_same_right_code_one_gets_in(server, person):
    sessions, code = logins(person), code_of(person)
    before = accepted()
    answers = Counter(together(FIFTY, lambda number: send(server, sessions[number], code)))
    assert answers == {302: 1, 422: FIFTY - 1}
    assert accepted() == before + 1
    assert app_device(person).last_used_at


def test_of_fifty_at_once_with_wrong_codes_the_first_counts_and_nothing_breaks(server, person):
    sessions = logins(person)
    answers = Counter(together(FIFTY, lambda number: send(server, sessions[number], "000000")))
    assert answers == {422: FIFTY}
    assert 1 <= Tries.objects.get().failures < 10
