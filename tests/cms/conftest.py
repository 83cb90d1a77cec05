"""A public site as a new installation has it."""

import pytest


@pytest.fixture
def site(db):
    from cms.seed.services import seed_public_site  # Django is not ready yet when pytest reads this file

    return seed_public_site()
