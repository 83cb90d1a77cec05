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
