"""What a visitor has shown: of a request and of a socket's session the same, read anew each time."""

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django_otp import DEVICE_ID_SESSION_KEY

from portal.gate.rules import still_inside, visitor_of
from portal.mfa.access import app_device
from portal.mfa.models import AppDevice, PrintedCodes
from portal.pledge.models import PledgeSignature
from portal.sessions.store import SessionStore
from tests.cast import ROLES

pytestmark = pytest.mark.django_db

INSIDE = {
    "auditor",
    "former",  # the gate knows no bodies: what is behind it, is closed to them there
    "member",
    "summoned",
    "other_body",
    "other_coordinator",
    "coordinator",
    "chair",
    "recused",
    "superuser",
}


def test_those_pass_who_showed_everything(cast):
    keys = {role: cast.session_of(getattr(cast, role)) for role in ROLES}
    visitors = {role: visitor_of(key) for role, key in keys.items()}
    assert {role for role, visitor in visitors.items() if visitor} == INSIDE
    assert {role: visitors[role].user_id for role in INSIDE} == {role: getattr(cast, role).pk for role in INSIDE}
    assert {role: still_inside(visitors[role]) for role in INSIDE} == {role: getattr(cast, role) for role in INSIDE}


@pytest.mark.parametrize("key", [None, "", "x", "x" * 32, "'; --"])
def test_nobody_has_no_session(cast, key):
    assert visitor_of(key) is None


def forget_device(user, session):
    del session[DEVICE_ID_SESSION_KEY]


def anothers_device(user, session):
    session[DEVICE_ID_SESSION_KEY] = AppDevice.objects.exclude(user=user).filter(confirmed=True)[0].persistent_id


def no_such_device(user, session):
    session[DEVICE_ID_SESSION_KEY] = "portal.appdevice/0"


def no_such_kind_of_device(user, session):
    session[DEVICE_ID_SESSION_KEY] = "no.such.kind/1"


def unconfirmed_device(user, session):
    AppDevice.objects.filter(user=user).update(confirmed=False)


def removed_device(user, session):
    AppDevice.objects.filter(user=user).delete()


def another_way_of_login(user, session):
    session[BACKEND_SESSION_KEY] = "some.other.Backend"


def another_password(user, session):
    user.set_password("something else entirely")
    user.save()


def wrong_hash(user, session):
    session[HASH_SESSION_KEY] = "0" * 64


def no_hash(user, session):
    del session[HASH_SESSION_KEY]


def closed_account(user, session):
    user.is_active = False
    user.save()


def lapsed_pledge(user, session):
    from tests.factories.people import let_lapse

    let_lapse(PledgeSignature.objects.get(user=user))


def new_text(user, session):
    from django.utils import timezone

    from tests.factories.people import SERIES, a_text

    a_text(SERIES, timezone.localdate())


def logged_out(user, session):
    session.flush()


WAYS_OUT = [
    forget_device,
    anothers_device,
    no_such_device,
    no_such_kind_of_device,
    unconfirmed_device,
    removed_device,
    another_way_of_login,
    another_password,
    wrong_hash,
    no_hash,
    closed_account,
    lapsed_pledge,
    new_text,
    logged_out,
]


@pytest.mark.parametrize("way_out", WAYS_OUT, ids=lambda each: each.__name__)
def test_what_let_one_in_must_still_hold(cast, way_out):
    """For the open socket, a new socket and the next page alike."""
    from tests.factories.people import a_browser

    key = cast.session_of(cast.summoned)
    visitor = visitor_of(key)
    assert visitor is not None
    session = SessionStore(key)
    session.load()
    way_out(cast.summoned, session)
    if way_out is not logged_out:
        session.save()
    assert visitor_of(key) is None
    assert still_inside(visitor) is None
    answer = a_browser(key).get("/portal/meetings/")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/portal/enter/")


def test_a_session_of_another_person_is_no_longer_ones_own(cast):
    """Somebody else logged in, in the same browser: the socket of the first one ends."""
    key = cast.session_of(cast.summoned)
    visitor = visitor_of(key)
    assert visitor is not None
    device = app_device(cast.coordinator)
    session = SessionStore(key)
    session[SESSION_KEY] = str(cast.coordinator.pk)
    session[HASH_SESSION_KEY] = cast.coordinator.get_session_auth_hash()
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    assert still_inside(visitor) is None
    assert visitor_of(key) is not None


def test_a_sheet_of_printed_codes_is_no_second_factor_of_a_session(cast):
    """A printed code opens the setting up of an app; a session that only names the sheet stays outside."""
    sheet = PrintedCodes.objects.create(user=cast.unpledged, name="printed", confirmed=False)
    key = cast.session_of(cast.summoned)
    session = SessionStore(key)
    session[DEVICE_ID_SESSION_KEY] = sheet.persistent_id
    session.save()
    assert visitor_of(key) is None
