"""Who was recorded as there before there were words for late, early and by proxy stays so, and back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from meetings.agenda.models import Summons
from tests.factories.meetings import a_meeting, an_item
from tests.factories.people import a_cast


def between(*, back: bool) -> None:
    """To before the columns came, and forth to today."""
    graph = MigrationExecutor(connection).loader.graph
    first = next(key for key in graph.nodes if key[1].endswith("_attendance_of_the_day"))
    before = [parent.key for parent in graph.node_map[first].parents if parent.key[0] == "meetings"]
    targets = before if back else [key for key in graph.leaf_nodes("meetings") if key[0] == "meetings"]
    MigrationExecutor(connection).migrate(targets)


@pytest.mark.django_db(transaction=True)
@pytest.mark.storage
def test_what_was_recorded_at_freezing_is_kept():
    cast = a_cast()
    item = an_item(a_meeting(cast.body), cast.summoned, cast.member, cast.chair)
    said = {cast.summoned.pk: "present", cast.member.pk: "absent", cast.chair.pk: ""}
    for user, presence in said.items():
        Summons.objects.filter(item=item, user=user).update(presence=presence)
    between(back=True)
    with connection.cursor() as cursor:
        cursor.execute("SELECT attended FROM meetings_summons")
        told = [None if row[0] is None else bool(row[0]) for row in cursor.fetchall()]
    between(back=False)
    assert sorted(map(str, told)) == ["False", "None", "True"]
    assert dict(Summons.objects.values_list("user", "presence")) == said
