"""What was stored before a migration can be read after it, and after going back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from minutes.documents.services import Batch, append, load
from tests.minutes.documents.test_services import typed, words
from tests.minutes.rooms.scene import a_scene

BY_KEY, BY_PLACE = "0001_documents_versions_and_signoffs", "0002_updates_bound_to_their_place"


def migrate(name: str) -> None:
    """Migrate the app to where it was after ``name``."""
    executor = MigrationExecutor(connection)
    executor.migrate([("minutes", name)])


@pytest.mark.django_db(transaction=True)
@pytest.mark.storage
def test_edits_bound_to_their_key_are_bound_to_their_place():
    scene = a_scene()
    append([Batch(scene.document.pk, tuple((scene.member.pk, part) for part in typed("one ", "two")))])
    latest = MigrationExecutor(connection).loader.graph.leaf_nodes("minutes")[0][1]
    migrate(BY_KEY)
    migrate(BY_PLACE)
    migrate(latest)
    assert words(load(scene.document.pk)[1]) == "one two"
