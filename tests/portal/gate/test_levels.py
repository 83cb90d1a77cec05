"""Which level a door asks for; what is not listed asks for everything."""

import pytest

from portal.gate.levels import BY_NAME, Level, level_of


@pytest.mark.parametrize(
    ("name", "module", "path", "level"),
    [
        ("healthz", "portal.gate.views", "/healthz", Level.PUBLIC),
        ("wagtail_serve", "wagtail.views", "/", Level.PUBLIC),
        ("enter:code", "portal.mfa.views", "/portal/enter/code/", Level.PASSWORD),
        ("enter:pledge", "portal.pledge.views", "/portal/enter/pledge/", Level.VERIFIED),
        ("wagtailadmin_home", "wagtail.admin.views.home", "/editorial/", Level.VERIFIED),
        ("wagtailusers_users:index", "wagtail.users.views.users", "/editorial/users/", Level.CLOSED),
        ("wagtailusers_users:copy", "wagtail.admin.views.generic.models", "/editorial/users/1/copy/", Level.CLOSED),
        ("", "django.views.generic.base", "/editorial/test404/", Level.VERIFIED),
        ("home", "portal.home.views", "/portal/", Level.PLEDGED),
        ("rooms:room", "minutes.rooms.views", "/portal/meetings/x/room/y/", Level.PLEDGED),
        ("a_view_without_a_mark", "somebody.views", "/new/", Level.PLEDGED),
        ("", "", "/", Level.PLEDGED),
        # third parties outside the desk, and our own inside it, ask for everything
        ("wagtailcore_authenticate_with_password", "wagtail.views", "/_util/x/", Level.PLEDGED),
        ("x", "wagtail.documents.views.serve", "/documents/1/a.pdf", Level.PLEDGED),
        ("wagtailimages_serve", "wagtail.images.views.serve", "/images/x/1/full/", Level.PLEDGED),
        ("ours", "meetings.agenda.views", "/editorial/ours/", Level.PLEDGED),
        ("alike", "wagtailish.views", "/editorial/alike/", Level.PLEDGED),
        ("alike", "wagtail.administration", "/x/", Level.PLEDGED),
    ],
)
def test_the_level_of_a_door(name, module, path, level):
    assert level_of(name, module, path) == level


def test_no_door_to_cases_is_among_the_exceptions():
    rooms = ("bodies", "meetings", "rooms", "signoff", "export", "home")
    assert [name for name in BY_NAME if name.split(":")[0] in rooms] == []


def test_levels_include_the_ones_before():
    assert sorted(Level) == [Level.PUBLIC, Level.PASSWORD, Level.VERIFIED, Level.PLEDGED, Level.CLOSED]
