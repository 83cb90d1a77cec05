"""An answer about a right is remembered only while it is exactly true."""

import threading
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.utils import timezone

from meetings.agenda.models import Summons
from minutes.rooms.access import next_moment, rights
from minutes.rooms.remembered import AT_LATEST, Remembered
from minutes.rooms.rights import OUTSIDE, WITHDRAWN, Right
from portal.sessions.models import LoginSession
from tests.factories.meetings import an_emergency
from tests.minutes.rooms.scene import enter
from tests.portal.mfa.floor import clock as clock  # the fixture

pytestmark = pytest.mark.storage
counted = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite counts the commits of others")


@pytest.fixture
def asked():
    """How many rights each question to the database was about."""
    return []


@pytest.fixture
def remembered(asked):
    def asking(asks):
        asked.append(len(asks))
        return rights(asks)

    return Remembered(asking, next_moment)


def elsewhere(change) -> None:
    """Another connection commits."""

    def run():
        change()
        connections.close_all()

    other = threading.Thread(target=run)
    other.start()
    other.join()


@counted
def test_what_nobody_changed_is_asked_once(scene, remembered, asked):
    ask = (enter(scene.member), scene.document.pk)
    assert [remembered([ask])[ask] for _ in range(5)] == [Right("write")] * 5
    assert asked == [1]


def test_what_another_connection_changes_is_seen_by_the_very_next_question(scene, remembered):
    ask = (enter(scene.member), scene.document.pk)
    assert remembered([ask])[ask] == Right("write")
    elsewhere(lambda: Summons.objects.filter(user=scene.member).delete())
    assert remembered([ask])[ask] == WITHDRAWN


@counted
def test_only_the_unknown_is_asked(scene, remembered, asked):
    one, two = (enter(scene.member), scene.document.pk), (enter(scene.other), scene.document.pk)
    remembered([one])
    assert set(remembered([one, two]).values()) == {Right("write")}
    assert asked == [1, 1]


def test_a_login_that_ends_by_the_clock_ends_here(scene, remembered, clock):
    ask = (enter(scene.member), scene.document.pk)
    clock.set(timezone.now())
    LoginSession.objects.update(last_seen_at=timezone.now() - timedelta(minutes=29, seconds=58))
    assert remembered([ask])[ask] == Right("write")
    clock.wait(3)
    assert remembered([ask])[ask] == OUTSIDE


@counted
def test_it_is_asked_again_in_any_case(scene, remembered, asked, clock):
    ask = (enter(scene.member), scene.document.pk)
    clock.set(timezone.now())
    for _ in range(2):
        remembered([ask])
        clock.wait(AT_LATEST.total_seconds())
    assert asked == [1, 1]


def test_the_next_moment_is_the_first_of_login_emergency_and_midnight(scene, clock):
    asks = [(enter(scene.member), scene.document.pk)]
    clock.set(now := timezone.now())
    midnight = (timezone.localtime(now) + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    assert next_moment(asks) <= now + timedelta(minutes=31)
    an_emergency(scene.item, scene.outsider, allowed_by=scene.secretariat, hours=0)
    scene.item.emergencies.update(until=now + timedelta(minutes=5))
    assert next_moment(asks) == min(now + timedelta(minutes=5), midnight)  # also in the last minutes of a day
    LoginSession.objects.update(last_seen_at=now + timedelta(days=3), expire_date=now + timedelta(days=3))
    scene.item.emergencies.all().delete()
    assert next_moment(asks) == midnight
