"""Editors at the desk, and pages that have something to mend."""

import pytest


@pytest.fixture
def desk(cast, site):
    """A browser of an editor."""
    return cast.client_of(cast.editor)


@pytest.fixture
def chief(cast, site):
    """A browser of who may publish."""
    return cast.client_of(cast.superuser)
