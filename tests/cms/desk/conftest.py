"""Editors at the desk, and pages that have something to mend."""

import pytest

from tests.portal.mfa.floor import keys

__all__ = ["keys"]


@pytest.fixture
def desk(cast, site):
    """A browser of an editor."""
    return cast.client_of(cast.editor)


@pytest.fixture
def chief(cast, site):
    """A browser of who may publish."""
    return cast.client_of(cast.superuser)


@pytest.fixture
def division_head(cast, site):
    """A browser of who lets pages out."""
    from django.contrib.auth.models import Group

    from cms.desk.approval.services import ensure_approval
    from portal.accounts.desk_roles import GROUPS, DeskRole

    ensure_approval()
    cast.other_body.groups.add(Group.objects.get(name=GROUPS[DeskRole.DIVISION_HEAD]))
    return cast.client_of(cast.other_body)
