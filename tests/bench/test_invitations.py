"""Calling meetings of 2,000 invitations in all: each a mail of its own with a calendar, sealed in the outbox."""

import os
from datetime import timedelta
from time import perf_counter

import pytest

from meetings.bodies.models import Appointment
from meetings.invites.models import Participation
from meetings.schedule.services import call_meeting
from portal.accounts.models import User
from portal.outbox.models import OutboxMail
from tests.factories.meetings import a_meeting, at

pytestmark = [pytest.mark.bench, pytest.mark.django_db]
BAR = 20.0  # seconds
MEETINGS, PEOPLE = 50, 40  # of a prefecture that hosts many cities, in one day


def test_2000_invitations(cast, capsys):
    people = User.objects.bulk_create(
        User(email=f"{number}@example.jp", last_name="委員", first_name=f"{number}号") for number in range(PEOPLE)
    )
    today = at(0).date()
    Appointment.objects.bulk_create(
        Appointment(
            body=cast.body, user=user, role="member", starts_on=today, ends_on=today + timedelta(days=200),
        )
        for user in people
    )  # fmt: skip
    meetings = [a_meeting(cast.body, start=at(9 + number)) for number in range(MEETINGS)]
    began = perf_counter()
    for meeting in meetings:
        call_meeting(actor=cast.coordinator, meeting=meeting, guests=people)
    taken = perf_counter() - began
    with capsys.disabled():
        print(f"\n{MEETINGS * PEOPLE} invitations: {taken:.1f} s; load {os.getloadavg()[0]:.1f}")
    assert Participation.objects.count() == OutboxMail.objects.filter(kind="meeting").count() == MEETINGS * PEOPLE
    assert taken < BAR
