"""Joining, logging in and leaving."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.accounts.access import leads_in
from portal.accounts.desk_roles import GROUPS, DeskRole
from portal.accounts.helping import answer_for, is_for_the_host, may_help, may_restore
from portal.accounts.lockout import forgive
from portal.accounts.models import Invitation, User
from portal.accounts.signals import access_ended
from portal.accounts.tokens import new_code, sha256, shown_code, typed_code
from portal.audit.services import record
from portal.audit.setup import Setup
from portal.sessions.services import end_sessions


class CannotJoin(Exception):
    """The setup code did not fit; ``tries_left`` tells how often one may still try."""

    def __init__(self, tries_left: int) -> None:
        super().__init__()
        self.tries_left = tries_left


class AlreadyJoined(Exception):
    """The person has set a password already: an invitation must never replace it."""


class NotJoined(Exception):
    """The person has no password yet: whoever invited them, or holds their mail, could still come in as them."""


class ForTheHost(Exception):
    """The account opens what only the host gives: nobody on the web holds a way into it in their hands."""


@dataclass(frozen=True)
class Way:
    """What an invitation consists of: the link's token (mail) and the code (another channel)."""

    invitation: Invitation
    token: str
    code: str


@dataclass(frozen=True)
class SetupCode:
    """A setup code and its hash."""

    plain: str
    hash: str


def new_setup_code() -> SetupCode:
    """Hashing is slow on purpose: who needs many makes them before the transaction, in which others wait to write."""
    plain = new_code()
    return SetupCode(plain, make_password(plain))


@transaction.atomic
def open_invitation(*, actor: User | Setup, user: User, code: SetupCode | None = None) -> Way:
    """A way in for ``user``; earlier ones close. The plain token and code exist only in this answer.

    Only who may help the person, or the host. Raises ``AlreadyJoined``: whoever may invite must not be able to take
    over an account; and ``ForTheHost`` for an auditor, an editor or the superuser who has not joined, unless it is
    done on the host.
    """
    if isinstance(actor, User) and not may_help(actor, user):
        raise PermissionDenied
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.has_usable_password():
        raise AlreadyJoined
    if isinstance(actor, User) and is_for_the_host(user):
        raise ForTheHost
    now = timezone.now()
    Invitation.objects.filter(user=user, used_at=None, withdrawn_at=None).update(withdrawn_at=now)
    token = secrets.token_urlsafe(32)
    code = code or new_setup_code()
    invitation = Invitation.objects.create(
        user=user,
        invited_by=actor if isinstance(actor, User) else None,
        token_sha256=sha256(token),
        code_hash=code.hash,
        expires_at=now + timedelta(hours=settings.INVITATION_HOURS),
        tries_left=settings.SETUP_CODE_TRIES,
    )
    record(actor=actor, verb="invitation.opened", target=user)
    return Way(invitation, token, shown_code(code.plain))


def join(*, invitation: Invitation, code: str, password: str) -> User:
    """Use the invitation: the right code sets the person's password.

    Raises ``CannotJoin`` for a wrong code; each wrong try counts, however many arrive at once.
    """
    with transaction.atomic():
        locked = Invitation.objects.select_for_update().select_related("user").get(pk=invitation.pk)
        fresh = not locked.user.has_usable_password()
        fits = leads_in(locked) and fresh and check_password(typed_code(code), locked.code_hash)
        if fits:
            locked.used_at = timezone.now()
            locked.save(update_fields=["used_at"])
            locked.user.set_password(password)
            locked.user.save(update_fields=["password"])
            record(actor=locked.user, verb="person.joined", target=locked.user)
        else:
            locked.tries_left = max(0, locked.tries_left - 1)
            locked.save(update_fields=["tries_left"])
            record(actor=None, verb="invitation.refused", target=locked.user)
    if not fits:
        raise CannotJoin(locked.tries_left)
    return locked.user


@transaction.atomic
def leave_session(*, actor: User) -> None:
    """Logging out: open sockets of this person ask again at once."""
    record(actor=actor, verb="person.logged_out", target=actor)
    transaction.on_commit(lambda: access_ended.send(sender=User, user=actor))


@transaction.atomic
def let_edit(*, actor: Setup, user: User, may: bool, role: DeskRole = DeskRole.WRITER) -> None:
    """Give the person a role at the desk of the public site, or take all of them; only from the host, without a case.

    Raises ``NotJoined``: whoever invited them could come in as an editor.
    """
    user = User.objects.select_for_update().get(pk=user.pk)  # not invited, nor readdressed, meanwhile
    if may and not user.has_usable_password():
        raise NotJoined
    if may:
        user.groups.add(Group.objects.get_or_create(name=GROUPS[role])[0])
    else:
        user.groups.remove(*Group.objects.filter(name__in=GROUPS.values()))
    approves = may and role != DeskRole.WRITER
    record(
        actor=actor,
        verb="approver.appointed" if approves else "editor.appointed" if may else "editor.dismissed",
        target=user,
    )


@transaction.atomic
def unlock(*, actor: User, user: User) -> None:
    """Take wrong passwords as never typed, so that the person may try at once."""
    if not may_help(actor, user) or not answer_for([actor], user):
        raise PermissionDenied
    if forgive(user.email):
        record(actor=actor, verb="login.opened", target=user)


@transaction.atomic
def note_refusal(*, email: str, stopped: bool) -> None:
    """Put a wrong password into the record: whose it was, if anybody's, never what was typed."""
    user = User.objects.filter(email=email).first()
    record(actor=None, verb="login.stopped" if stopped else "login.refused", target=user)


class AddressTaken(Exception):
    """Another person has this mail address."""


@transaction.atomic
def withdraw_invitation(*, actor: User, user: User) -> int:
    """Close the way in; the link in the mail leads nowhere from now on. Answers how many were open."""
    if not may_help(actor, user):
        raise PermissionDenied
    rows = Invitation.objects.filter(user=user, used_at=None, withdrawn_at=None)
    closed = rows.update(withdrawn_at=timezone.now())
    if closed:
        record(actor=actor, verb="invitation.withdrawn", target=user)
    return closed


@transaction.atomic
def correct_address(*, actor: User, user: User, email: str) -> None:
    """The address of somebody who never joined was wrong; their open invitation closes, for it went elsewhere.

    Raises ``AlreadyJoined`` (then it is theirs to change) and ``AddressTaken``.
    """
    if not may_help(actor, user) or not answer_for([actor], user):
        raise PermissionDenied
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.has_usable_password():
        raise AlreadyJoined
    address = email.lower()
    if User.objects.filter(email=address).exclude(pk=user.pk).exists():
        raise AddressTaken
    user.email = address
    user.save(update_fields=["email"])
    withdraw_invitation(actor=actor, user=user)
    record(actor=actor, verb="person.readdressed", target=user)


@transaction.atomic
def note_address_taken(*, actor: User, user: User) -> None:
    """It was told that somebody else has the address that was typed for ``user``; never which one."""
    record(actor=actor, verb="person.address_taken", target=user)


@transaction.atomic
def suspend(*, actor: User | Setup, user: User, why: str, stopped_in: UUID | None = None) -> None:
    """Stop the account: every login ends at once, nothing opens until it is restored. ``why`` is a short code.

    ``stopped_in``: for which body, whose people may take it back. Raises ``ForTheHost`` for an auditor, an editor or
    the superuser: nobody stops those who look at what they do by giving them a seat.
    """
    if isinstance(actor, User):
        if not may_help(actor, user):
            raise PermissionDenied
        if is_for_the_host(user):
            raise ForTheHost
    if User.objects.filter(pk=user.pk, is_active=True).update(is_active=False, stopped_in=stopped_in):
        record(actor=actor, verb="person.suspended", target=user, why=why)
        end_sessions(actor=actor, user=user)


@transaction.atomic
def restore(*, actor: User | Setup, user: User) -> bool:
    """The account works again; the person logs in anew. Answers whether it was stopped."""
    user = User.objects.select_for_update().get(pk=user.pk)  # by whom it is stopped now
    if isinstance(actor, User) and not may_restore(actor, user):
        raise PermissionDenied
    stopped = User.objects.filter(pk=user.pk, is_active=False).update(is_active=True, stopped_in=None)
    if stopped:
        record(actor=actor, verb="person.restored", target=user)
    return bool(stopped)
