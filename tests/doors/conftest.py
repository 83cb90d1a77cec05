"""The world behind the doors: built once for a file of tests, since every question at a door is undone."""

import pytest

from tests.cast import FAST_HASHERS


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Meetings in every state, with somebody for whom each is, and many for whom it is not."""
    from django.db import transaction
    from django.test import override_settings

    from tests.doors.world import a_world  # models can be imported only once Django has started
    from tests.factories.people import a_cast

    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=FAST_HASHERS), transaction.atomic():
        yield a_world(a_cast())
        transaction.set_rollback(True)
