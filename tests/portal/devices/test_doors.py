"""One's devices: added, named and removed with a fresh factor in that act, and never in silence."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.mfa.access import app_devices, printed_codes_left
from portal.mfa.models import AppDevice
from portal.outbox.models import OutboxMail
from portal.sessions.models import LoginSession
from tests.factories.people import PASSWORD, session_of
from tests.portal.mfa.floor import app_shows, code_of

pytestmark = pytest.mark.django_db
LIST, ADD, FINISH, CODES = (reverse(f"me:{name}") for name in ("devices", "add_app", "finish_app", "new_codes"))


@pytest.fixture
def person(cast, clock):
    return cast.member


@pytest.fixture
def client(cast, person):
    return cast.client_of(person)


def with_password(user) -> Client:
    client = Client()
    client.post(reverse("enter:login"), {"email": user.email, "password": PASSWORD})
    return client


def an_app(user, name="職場") -> AppDevice:
    return AppDevice.objects.create(user=user, name=name, confirmed=True, secret=b"the key of the second")


def shows(device, clock) -> str:
    return app_shows(device.secret, clock.now.timestamp())


def remove(device) -> str:
    return reverse("me:remove_device", args=[device.number])


def add(client, clock, person, name="自宅") -> AppDevice:
    """As far as the new app's picture."""
    answer = client.post(ADD, {"name": name, "code": code_of(person, clock)})
    assert answer.headers["Location"] == FINISH
    return AppDevice.objects.get(user=person, confirmed=False)


def test_another_app_is_added_with_a_code_of_the_first_and_one_of_its_own(client, person, clock):
    device = add(client, clock, person)
    page = client.get(FINISH).content.decode()
    assert "<svg" in page
    assert client.post(FINISH, {"code": "000000"}).status_code == 422
    clock.wait(2)
    assert client.post(FINISH, {"code": shows(device, clock)}).headers["Location"] == LIST
    page = client.get(LIST).content.decode()
    assert "自宅" in page
    assert app_devices(person).count() == 2
    assert AuditEvent.objects.filter(verb="device.added", actor=person).count() == 1
    assert OutboxMail.objects.get(kind="devices").recipient == person.email


def test_without_a_fresh_code_nothing_is_added(client, person, clock):
    used = code_of(person, clock)
    assert client.post(ADD, {"name": "自宅"}).status_code == 422
    assert client.post(ADD, {"name": "自宅", "code": "000000"}).status_code == 422
    clock.wait(30)
    login = code_of(person, clock)
    assert with_password(person).post(reverse("enter:code"), {"code": login}).status_code == 302
    for code in (used, login):
        assert client.post(ADD, {"name": "自宅", "code": code}).status_code == 422
    assert client.get(FINISH).headers["Location"] == ADD
    assert not AppDevice.objects.filter(user=person, confirmed=False).exists()


def test_the_picture_is_shown_to_the_login_that_proved_and_for_a_quarter_of_an_hour(cast, client, person, clock):
    device = add(client, clock, person)
    assert cast.client_of(person).get(FINISH).headers["Location"] == ADD
    session = client.session
    session["may_add_app"] |= {"until": 0}
    session.save()
    assert client.get(FINISH).headers["Location"] == ADD
    assert client.post(FINISH, {"code": shows(device, clock)}).headers["Location"] == ADD
    assert app_devices(person).count() == 1


@pytest.mark.parametrize("act", ["add", "remove", "print"])
def test_the_persons_other_logins_end(client, person, clock, act):
    second = an_app(person)
    elsewhere = session_of(person)
    assert LoginSession.objects.filter(user=person).count() == 2
    if act == "add":
        device = add(client, clock, person)
        client.post(FINISH, {"code": shows(device, clock)})
    elif act == "remove":
        client.post(remove(second), {"code": code_of(person, clock)})
    else:
        client.post(CODES, {"code": code_of(person, clock)})
    assert LoginSession.objects.filter(user=person).count() == 1
    assert client.get(LIST).status_code == 200
    client.cookies["kasane_sid"] = elsewhere
    assert client.get(LIST).headers["Location"].startswith(reverse("enter:login"))


def test_a_device_is_removed_and_opens_nothing_any_more(client, person, clock):
    second = an_app(person)
    assert client.post(remove(second)).status_code == 422
    assert client.post(remove(second), {"code": "000000"}).status_code == 422
    clock.wait(2)
    assert client.post(remove(second), {"code": code_of(person, clock)}).headers["Location"] == LIST
    assert list(app_devices(person)) == list(AppDevice.objects.filter(user=person, confirmed=True))
    assert app_devices(person).count() == 1
    clock.wait(30)
    assert with_password(person).post(reverse("enter:code"), {"code": shows(second, clock)}).status_code == 422
    assert AuditEvent.objects.filter(verb="device.removed").count() == 1
    assert OutboxMail.objects.filter(kind="devices").count() == 1


def test_a_device_does_not_confirm_its_own_removal(client, person, clock):
    first, second = app_devices(person).get(), an_app(person)
    page = client.post(remove(second), {"code": shows(second, clock)})
    assert page.status_code == 422
    assert "ほかの端末" in page.content.decode()
    assert set(app_devices(person)) == {first, second}
    assert LoginSession.objects.filter(user=person).count() == 1
    clock.wait(30)
    assert client.post(remove(first), {"code": shows(second, clock)}).headers["Location"] == LIST
    assert app_devices(person).get() == second


def test_the_last_app_stays(client, person, clock):
    only = app_devices(person).get()
    assert remove(only) not in client.get(LIST).content.decode()
    assert client.post(remove(only), {"code": code_of(person, clock)}).status_code == 422
    assert app_devices(person).get() == only


def test_a_device_of_somebody_else_is_not_there(cast, client):
    theirs = app_devices(cast.chair).get()
    for door in ("rename_device", "remove_device"):
        for number in (theirs.number, uuid.uuid4()):
            assert client.get(reverse(f"me:{door}", args=[number])).status_code == 404
            assert client.post(reverse(f"me:{door}", args=[number]), {"name": "x"}).status_code == 404


def test_a_name_is_changed(client, person):
    only = app_devices(person).get()
    address = reverse("me:rename_device", args=[only.number])
    assert client.post(address, {"name": ""}).status_code == 422
    assert client.post(address, {"name": "わたしのスマホ"}).headers["Location"] == LIST
    assert "わたしのスマホ" in client.get(LIST).content.decode()


def test_a_new_sheet_is_shown_once_and_ends_the_old_one(client, person, clock):
    assert client.post(CODES).status_code == 422
    page = client.post(CODES, {"code": code_of(person, clock)}).content.decode()
    assert page.count("data-printed-code") == 10
    assert "data-printed-code" not in client.get(CODES).content.decode()
    assert printed_codes_left(person) == 10


def test_no_mail_names_a_device_or_an_address(client, person, clock):
    device = add(client, clock, person, name="大事な名前")
    client.post(FINISH, {"code": shows(device, clock)})
    mail = OutboxMail.objects.get(kind="devices")
    assert "大事な名前".encode() not in bytes(mail.content)
    assert b"http" not in bytes(mail.content)


def test_the_list_asks_as_often_for_thirty_devices_as_for_three(client, person, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for number in range(2):
        an_app(person, f"{number}")
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for number in range(27):
        an_app(person, f"{number}")
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)
