"""A forgotten password, and changing one's own."""

import re
from email import message_from_bytes, policy

import pytest
from django.test import Client

from portal.accounts.models import User
from portal.audit.models import AuditEvent
from portal.outbox.models import OutboxMail
from portal.sessions.models import LoginSession
from tests.factories.people import PASSWORD, a_browser, a_person, enrol, session_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]
LOGIN, FORGOT, CHANGE = "/portal/enter/", "/portal/enter/forgot/", "/portal/me/password/"
NEW = "haru no yama ni tori ga naku"


@pytest.fixture
def person():
    person = a_person("大西")
    enrol(person)
    return person


def text_of(mail: OutboxMail) -> str:
    content = message_from_bytes(mail.content, policy=policy.default).get_content()
    assert isinstance(content, str)
    return content


def link_to(person: User) -> str:
    Client().post(FORGOT, {"email": person.email})
    found = re.search(r"https?://[^/]+(/portal/enter/reset/\S+)", text_of(OutboxMail.objects.get(kind="password")))
    assert found
    return found[1]


def choose(link: str, password: str = NEW, again: str | None = None):
    return Client().post(link, {"password": password, "again": again or password})


def may_log_in(person: User, password: str) -> bool:
    return Client().post(LOGIN, {"email": person.email, "password": password}).status_code == 302


def without_tokens(answer) -> str:
    return re.sub(r'value="[^"]*"|nonce="[^"]*"', "", answer.content.decode())


def verbs(person: User) -> list[str]:
    return list(AuditEvent.objects.filter(target_id=str(person.pk)).values_list("verb", flat=True))


def test_the_link_sets_a_new_password_and_ends_every_login(person):
    session = session_of(person)
    assert choose(link_to(person)).headers["Location"] == LOGIN
    assert may_log_in(person, NEW)
    assert not may_log_in(person, PASSWORD)
    assert a_browser(session).get("/portal/me/").status_code == 302
    assert {"password.link_sent", "password.replaced"} <= set(verbs(person))
    notice = text_of(OutboxMail.objects.get(kind="notice"))
    assert NEW not in notice
    assert "事務局" in notice


def test_the_second_factor_is_asked_for_all_the_same(person):
    client = Client()
    choose(link_to(person))
    client.post(LOGIN, {"email": person.email, "password": NEW})
    assert client.get("/portal/").headers["Location"].startswith("/portal/enter/code/")


def test_it_opens_an_account_that_wrong_passwords_had_stopped(person):
    for _try in range(5):
        Client().post(LOGIN, {"email": person.email, "password": "no"})
    assert not may_log_in(person, PASSWORD)
    choose(link_to(person))
    assert may_log_in(person, NEW)


def test_a_link_works_once(person):
    link = link_to(person)
    choose(link)
    assert choose(link, "mata betsu no kotoba desu").status_code == 410
    assert Client().get(link).status_code == 410
    assert may_log_in(person, NEW)


def test_a_link_lives_one_hour(person, monkeypatch):
    link = link_to(person)
    assert Client().get(link).status_code == 200
    from datetime import datetime, timedelta

    later = datetime.now() + timedelta(hours=1, minutes=1)
    monkeypatch.setattr("django.contrib.auth.tokens.PasswordResetTokenGenerator._now", lambda self: later)
    assert Client().get(link).status_code == 410
    assert choose(link).status_code == 410


def test_logging_in_closes_the_link(person):
    link = link_to(person)
    assert may_log_in(person, PASSWORD)
    assert Client().get(link).status_code == 410


@pytest.mark.parametrize("make", [
    lambda person: "nobody@kasane.example",
    lambda person: a_person("江口", joined=False).email,
    lambda person: User.objects.create_user("closed@example.jp", PASSWORD, is_active=False).email,
], ids=["unknown", "not joined", "closed"])  # fmt: skip
def test_nothing_shows_whose_address_it_is(person, make):
    known = Client().post(FORGOT, {"email": person.email})
    posted = OutboxMail.objects.count()
    address = make(person)
    other = Client().post(FORGOT, {"email": address})
    assert known.status_code == other.status_code
    assert without_tokens(known).replace(person.email, "") == without_tokens(other).replace(address, "")
    assert OutboxMail.objects.count() == posted


def test_no_mailbox_is_filled(person, clock):
    for _time in range(3):
        Client().post(FORGOT, {"email": person.email})
    assert OutboxMail.objects.filter(kind="password").count() == 1
    clock.wait(11 * 60)
    Client().post(FORGOT, {"email": person.email})
    assert OutboxMail.objects.filter(kind="password").count() == 2


@pytest.mark.parametrize(
    ("password", "again"), [("short", "short"), (NEW, NEW + "x"), ("123456789012", "123456789012")]
)
def test_a_password_that_does_not_do_is_asked_for_again(person, password, again):
    assert choose(link_to(person), password, again).status_code == 422
    assert may_log_in(person, PASSWORD)


def test_changing_ones_own_keeps_this_login_and_ends_the_others(person):
    here, elsewhere = a_browser(session_of(person)), a_browser(session_of(person))
    answer = here.post(CHANGE, {"old": PASSWORD, "password": NEW, "again": NEW})
    assert answer.headers["Location"] == "/portal/me/"
    assert here.get("/portal/me/").status_code == 200
    assert elsewhere.get("/portal/me/").status_code == 302
    assert LoginSession.objects.count() == 1
    assert may_log_in(person, NEW)
    assert "password.changed" in verbs(person)
    assert OutboxMail.objects.filter(kind="notice", recipient=person.email).exists()


def test_an_open_screen_is_not_enough(person):
    here = a_browser(session_of(person))
    assert here.post(CHANGE, {"old": "not it", "password": NEW, "again": NEW}).status_code == 422
    assert may_log_in(person, PASSWORD)


def test_the_same_password_again_is_no_change(person):
    answer = a_browser(session_of(person)).post(CHANGE, {"old": PASSWORD, "password": PASSWORD, "again": PASSWORD})
    assert answer.status_code == 422
    assert "いまお使いのパスワードと同じです" in answer.content.decode()


def test_guessing_the_old_one_stops_like_at_the_login(person):
    here = a_browser(session_of(person))
    answers = [here.post(CHANGE, {"old": f"guess {n}", "password": NEW, "again": NEW}).status_code for n in range(5)]
    assert answers == [422, 422, 422, 422, 429]
    assert here.post(CHANGE, {"old": PASSWORD, "password": NEW, "again": NEW}).status_code == 429
