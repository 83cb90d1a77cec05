"""What somebody of the portal prepared before the host gave a person more opens nothing of it."""

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from meetings.bodies import services as bodies
from portal.accounts.access import open_invitation_by
from portal.accounts.models import User
from portal.accounts.services import CannotJoin, NotJoined, join, let_edit, open_invitation
from portal.audit.models import AuditEvent
from portal.audit.setup import Setup
from portal.auditor.access import opens_the_record
from portal.auditor.services import give_mandate
from portal.outbox.models import OutboxMail
from tests.factories.people import PASSWORD
from tests.meetings.seats.test_answering import POWERS

pytestmark = pytest.mark.django_db
TO_BE = "kansa@kasane.example"


@pytest.fixture
def invited(cast):
    """By one coordinator, who holds the code and perhaps the mailbox."""
    today = timezone.localdate()
    newcomer = bodies.Newcomer(TO_BE, "監", "査", "市", "", "member", today, today)
    return bodies.invite(actor=cast.coordinator, body=cast.body, newcomer=newcomer)


def test_nobody_audits_or_edits_who_has_not_joined(invited):
    user, today = invited.invitation.user, timezone.localdate()
    with pytest.raises(NotJoined):
        give_mandate(actor=Setup("tests"), user=user, starts_on=today, ends_on=today)
    with pytest.raises(NotJoined):
        let_edit(actor=Setup("tests"), user=user, may=True)
    with pytest.raises(CommandError, match="invite_from_host"):
        call_command("give_audit", TO_BE, "--until", today.isoformat())
    with pytest.raises(CommandError, match="invite_from_host"):
        call_command("editor", TO_BE)
    assert not opens_the_record(user)
    assert not user.groups.exists()
    call_command("editor", TO_BE, "--remove", verbosity=0)  # taking it back is always possible


@pytest.mark.parametrize("gets", POWERS)
def test_an_invitation_from_before_leads_nowhere(invited, gets):
    gets(invited.invitation.user)
    assert open_invitation_by(invited.token) is None
    with pytest.raises(CannotJoin):
        join(invitation=invited.invitation, code=invited.code, password=PASSWORD)
    words = {"code": invited.code, "password": PASSWORD, "again": PASSWORD}
    Client().post(f"/portal/enter/join/{invited.token}/", words)
    assert not User.objects.get(email=TO_BE).has_usable_password()
    way = open_invitation(actor=Setup("tests"), user=invited.invitation.user)
    assert join(invitation=way.invitation, code=way.code, password=PASSWORD).has_usable_password()


def test_the_host_invites_who_is_to_audit(capsys):
    with pytest.raises(CommandError, match="--family"):
        call_command("invite_from_host", TO_BE)
    call_command("invite_from_host", TO_BE, "--family", "佐野", "--given", "薫")
    person = User.objects.get(email=TO_BE)
    assert person.full_name == "佐野 薫"
    assert person.invitations.get().invited_by is None
    assert OutboxMail.objects.filter(kind="welcome", recipient=TO_BE).count() == 1
    assert AuditEvent.objects.get(verb="invitation.opened").detail == "setup:invite_from_host"
    code = capsys.readouterr().out.split(": ")[1].strip()
    join(invitation=person.invitations.get(), code=code, password=PASSWORD)
    call_command("give_audit", TO_BE, "--until", timezone.localdate().isoformat())
    assert opens_the_record(person)
    with pytest.raises(CommandError, match="log in already"):
        call_command("invite_from_host", TO_BE)


def test_the_host_takes_over_the_invitation_of_somebody_else(invited):
    call_command("invite_from_host", TO_BE.upper())
    assert open_invitation_by(invited.token) is None
    assert User.objects.get(email=TO_BE).invitations.count() == 2
