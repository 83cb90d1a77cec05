"""A public site whose files and published tree lie in a directory of the test's own."""

import pytest


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture
def place(settings, tmp_path, media):
    """The published directory, empty yet."""
    settings.PUBLISHED_DIR = tmp_path / "published"
    from cms.publishing.services import published  # Django is not ready yet when pytest reads this file

    return published()


@pytest.fixture
def front(place):
    """What a visitor meets: the published files, with the house behind."""
    from tests.cms.publishing.visitor import Front

    return Front(place.root)


@pytest.fixture
def at_once(monkeypatch):
    """What is done after a transaction is done at once: the one around a test never ends."""
    monkeypatch.setattr("django.db.transaction.on_commit", lambda done, using=None, robust=False: done())


@pytest.fixture
def site(db):
    """Two pages: as few as there can be."""
    from tests.cms.publishing.pages import a_site

    return a_site()
