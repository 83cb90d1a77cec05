"""Whoever has left the body can confirm nothing any more, and nobody waits for them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from meetings.bodies.models import Appointment, SeatChange
from minutes.signoff.access import counts_of, signers
from minutes.signoff.models import SignOff
from minutes.signoff.services import complete_after_terms
from minutes.versions.models import Version
from portal.accounts.models import User
from tests.factories.people import set_term
from tests.minutes.signoff.scene import sign

pytestmark = pytest.mark.django_db
LEFT = "確認の前に退任"


def end_at_the_door(cast, user, days: int = 0):
    """Who runs the body ends the person's seat by the page."""
    seat = Appointment.objects.get(user=user, body=cast.body)
    form = {
        "reason": SeatChange.Reason.choices[0][0],
        "last_day": (timezone.localdate() + timedelta(days=days)).isoformat(),
    }
    answer = cast.client_of(cast.coordinator).post(reverse("bodies:end", args=[cast.body.pk, seat.pk]), form)
    assert answer.status_code == 302


def is_final(version) -> bool:
    return Version.objects.get(pk=version.pk).final_at is not None


def page_of(cast, version) -> str:
    return cast.client_of(cast.coordinator).get(reverse("signoff:version", args=[version.pk])).content.decode()


def test_once_the_last_one_missing_has_left_it_is_final_and_says_so(going_round, cast):
    first, _ = going_round.freeze(cast.summoned, cast.chair)
    sign(cast.chair, first)
    assert not is_final(first)
    end_at_the_door(cast, cast.summoned)
    assert is_final(first)
    assert LEFT in page_of(cast, first)
    left = {signer.user: (signer.attended, signer.asked, signer.left) for signer in signers(first)}
    assert left == {cast.summoned: (True, False, True), cast.chair: (True, True, False)}
    counts = counts_of(cast.coordinator, [going_round.meeting])[going_round.meeting.pk]
    assert (counts.asked, counts.confirmed) == (2, 1)  # the second item still waits for its one


def test_it_stays_said_when_they_come_back(going_round, cast):
    first, _ = going_round.freeze(cast.summoned, cast.chair)
    sign(cast.chair, first)
    end_at_the_door(cast, cast.summoned)
    Appointment.objects.filter(user=cast.summoned).update(ended_at=None)
    set_term(cast.summoned, -300, 300)
    first.refresh_from_db()
    assert LEFT in page_of(cast, first)


def test_who_confirmed_and_left_stays_confirmed(going_round, cast):
    first, _ = going_round.freeze(cast.summoned, cast.chair)
    sign(cast.summoned, first)
    end_at_the_door(cast, cast.summoned)
    assert not is_final(first)
    assert {signer.user: signer.asked for signer in signers(first)} == {cast.summoned: True, cast.chair: True}
    assert LEFT not in page_of(cast, first)


def test_what_nobody_read_does_not_become_final_by_leaving(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    end_at_the_door(cast, cast.summoned)
    assert not is_final(first)


def test_a_term_that_passes_is_found_by_the_chore(going_round, cast):
    first, _ = going_round.freeze(cast.summoned, cast.chair)
    sign(cast.chair, first)
    end_at_the_door(cast, cast.summoned, days=1)
    complete_after_terms()
    assert not is_final(first)  # they sit until tomorrow
    set_term(cast.summoned, -300, -1)
    complete_after_terms()
    assert is_final(first)
    assert not SignOff.objects.filter(user=cast.summoned).exists()


def test_a_stopped_account_and_a_lapsed_pledge_are_waited_for(going_round, cast):
    first, _ = going_round.freeze(cast.summoned, cast.chair)
    sign(cast.chair, first)
    User.objects.filter(pk=cast.summoned.pk).update(is_active=False)
    complete_after_terms()
    assert not is_final(first)
