"""Logging in and out."""

import re

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.accounts.signals import access_ended
from portal.sessions.store import SessionStore
from tests.factories.people import PASSWORD, a_person, enrol
from tests.portal.accounts.counting import CountingHasher

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]
LOGIN, LOGOUT, CODE = "/portal/enter/", "/portal/enter/leave/", "/portal/enter/code/"
ELSEWHERE = [
    "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example", "\\\\evil.example",
    "http:///evil.example", "javascript:alert(1)", "https:evil.example", " //evil.example", "\t//evil.example",
]  # fmt: skip


@pytest.fixture
def person():
    return a_person("大西")


def log_in(email, password=PASSWORD, client=None, **more):
    return (client or Client()).post(LOGIN, {"email": email, "password": password, **more})


def without_what_was_typed(answer) -> str:
    return re.sub(r'(value|nonce)="[^"]*"', "", answer.content.decode())


def test_the_right_password_leads_to_the_code(person):
    assert log_in(person.email).headers["Location"].split("?")[0] == CODE


def test_the_mail_address_may_be_written_in_capitals(person):
    assert log_in(person.email.upper()).status_code == 302


def test_a_wrong_password_and_an_unknown_address_look_the_same(person):
    wrong, unknown = log_in(person.email, "not my password"), log_in("nobody@kasane.example", PASSWORD)
    assert wrong.status_code == unknown.status_code == 422
    assert without_what_was_typed(wrong) == without_what_was_typed(unknown)
    assert wrong.headers.items() >= {"Cache-Control": unknown.headers["Cache-Control"]}.items()


def test_so_do_a_closed_account_and_one_that_has_not_joined(person):
    person.is_active = False
    person.save()
    newcomer = User.objects.create_user("eguchi@example.jp")
    unknown = without_what_was_typed(log_in("nobody@kasane.example"))
    for email in (person.email, newcomer.email):
        assert without_what_was_typed(log_in(email)) == unknown


def test_a_password_is_compared_for_unknown_addresses_too(settings, person):
    """An answer that comes sooner would tell who is a member: each costs one hash."""
    settings.PASSWORD_HASHERS = ["tests.portal.accounts.counting.CountingHasher"]
    person.set_password(PASSWORD)
    person.save()
    costs = []
    for email in (person.email, "nobody@kasane.example"):
        CountingHasher.hashed = 0
        log_in(email, "not my password")
        costs.append(CountingHasher.hashed)
    assert costs == [1, 1]


def test_the_session_id_is_a_new_one(person):
    client = Client()
    session = client.session
    session["left"] = "by the one before me"
    session.save()
    client.cookies["kasane_sid"] = before = session.session_key
    log_in(person.email, client=client)
    assert client.session.session_key != before
    assert not SessionStore().exists(before)


@pytest.mark.parametrize("evil", ELSEWHERE)
def test_next_stays_on_this_host(person, evil):
    assert log_in(person.email, next=evil).headers["Location"] == f"{CODE}?next=/portal/"
    assert "evil" not in Client().get(LOGIN, {"next": evil}).content.decode()


@pytest.mark.parametrize(
    "wanted", ["/portal/meetings/", "/portal/?a=1&b=2", "/portal/?a=%26x", "/portal/meetings/?q=日"]
)
def test_next_is_kept_whole(person, wanted):
    enrol(person)
    client = Client()
    answer = log_in(person.email, client=client, next=wanted)
    assert client.get(answer.headers["Location"]).context["next"] == wanted


def test_logging_out_closes_the_session_on_the_server(person):
    client = Client()
    log_in(person.email, client=client)
    cookie = client.cookies["kasane_sid"].value
    answer = client.post(LOGOUT)
    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert answer.headers["Location"] == LOGIN
    assert not SessionStore().exists(cookie)
    thief = Client()
    thief.cookies["kasane_sid"] = cookie
    assert thief.get(CODE).headers["Location"].startswith(LOGIN)


def test_a_link_does_not_log_anybody_out(person):
    client = Client()
    log_in(person.email, client=client)
    client.get(LOGOUT)
    assert SessionStore().exists(client.cookies["kasane_sid"].value)


def test_a_form_from_elsewhere_does_not_log_anybody_in_or_out(person):
    client = Client(enforce_csrf_checks=True)
    assert log_in(person.email, client=client).status_code == 403
    client.force_login(person)
    assert client.post(LOGOUT).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_logging_out_asks_the_sockets_again_once_the_session_is_gone(person):
    client = Client()
    log_in(person.email, client=client)
    cookie, seen = client.cookies["kasane_sid"].value, []

    def listen(sender, user, **news):
        seen.append((user, SessionStore().exists(cookie)))

    access_ended.connect(listen)
    try:
        client.post(LOGOUT)
    finally:
        access_ended.disconnect(listen)
    assert seen == [(person, False)]


def test_the_cookie_is_for_this_host_and_no_script(person):
    client = Client()
    log_in(person.email, client=client)
    cookie = client.cookies["kasane_sid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert not cookie["domain"]
    assert not cookie["max-age"]  # ends with the browser
