"""What the gate asks of the database for each request, whatever else the person has."""

from uuid import uuid4

import pytest
from django.urls import path
from django.utils import timezone

from portal.gate.views import healthz
from portal.pledge.models import PledgeSignature

pytestmark = pytest.mark.django_db
PAGE, BARE = "/portal/me/", "/bare/"


@pytest.fixture
def client(cast):
    """A member's browser; the first request fills what a process keeps (content types, the site)."""
    client = cast.client_of(cast.summoned)
    client.get(PAGE)
    return client


def test_a_members_page_costs_at_most_four_queries_before_its_own(client, django_assert_num_queries):
    """Login with person and workplace; device; pledge; and whether the menu has bodies to run."""
    with django_assert_num_queries(4):
        assert client.get(PAGE).status_code == 200


def test_the_gate_itself_costs_three(client, settings, django_assert_num_queries):
    settings.ROOT_URLCONF = __name__
    with django_assert_num_queries(3):
        assert client.get(BARE).status_code == 200


def test_a_public_page_costs_nothing(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert client.get("/healthz").status_code == 200


def sign_too(user, text):
    """One more signature like the first."""
    signature = PledgeSignature.objects.filter(user=user).first()
    signature.pk, signature.text, signature._state.adding = uuid4(), text, True
    signature.save(force_insert=True)


def more_pledges(cast):
    from tests.factories.people import a_text

    for number in range(10):
        sign_too(cast.summoned, a_text(f"series-{number}", timezone.localdate()))


def more_versions(cast):
    from tests.factories.people import SERIES, a_text

    for _each in range(10):
        sign_too(cast.summoned, a_text(SERIES, timezone.localdate()))


def more_bodies(cast):
    from meetings.bodies.models import Appointment, Body
    from meetings.bodies.services import found_body
    from portal.audit.setup import Setup
    from tests.factories.people import SERIES, seat

    for number in range(10):
        body = found_body(actor=Setup("tests"), name=f"会議体{number}", kind=Body.Kind.SUPPORT, pledge_series=SERIES)
        seat(cast.summoned, body, Appointment.Role.SECRETARIAT)


def more_meetings(cast):
    from tests.factories.meetings import a_called_meeting

    for _each in range(10):
        a_called_meeting(cast.body, [cast.summoned])


def more_logins(cast):
    for _each in range(10):
        cast.session_of(cast.summoned)


@pytest.mark.parametrize("more", [more_pledges, more_versions, more_bodies, more_meetings, more_logins])
def test_the_cost_does_not_grow(cast, client, more, django_assert_num_queries):
    more(cast)
    with django_assert_num_queries(4):
        assert client.get(PAGE).status_code == 200


def test_a_request_writes_at_most_once_a_minute(cast, clock, django_assert_num_queries):
    client = cast.client_of(cast.summoned)
    for wait, queries in ((0, 4), (59, 4), (1, 5), (30, 4)):
        clock.wait(wait)
        with django_assert_num_queries(queries):
            assert client.get(PAGE).status_code == 200


def __getattr__(name):
    """``urlpatterns``, once Django is ready: one door behind which nothing is asked."""
    if name != "urlpatterns":
        raise AttributeError(name)
    from portal.urls import urlpatterns as ours

    return [path("bare/", healthz, name="bare"), *ours]
