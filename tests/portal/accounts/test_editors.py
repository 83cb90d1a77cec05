"""Who edits the public site, and that people are changed nowhere but in the portal."""

import pytest
from django.core.management import CommandError, call_command

from portal.audit.models import AuditEvent
from tests.factories.people import a_browser, a_person, enrol, session_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]


def test_an_editor_is_appointed_and_dismissed_on_the_host_and_it_is_recorded():
    person = a_person("林")
    call_command("editor", person.email, verbosity=0)
    assert person.has_perm("wagtailadmin.access_admin")
    call_command("editor", person.email, "--remove", verbosity=0)
    assert not person.groups.exists()
    assert [event.verb for event in AuditEvent.objects.filter(verb__startswith="editor.")] == [
        "editor.appointed", "editor.dismissed",
    ]  # fmt: skip
    with pytest.raises(CommandError, match="Nobody"):
        call_command("editor", "nobody@kasane.example")


@pytest.mark.parametrize("path", ["users/", "users/new/", "groups/", "account/"])
def test_not_even_the_superuser_changes_a_person_at_the_desk(path):
    operator = a_person("野村", superuser=True)
    enrol(operator)
    desk = a_browser(session_of(operator))
    assert desk.get("/editorial/").status_code == 200
    assert desk.get(f"/editorial/{path}").status_code == 404
    assert "/editorial/users/" not in desk.get("/editorial/").content.decode()
