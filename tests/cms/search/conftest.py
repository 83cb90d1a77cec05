"""A small site to search in."""

import pytest


@pytest.fixture
def home(db):
    """A home page with nothing below."""
    from tests.cms.search.site import a_home

    return a_home()


@pytest.fixture
def pages(db):
    """The pages of ``documents.tsv`` by path."""
    from wagtail.models import Page

    from tests.cms.search.site import a_site

    made = a_site()
    found = Page.objects.in_bulk(made.values())
    return {path: found[number] for path, number in made.items()}
