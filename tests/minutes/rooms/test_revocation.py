"""A right that ends closes the open socket within two seconds and refuses the next page: with a bell between
processes, without one, and with one that is away; no background worker runs in any of these servers."""

import os
import time
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from minutes.rooms.access import identify, rights
from minutes.rooms.hub import Hub
from minutes.rooms.rights import LOG_IN, NO_LONGER_YOURS, SIGN_PLEDGE, Right
from portal.sessions.models import LoginSession, stored_key
from portal.sessions.store import SessionStore
from tests.factories.meetings import an_emergency
from tests.factories.people import a_browser
from tests.minutes.rooms.revoking import WAYS, end_term, log_out, withdraw_summons
from tests.minutes.rooms.scene import enter
from tests.minutes.rooms.server import Browser
from tests.minutes.rooms.test_hub import arrive, run, until
from tests.portal.mfa.floor import clock as clock  # the fixture

pytestmark = pytest.mark.storage

WITHIN = 2.0  # seconds
STEPS = {LOG_IN: "/portal/enter/", SIGN_PLEDGE: "/portal/enter/pledge/"}  # where a page leads whoever heard this code
REDIS = os.environ.get("REDIS_URL", "")
AWAY = "redis://127.0.0.1:1/0"


def closes_in_time(server, scene, way) -> None:
    """This process is one more beside the server's: what it changes, the server learns by bell or by asking."""
    visitor = enter(scene.member)
    browser = Browser(server, visitor, scene.document.pk)
    browser.until(lambda: browser.saved)
    way(scene, visitor)
    begin = time.monotonic()
    assert browser.close_code(WITHIN) == WAYS[way]
    assert time.monotonic() - begin < WITHIN
    page = a_browser(visitor.session_key).get(reverse("rooms:room", args=[scene.meeting.pk, scene.item.pk]))
    if WAYS[way] in STEPS:
        assert page.headers["Location"].startswith(STEPS[WAYS[way]])
    else:
        assert page.status_code == 404


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_without_a_bell(server, scene, way):
    closes_in_time(server, scene, way)


@pytest.fixture(scope="module")
def with_redis(django_db_setup):
    """A server process that hears the bell."""
    yield from _a_server(REDIS)


@pytest.fixture(scope="module")
def without_redis(django_db_setup):
    """A server process whose Redis went away."""
    yield from _a_server(AWAY)


def _a_server(redis: str):
    from tests.minutes.rooms.server import Server

    server = Server(redis)
    server.start()
    yield server
    server.stop()
    server.socket.close()


@pytest.mark.skipif(not REDIS, reason="this run has no Redis")
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_with_a_bell(scene, with_redis, way):
    with with_redis.tabs:
        closes_in_time(with_redis, scene, way)


@pytest.mark.parametrize("way", [log_out, end_term, withdraw_summons], ids=lambda way: way.__name__)
def test_with_a_bell_that_is_away(scene, without_redis, way):
    with without_redis.tabs:
        closes_in_time(without_redis, scene, way)


def test_the_term_ends_at_midnight_though_nothing_happens(scene, clock):
    """Only the clock moves."""
    today = timezone.localdate()
    scene.member.appointments.update(ends_on=today)
    visitor, other = enter(scene.member), enter(scene.other)
    noon = timezone.localtime().replace(hour=12, minute=0)
    last_second = noon.replace(hour=23, minute=59, second=59)
    midnight = last_second + timedelta(seconds=1)
    LoginSession.objects.update(last_seen_at=last_second, expire_date=midnight + timedelta(hours=1))
    clock.set(last_second)

    async def story():
        hub = Hub(rights, identify)
        _mine, going = await arrive(hub, visitor, scene.document.pk)
        _theirs, staying = await arrive(hub, other, scene.document.pk)
        clock.set(midnight)
        begin = hub.loop.time()
        await until(going.ended.is_set)
        assert hub.loop.time() - begin < WITHIN
        assert (going.code, staying.code) == (NO_LONGER_YOURS, None)
        await hub.drain()

    run(story)


def test_who_only_looks_on_is_logged_out_and_who_types_is_not(scene, clock, monkeypatch):
    monkeypatch.setattr("minutes.rooms.watch.ASK_AGAIN_AFTER", 0.01)
    monkeypatch.setattr("minutes.rooms.watch.TYPING_NOTED_AFTER", 0.0)
    typing, looking = enter(scene.member), enter(scene.other)

    async def story():
        hub = Hub(rights, identify)
        writer, writing = await arrive(hub, typing, scene.document.pk)
        _reader, reading = await arrive(hub, looking, scene.document.pk)
        for minutes in (20, 9):
            clock.wait(minutes * 60)
            hub.receive(writing, writer.typed("まだいます"))
            await until(lambda: hub.watch.noted and not hub.watch.typing)
        assert reading.code is None
        clock.wait(60)
        await until(reading.ended.is_set)
        assert (writing.code, reading.code) == (None, LOG_IN)
        await hub.drain()

    run(story)


def test_typing_is_noted_at_most_once_a_minute_for_all_at_once(scene, monkeypatch):
    monkeypatch.setattr("minutes.rooms.watch.ASK_AGAIN_AFTER", 0.01)
    noted = []
    monkeypatch.setattr("minutes.rooms.watch.typed", lambda visitors: noted.append(set(visitors)))
    visitors = enter(scene.member), enter(scene.other)

    async def story():
        hub = Hub(rights, identify)
        pairs = [await arrive(hub, visitor, scene.document.pk) for visitor in visitors]
        for number in range(1, 6):
            for socket, theirs in pairs:
                hub.receive(theirs, socket.typed(f"{number} "))
            await until(lambda number=number: all(socket.acknowledged() == number for socket, _ in pairs))
        await until(lambda: set().union(*noted) == set(visitors))
        await hub.drain()

    run(story)
    assert sum(map(len, noted)) == 2


def test_a_login_that_is_over_does_not_come_back_by_typing(scene):
    from minutes.rooms.services import typed
    from tests.minutes.rooms.revoking import sit_idle

    visitor = enter(scene.member)
    sit_idle(scene, visitor)
    typed([visitor])
    assert not SessionStore(visitor.session_key).load()


def test_everybody_at_an_item_is_told_of_an_emergency_reading_and_of_its_end(server, scene):
    browsers = [Browser(server, enter(user), scene.document.pk) for user in (scene.member, scene.secretariat)]
    for each in browsers:
        each.until(lambda each=each: each.saved)
        assert each.status["emergencies"] == []
    reading = an_emergency(scene.item, scene.outsider, allowed_by=scene.secretariat)
    for each in browsers:
        each.until(lambda each=each: each.status["emergencies"] == [str(reading.pk)])
        assert each.status["may"] == "write"
    reading.ended_at = timezone.now()
    reading.save()
    for each in browsers:
        each.until(lambda each=each: each.status["emergencies"] == [])


def test_many_connections_cost_as_many_queries_as_one(scene, django_assert_num_queries):
    one = [(enter(scene.member), scene.document.pk)]
    many = [
        (enter(user), scene.document.pk)
        for user in (scene.member, scene.other, scene.secretariat)
        for _each in "x" * 10
    ]
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        assert set(rights(one).values()) == {Right("write")}
    # login, device, pledge; document; two for the seat, summons, recusal, emergency; whose readings to tell of
    assert len(asked) <= 10
    with django_assert_num_queries(len(asked)):
        assert list(rights(many).values()) == [Right("write")] * 30
    assert LoginSession.objects.filter(pk=stored_key(one[0][0].session_key)).exists()
