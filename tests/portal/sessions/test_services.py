"""Ending logins: one, all, all but this one."""

import pytest
from django.core.exceptions import PermissionDenied

from portal.audit.models import AuditEvent
from portal.sessions.access import get_my_login, my_logins
from portal.sessions.models import LoginSession
from portal.sessions.services import end_session, end_sessions
from portal.sessions.signals import access_ended
from tests.factories.people import a_browser

pytestmark = pytest.mark.django_db
HOME, ENTER = "/portal/", "/portal/enter/?"


def inside(key: str) -> bool:
    return a_browser(key).get(HOME).status_code == 200


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Who was said to have lost a right, once what was done is committed."""
    heard = []

    def listen(sender, user, **news):
        heard.append(user)

    access_ended.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            yield heard
    finally:
        access_ended.disconnect(listen)
    assert heard


def test_ending_one_login_leaves_the_others(cast, told):
    one, two = (cast.session_of(cast.summoned) for _each in range(2))
    (login, _other) = my_logins(cast.summoned, one)
    end_session(actor=cast.summoned, login=login.row)
    assert (inside(one), inside(two)) == (False, True)
    assert AuditEvent.objects.get(verb="session.ended").target_id == str(cast.summoned.pk)


def test_ending_all_logins_but_this_one(cast, told):
    here, there, elsewhere = (cast.session_of(cast.summoned) for _each in range(3))
    somebody = cast.session_of(cast.member)
    assert end_sessions(actor=cast.summoned, user=cast.summoned, but=here) == 2
    assert [inside(key) for key in (here, there, elsewhere, somebody)] == [True, False, False, True]
    assert AuditEvent.objects.get(verb="session.all_ended").detail == "2"


def test_ending_all_logins_of_somebody(cast, told):
    keys = [cast.session_of(cast.summoned) for _each in range(2)]
    assert end_sessions(actor=cast.coordinator, user=cast.summoned) == 2
    assert [a_browser(key).get(HOME).headers["Location"].startswith(ENTER) for key in keys] == [True, True]


def test_only_ones_own_logins_are_found(cast):
    from django.http import Http404

    cast.session_of(cast.member)
    (login,) = (each.row for each in my_logins(cast.member, None))
    assert get_my_login(cast.member, login.number) == login
    with pytest.raises(Http404):
        get_my_login(cast.summoned, login.number)


def test_nobody_ends_one_login_of_somebody_else(cast):
    a_browser(cast.session_of(cast.member))
    login = LoginSession.objects.filter(user=cast.member).first()
    with pytest.raises(PermissionDenied):
        end_session(actor=cast.coordinator, login=login)
    assert LoginSession.objects.filter(pk=login.pk).exists()
