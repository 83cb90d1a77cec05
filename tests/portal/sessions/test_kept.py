"""The question that is kept in words answers what Django's own answers, at every time it is asked."""

from datetime import timedelta

import pytest
from django.db import models
from django.utils import timezone

from portal.sessions.models import LoginSession
from portal.sessions.store import SessionStore, _along, _row_of_one
from tests.factories.people import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.storage, pytest.mark.usefixtures("keys", "quick_hashes")]
COMPARED = [field.attname for field in LoginSession._meta.concrete_fields]


def a_login(user=None) -> LoginSession:
    session = SessionStore()
    session["chosen"] = "ja"
    if user is not None:
        session["_auth_user_id"] = str(user.pk)
    session.save()
    assert session.row is not None
    return LoginSession.objects.get(pk=session.row.pk)


def as_django_asks(key):
    rows = models.QuerySet(LoginSession).annotate(**{name: make() for name, make in _along.items()})
    return rows.select_related("user").get(pk=key)


def asked(key):
    return _row_of_one(timezone.localdate()).ask(key)


def facts_of(row, names):
    return [(name, type(getattr(row, name)), getattr(row, name)) for name in names]


@pytest.mark.parametrize("whose", ["somebody's", "nobody's"])
def test_every_column_and_fact_is_what_django_reads(whose):
    user = a_person("大西") if whose == "somebody's" else None
    login = a_login(user)
    a_login(a_person("別人"))
    ours, djangos = asked(login.pk), as_django_asks(login.pk)
    names = [*COMPARED, *_along]
    assert facts_of(ours, names) == facts_of(djangos, names)
    assert (ours, ours._state.adding, ours._state.db) == (login, False, "default")
    if user is not None:
        people = [field.attname for field in type(user)._meta.concrete_fields]
        assert facts_of(ours.user, people) == facts_of(djangos.user, people)
    assert ours.user == user


def test_what_changed_is_answered_at_once():
    login = a_login(a_person("大西"))
    assert asked(login.pk).shared_pc is False
    LoginSession.objects.filter(pk=login.pk).update(shared_pc=True, last_seen_at=timezone.now() - timedelta(hours=1))
    again = asked(login.pk)
    assert (again.shared_pc, again.over(timezone.now())) == (True, "idle")
    login.delete()
    assert asked(login.pk) is None


def test_a_fact_that_depends_on_the_day_is_asked_of_the_day(clock):
    first = _row_of_one(timezone.localdate())
    assert _row_of_one(timezone.localdate()) is first
    clock.wait(24 * 3600)
    assert _row_of_one(timezone.localdate()) is not first


def test_a_device_is_what_django_otp_reads():
    from django_otp.models import Device

    from portal.mfa.access import device_called
    from tests.factories.people import enrol

    device = enrol(a_person("大西")).device
    enrol(a_person("別人"))
    columns = [field.attname for field in type(device)._meta.concrete_fields]
    assert facts_of(device_called(device.persistent_id), columns) == facts_of(
        Device.from_persistent_id(device.persistent_id), columns
    )
    type(device).objects.filter(pk=device.pk).update(confirmed=False)
    assert device_called(device.persistent_id).confirmed is False
    device.delete()
    assert device_called(device.persistent_id) is None


@pytest.mark.parametrize("name", ["", "/", "mfa.appdevice/", "mfa.appdevice/x", "mfa.appdevice/-1", "no.such/1", "1"])
def test_a_name_of_no_device_names_none(name):
    from portal.mfa.access import device_called

    assert device_called(name) is None
