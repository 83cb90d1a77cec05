"""A public site as a new installation has it."""

import pytest

from cms.seed.services import seed_public_site


@pytest.fixture
def site(db):
    return seed_public_site()
