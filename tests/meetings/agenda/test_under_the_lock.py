"""A right that ends while its person's act waits for the lock counts no more."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from meetings.agenda.models import Summons
from meetings.agenda.services import lift_recusal, recuse, remove_summons, summon
from meetings.bodies.models import Appointment
from meetings.schedule.models import Meeting

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]
PATIENCE = 30.0
ACTS = {
    "summon": lambda cast, item: summon(actor=cast.coordinator, item=item, users=[cast.member]),
    "remove": lambda cast, item: remove_summons(actor=cast.coordinator, item=item, user=cast.summoned),
    "recuse": lambda cast, item: recuse(actor=cast.coordinator, item=item, user=cast.summoned),
    "lift": lambda cast, item: lift_recusal(actor=cast.coordinator, item=item, user=cast.summoned),
}


def somebody_waits() -> bool:
    """Whether another connection waits for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


@pytest.mark.parametrize("name", ACTS)
def test_a_right_that_ended_while_it_waited_allows_nothing(cast, name):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time: nobody waits inside a transaction")
    from tests.factories.meetings import a_called_meeting

    meeting = a_called_meeting(cast.body, [cast.summoned])
    item = meeting.items.select_related("meeting__body").get()
    answers: list[str] = []

    def act() -> None:
        try:
            ACTS[name](cast, item)
            answers.append("done")
        except PermissionDenied:
            answers.append("refused")
        finally:
            connection.close()

    waiting = threading.Thread(target=act)
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        Appointment.objects.filter(user=cast.coordinator).update(ended_at=timezone.now())
        waiting.start()
        until = timezone.now() + timedelta(seconds=PATIENCE)
        while not somebody_waits() and waiting.is_alive():
            assert timezone.now() < until
    waiting.join(PATIENCE)
    assert answers == ["refused"]
    assert Summons.objects.filter(item=item, withdrawn_at=None).count() == 1
