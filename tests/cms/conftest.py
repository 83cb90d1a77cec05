"""A public site as a new installation has it."""

import pytest


@pytest.fixture(scope="module")
def _seeded(django_db_setup, django_db_blocker):
    """The starter content, laid down once for the tests of a file: it takes longer than they do."""
    from django.db import transaction  # Django is not ready yet when pytest reads this file

    from cms.seed.services import seed_public_site

    with django_db_blocker.unblock(), transaction.atomic():
        yield seed_public_site(readings=False)
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _nothing_kept_of_before():
    """The process keeps such lists for a minute; those of another test's database are gone with it."""
    from cms.records.access import explained_terms, words_of_sites
    from cms.search.access import lexicon
    from cms.words.access import readings

    for each in (readings, explained_terms, words_of_sites, lexicon):
        each.forget()


@pytest.fixture
def site(_seeded, db):
    """The same with pages read anew: what another test did to them in memory is not there."""
    from cms.seed.services import PublicSite

    pages = {key: type(page).objects.get(pk=page.pk) for key, page in _seeded.pages.items()}
    return PublicSite(pages["ja", "/"], pages)
