"""The list of logins: what it keeps of a cookie, how a login ends by itself, who is in it."""

import pytest
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.test import Client

from portal.chores.models import Chore
from portal.chores.services import run_due
from portal.sessions import store
from portal.sessions.models import LoginSession, stored_key
from portal.sessions.store import SessionStore
from tests.factories.people import PASSWORD, a_browser, a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]
LOGIN, MINUTE = "/portal/enter/", 60


def log_in(person, client=None, **more) -> Client:
    client = client or Client()
    client.post(LOGIN, {"email": person.email, "password": PASSWORD, **more}, headers={"User-Agent": "Firefox"})
    return client


def key_of(client: Client) -> str:
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def alive(key: str) -> bool:
    """Whether a browser with this cookie is known to somebody."""
    return SESSION_KEY in SessionStore(key)


def test_a_stolen_list_opens_nothing():
    key = key_of(log_in(a_person("大西")))
    (row,) = LoginSession.objects.all()
    assert row.session_key == stored_key(key) != key
    assert key not in "".join(str(value) for value in row.__dict__.values())
    assert alive(key)
    assert not alive(row.session_key)
    assert a_browser(row.session_key).get("/portal/enter/code/").headers["Location"].startswith(LOGIN)


def test_the_list_says_whose_login_it_is_and_from_where():
    person = a_person("大西")
    log_in(person)
    (row,) = LoginSession.objects.all()
    assert (row.user, row.address, row.browser, row.shared_pc) == (person, "127.0.0.1", "Firefox", False)


def test_a_new_key_of_the_same_login_is_no_new_login(clock):
    client = log_in(a_person("大西"))
    before = LoginSession.objects.get()
    clock.wait(5 * MINUTE)
    session = SessionStore(key_of(client))
    session["more"] = 1
    session.cycle_key()
    session.save()
    after = LoginSession.objects.get()
    assert after.session_key == stored_key(session.session_key) != before.session_key
    assert (after.created_at, after.expire_date, after.browser) == (before.created_at, before.expire_date, "Firefox")
    assert alive(session.session_key)


@pytest.mark.parametrize(("shared", "minutes"), [(False, 30), (True, 10)])
def test_a_login_ends_when_nothing_came_for_a_while(clock, shared, minutes):
    key = key_of(log_in(a_person("大西")))
    LoginSession.objects.update(shared_pc=shared)
    clock.wait(minutes * MINUTE - 1)
    assert alive(key)
    store.seen([key])
    clock.wait(minutes * MINUTE - 1)
    assert alive(key)
    clock.wait(1)
    assert not alive(key)
    session = SessionStore(key)
    session.load()
    assert session.over == "idle"


def test_a_login_ends_after_ten_hours_whatever_was_done(clock):
    client = log_in(a_person("大西"))
    key = key_of(client)
    for _each in range(40):
        clock.wait(15 * MINUTE - 1)
        session = SessionStore(key)
        session["something"] = clock.now.timestamp()
        session.save()
        store.seen([key])
    assert alive(key)
    clock.wait(MINUTE)
    assert not alive(key)
    session = SessionStore(key)
    session.load()
    assert session.over == "old"


def test_a_login_that_was_ended_is_not_stored_again():
    """A request under way when somebody signs out remotely must not bring the login back."""
    from django.contrib.sessions.backends.base import UpdateError

    key = key_of(log_in(a_person("大西")))
    session = SessionStore(key)
    session["something"] = 1
    SessionStore().delete(key)
    with pytest.raises(UpdateError):
        session.save()
    assert not alive(key)


def test_many_logins_are_loaded_at_once(django_assert_num_queries):
    people = [a_person(f"大西{number}") for number in range(9)]
    keys = [key_of(log_in(person)) for person in people]
    with django_assert_num_queries(1):
        found = store.load([*keys, "x" * 32, stored_key(keys[0])])
        assert {key: session.row.user for key, session in found.items()} == dict(zip(keys, people, strict=True))


@pytest.mark.django_db(transaction=True)
@pytest.mark.storage
def test_the_async_path_is_the_same():
    from asgiref.sync import async_to_sync

    key = key_of(log_in(a_person("大西")))
    session = SessionStore(key)
    assert async_to_sync(session.aget)(SESSION_KEY)
    async_to_sync(session.acycle_key)()
    async_to_sync(session.asave)()
    assert not async_to_sync(SessionStore().aexists)(key)
    assert alive(session.session_key)
    async_to_sync(session.aflush)()
    assert not LoginSession.objects.exists()


def test_the_daily_chore_forgets_logins_that_ended_a_day_ago(clock):
    person = a_person("星")
    log_in(person)
    clock.wait(settings.SESSION_COOKIE_AGE + MINUTE)
    due()
    assert LoginSession.objects.filter(user=person).count() == 1  # they are still told that it ended
    clock.wait(24 * 3600 + MINUTE)
    log_in(person)
    due()
    assert [login.over(clock.now) for login in LoginSession.objects.filter(user=person)] == [""]


def due() -> None:
    """What the mail worker's loop does, as often as it must."""
    Chore.objects.all().delete()
    run_due()
    assert Chore.objects.get(name="sessions.forgotten").last_failure == ""
