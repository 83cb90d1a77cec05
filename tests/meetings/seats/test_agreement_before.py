"""Whoever ran a body before two had to vouch for it goes on running it."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from meetings.bodies.models import Appointment
from tests.factories.people import a_cast

BEFORE = "0004_roster_drafts"


@pytest.mark.django_db(transaction=True)
@pytest.mark.storage
def test_seats_from_before_run_their_body_and_members_do_not():
    cast = a_cast()
    latest = [name for app, name in MigrationExecutor(connection).loader.graph.leaf_nodes("meetings")]
    MigrationExecutor(connection).migrate([("meetings", BEFORE)])
    MigrationExecutor(connection).migrate([("meetings", latest[0])])
    chair, member = (Appointment.objects.get(user=user) for user in (cast.chair, cast.member))
    assert (chair.runs, chair.agreed_by, chair.given_by) == (True, None, None)
    assert chair.agreed_at is not None
    assert chair.agreed_at <= timezone.now()
    assert (member.runs, member.agreed_at) == (False, None)
