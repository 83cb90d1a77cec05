"""Whether somebody runs a body at all: the kept words of the question answer what the bodies themselves say."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.bodies.access import bodies_run_by, runs_any_body
from meetings.bodies.models import Appointment
from portal.accounts.models import User
from portal.sessions.kept import KeptRows
from tests.factories.people import let_lapse, set_term
from tests.portal.mfa.floor import clock

__all__ = ["clock"]

pytestmark = pytest.mark.storage


def running(cast) -> set[str]:
    """The parts that run a body, asked both ways."""
    parts = {name: person for name, person in vars(cast).items() if isinstance(person, User)}
    asked = {name for name, person in parts.items() if runs_any_body(person)}
    assert asked == {name for name, person in parts.items() if bodies_run_by(person)}
    return asked


def test_it_is_whoever_a_body_names(cast):
    assert running(cast) == {"coordinator", "chair", "other_coordinator"}


def test_what_changed_is_answered_at_once(cast):
    running(cast)
    Appointment.objects.filter(user=cast.chair).update(agreed_at=None)
    let_lapse(cast.coordinator.pledges.get())
    assert running(cast) == {"other_coordinator"}


def test_it_is_asked_of_the_day(cast, clock):
    set_term(cast.chair, -30, 0)
    assert running(cast) == {"coordinator", "chair", "other_coordinator"}
    clock.set(timezone.localtime().replace(hour=0, minute=0, second=1) + timedelta(days=1))
    assert "chair" not in running(cast)


def test_it_is_one_question(cast):
    runs_any_body(cast.chair)
    with CaptureQueriesContext(connection) as asked:
        assert runs_any_body(cast.chair)
    assert len(asked) == 1


def test_words_about_nobody_are_no_question_about_a_person(cast):
    with pytest.raises(ValueError, match="ANYBODY"):
        KeptRows(User.objects.filter(pk=cast.chair.pk))
