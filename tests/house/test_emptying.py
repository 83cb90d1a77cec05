"""After a test that empties the tables, the next one finds what migrations wrote, as in a new installation."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Collection, Locale, Page, Site

pytestmark = pytest.mark.storage


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second", "third"])
def test_the_rows_of_migrations_are_there_each_time(time):
    assert Page.get_first_root_node().get_children().get().slug == "home"
    assert Site.objects.get().root_page.slug == "home"
    assert Locale.objects.get().language_code == "ja"
    assert Collection.get_first_root_node().name == "Root"
    assert {group.name: group.permissions.count() > 0 for group in Group.objects.all()} == {
        "Editors": True,
        "Moderators": True,
    }
    # what is written now goes again, and its number is nobody else's
    new = Page(title="新しいページ", slug="atarashii")
    Page.get_first_root_node().add_child(instance=new)
    Locale.objects.create(language_code="en")
