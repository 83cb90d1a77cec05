"""News of a meeting go to who may still know of it, at the address that is theirs now."""

import pytest

from meetings.bodies.models import Appointment
from meetings.bodies.services import send_invitation
from meetings.invites.models import Notice, Participation
from meetings.seats.services import invite_to, suspend
from portal.outbox.models import OutboxMail
from tests.factories.meetings import a_called_meeting, called_off, moved
from tests.factories.people import a_person, seat, set_term

pytestmark = pytest.mark.django_db
State = OutboxMail.State


@pytest.fixture
def meeting(cast):
    found = a_called_meeting(cast.body, [cast.summoned, cast.member])
    OutboxMail.objects.update(state=State.SENT, attempts=1)
    return found


def kinds(user):
    """What was posted to somebody about the meeting, in order."""
    return list(Notice.objects.filter(participation__user=user).order_by("stamped_at").values_list("kind", flat=True))


def test_a_stopped_account_does_not_learn_where_the_meeting_is_now(cast, meeting):
    row = Appointment.objects.get(user=cast.summoned)
    Participation.objects.filter(user=cast.summoned).update(answer="ACCEPTED")
    suspend(actor=cast.coordinator, seat=row, reason="lost")
    moved(meeting, days=1)
    assert (kinds(cast.summoned), kinds(cast.member)) == (["invited"], ["invited", "moved"])
    assert Participation.objects.get(user=cast.summoned).answer == "NEEDS-ACTION"
    called_off(meeting)
    assert kinds(cast.summoned)[-1] != "moved"


def test_nor_does_whose_term_has_passed_and_the_meeting_leaves_their_calendar(cast, meeting):
    set_term(cast.summoned, -30, -1)
    moved(meeting, place="さくら会館 2階")
    assert (kinds(cast.summoned), kinds(cast.member)) == (["invited", "uninvited"], ["invited", "placed"])
    mail = OutboxMail.objects.get(recipient=cast.summoned.email, kind="meeting", state=State.QUEUED)
    assert b"method=CANCEL" in mail.content


def test_a_wrong_address_that_was_corrected_gets_no_more_news(cast):
    newcomer = a_person("江口", joined=False)
    seat(newcomer, cast.body)
    send_invitation(actor=cast.coordinator, body=cast.body, user=newcomer)
    meeting, wrong = a_called_meeting(cast.body, [newcomer]), newcomer.email
    invite_to(actor=cast.coordinator, seat=Appointment.objects.get(user=newcomer), email="right@kasane.example")
    moved(meeting, days=1)
    told = OutboxMail.objects.filter(kind="meeting", recipient__in=[wrong, "right@kasane.example"])
    left = told.exclude(state=State.SUPERSEDED).values_list("recipient", flat=True)
    assert set(left) == {"right@kasane.example"}
