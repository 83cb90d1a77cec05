"""The second step in the browser: what a password, a printed code and a code of the app open."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.accounts.models import User
from portal.accounts.services import open_invitation
from portal.audit.setup import Setup
from portal.gate.rules import visitor_of
from portal.mfa.access import app_device, unfinished_device
from portal.mfa.models import AppDevice, PrintedCodes
from portal.mfa.services import begin_app, print_codes
from portal.outbox.models import OutboxMail
from portal.sessions.store import SessionStore
from tests.factories.people import PASSWORD, a_person, enrol, session_of
from tests.portal.mfa.floor import app_shows, code_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]
APP, CODE, PRINTED = (f"/portal/enter/{door}/" for door in ("app", "code", "printed"))
HOME = "/portal/"


@pytest.fixture
def person(clock):
    """Somebody with an app, no code of this half minute used."""
    user = a_person("大西")
    enrol(user)
    return user


def with_password(user) -> Client:
    client = Client()
    answer = client.post(reverse("enter:login"), {"email": user.email, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def key_of(client) -> str:
    return str(client.session.session_key)


def is_verified(client) -> bool:
    """Whether the gate lets the session to a door of the second level."""
    return client.get(reverse("enter:pledge")).headers.get("Location", "").split("?")[0] != CODE


def test_who_is_past_the_login_is_led_on_and_not_asked_again(person, clock):
    client = with_password(person)
    client.post(CODE, {"code": code_of(person, clock)})
    for door in (reverse("enter:login"), CODE, PRINTED):  # as the back button of a browser asks
        assert client.get(door).headers["Location"] == HOME
    assert client.get(f"{CODE}?next=/portal/me/").headers["Location"] == "/portal/me/"
    stale = client.post(CODE, {"code": code_of(person, clock)})
    assert stale.headers["Location"] == HOME
    assert is_verified(client)


def test_a_device_that_was_stopped_leads_to_the_login_again(person, clock):
    client = with_password(person)
    client.post(CODE, {"code": code_of(person, clock)})
    AppDevice.objects.filter(user=person).update(confirmed=False, stopped_at=timezone.now())
    enrol(person)
    assert client.get(reverse("enter:login")).status_code == 200
    assert client.get(CODE).status_code == 200


def test_a_password_alone_opens_nothing(person):
    client = with_password(person)
    assert client.get(HOME).headers["Location"] == f"{CODE}?next=/portal/"
    assert not is_verified(client)


def test_the_code_lets_in_under_a_new_session_id(person, clock):
    client = with_password(person)
    before = key_of(client)
    answer = client.post(CODE, {"code": code_of(person, clock)})
    assert answer.headers["Location"] == HOME
    assert is_verified(client)
    assert key_of(client) != before
    assert not SessionStore().exists(before)


def test_a_wrong_code_is_said_and_lets_nobody_in(person):
    client = with_password(person)
    answer = client.post(CODE, {"code": "000000"})
    assert answer.status_code == 422
    assert not is_verified(client)


def test_a_password_alone_never_sets_up_a_first_factor():
    user = a_person("大西")
    client = with_password(user)
    assert client.get(APP).status_code == 403
    assert client.post(APP, {"code": "000000"}).status_code == 403
    assert not AppDevice.objects.exists()


def test_a_password_alone_does_not_finish_a_setup_that_somebody_else_began(clock):
    user = a_person("大西")
    secret = begin_app(actor=user).secret
    client = with_password(user)
    assert client.post(APP, {"code": app_shows(secret, clock.now.timestamp())}).status_code == 403
    assert app_device(user) is None


def test_a_password_alone_does_not_replace_a_factor(person, clock):
    client = with_password(person)
    assert client.get(APP).headers["Location"] == CODE
    assert client.post(APP, {"code": code_of(person, clock)}).headers["Location"] == CODE
    assert unfinished_device(person) is None


def test_the_setup_code_opens_the_first_setup_and_it_lets_in_once(clock):
    way = open_invitation(actor=Setup("tests"), user=User.objects.create_user("eguchi@example.jp"))
    client = Client()
    words = {"code": way.code, "password": "haru wa akebono", "again": "haru wa akebono"}
    assert client.post(reverse("enter:join", args=[way.token]), words).headers["Location"] == APP
    before = key_of(client)
    page = client.get(APP).content.decode()
    secret = unfinished_device(way.invitation.user).secret
    assert "<svg" in page
    assert client.post(APP, {"code": "000000"}).status_code == 422
    clock.wait(2)
    answer = client.post(APP, {"code": app_shows(secret, clock.now.timestamp())})
    assert answer.headers["Location"] == reverse("enter:codes")
    assert is_verified(client)
    assert key_of(client) != before
    # the right to set up is used up
    assert client.get(APP).headers["Location"] == CODE


def test_a_printed_code_opens_the_setup_of_a_new_app_and_nothing_else(person, clock):
    words = print_codes(actor=person)
    client = with_password(person)
    assert client.post(PRINTED, {"code": words[0]}).headers["Location"] == APP
    assert not is_verified(client)
    assert client.get(HOME).headers["Location"].startswith(CODE)
    assert client.get(reverse("enter:codes")).headers["Location"].startswith(CODE)
    assert visitor_of(key_of(client)) is None
    assert client.get(APP).status_code == 200


def test_a_setup_shows_one_secret_to_its_session_and_another_session_takes_it_over(person, clock):
    words = print_codes(actor=person)
    mine, theirs = with_password(person), with_password(person)
    for client, word in ((mine, words[0]), (theirs, words[1])):
        client.post(PRINTED, {"code": word})
        clock.wait(60)
    first = mine.get(APP).context["secret"]
    assert mine.get(APP).context["secret"] == first
    second = theirs.get(APP).context["secret"]
    assert second != first
    # the session that came first neither sees the other's secret nor sets up its own any more
    assert mine.get(APP).headers["Location"] == CODE


def test_a_wrong_printed_code_opens_nothing(person):
    print_codes(actor=person)
    client = with_password(person)
    assert client.post(PRINTED, {"code": "1-AAAA-AAAA-AAAA-AAAA"}).status_code == 422
    assert client.get(APP).headers["Location"] == CODE


def test_who_never_printed_codes_is_told_so(person):
    assert with_password(person).post(PRINTED, {"code": "1-AAAA-AAAA-AAAA-AAAA"}).status_code == 422


def test_a_new_app_ends_the_old_one_and_every_session_that_it_opened(cast, clock):
    person = cast.member
    old = app_device(person).secret
    elsewhere = Client()
    elsewhere.cookies["kasane_sid"] = session_of(person)
    assert elsewhere.get(HOME).status_code == 200
    assert visitor_of(elsewhere.cookies["kasane_sid"].value)

    words = print_codes(actor=person)
    client = Client()
    client.force_login(person)
    client.post(PRINTED, {"code": words[0]})
    client.get(APP)
    new = unfinished_device(person).secret
    assert new != old
    assert client.post(APP, {"code": app_shows(new, clock.now.timestamp())}).status_code == 302

    assert AppDevice.objects.filter(user=person, confirmed=True, stopped_at=None).count() == 1
    assert AppDevice.objects.filter(user=person).count() == 2  # what a seal names is kept
    assert client.get(HOME).status_code == 200
    # the page and the socket of the session that the old app opened
    held = elsewhere.cookies["kasane_sid"].value
    assert visitor_of(held) is None
    assert elsewhere.get(HOME).headers["Location"].startswith(reverse("enter:login"))
    clock.wait(30)
    again = with_password(person)
    assert again.post(CODE, {"code": app_shows(old, clock.now.timestamp())}).status_code == 422
    assert OutboxMail.objects.get(kind="devices").recipient == person.email


def test_open_sockets_are_asked_again_when_the_app_is_replaced(cast, clock, django_capture_on_commit_callbacks):
    from portal.accounts.signals import access_ended

    heard = []

    def listen(sender, user, **news):
        heard.append((user, visitor_of(session)))

    session = session_of(cast.member)
    assert visitor_of(session)
    access_ended.connect(listen)
    try:
        from portal.mfa.services import finish_app

        device = begin_app(actor=cast.member)
        with django_capture_on_commit_callbacks(execute=True):
            finish_app(actor=cast.member, typed=app_shows(device.secret, clock.now.timestamp()))
    finally:
        access_ended.disconnect(listen)
    assert heard == [(cast.member, None)]


def just_set_up(clock) -> Client:
    """A login in which somebody new set up the app a moment ago."""
    way = open_invitation(actor=Setup("tests"), user=User.objects.create_user("eguchi@example.jp"))
    client = Client()
    words = {"code": way.code, "password": "haru wa akebono", "again": "haru wa akebono"}
    client.post(reverse("enter:join", args=[way.token]), words)
    client.get(APP)
    device = unfinished_device(way.invitation.user)
    assert device is not None
    assert client.post(APP, {"code": app_shows(device.secret, clock.now.timestamp())}).status_code == 302
    return client


def test_ten_codes_are_shown_once(clock):
    client = just_set_up(clock)
    page = client.post(reverse("enter:codes"))
    assert page.content.decode().count("data-printed-code") == 10
    assert client.get(reverse("enter:codes")).headers["Location"] == HOME
    assert client.post(reverse("enter:codes")).headers["Location"] == HOME


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_login_that_set_up_no_app_prints_no_codes_without_a_fresh_factor(person, clock, method):
    client = with_password(person)
    client.post(CODE, {"code": code_of(person, clock)})
    assert getattr(client, method)(reverse("enter:codes")).headers["Location"] == reverse("me:new_codes")
    assert not PrintedCodes.objects.exists()


def test_the_right_to_print_is_good_once(clock):
    client = just_set_up(clock)
    client.post(reverse("enter:codes"))
    PrintedCodes.objects.update(confirmed=False)
    assert client.post(reverse("enter:codes")).headers["Location"] == reverse("me:new_codes")
    assert PrintedCodes.objects.count() == 1


def test_nothing_of_a_code_page_stays_in_the_browser(clock):
    client = just_set_up(clock)
    assert "no-store" in client.post(reverse("enter:codes")).headers["Cache-Control"]


def test_a_code_leads_to_where_the_person_wanted_but_on_this_host_only(person, clock):
    client = with_password(person)
    answer = client.post(CODE, {"code": code_of(person, clock), "next": "/portal/meetings/"})
    assert answer.headers["Location"] == "/portal/meetings/"
    clock.wait(30)
    client = with_password(person)
    answer = client.post(CODE, {"code": code_of(person, clock), "next": "https://evil.example/"})
    assert answer.headers["Location"] == HOME
