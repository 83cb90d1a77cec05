"""A forgotten password, and changing one's own. The second factor stays asked for either way."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from portal.accounts.lockout import forgive
from portal.accounts.models import User
from portal.audit.services import record
from portal.outbox.access import posted_since
from portal.outbox.letters import post_letter
from portal.passwords.access import person_of_link
from portal.sessions.services import end_sessions

KIND = "password"
PAUSE = timedelta(minutes=10)  # nobody's mailbox is filled by a stranger


class LinkIsOver(Exception):
    """The link was used, its hour has passed, or the password was changed meanwhile."""


@transaction.atomic
def ask_for_link(*, email: str) -> None:
    """Mail a link to who forgot their password; nothing shows whether the address is anybody's.

    Who has not joined yet needs an invitation, not this; who was sent a link just now gets no second one.
    """
    user = User.objects.select_for_update().filter(email=email.lower(), is_active=True).first()
    if user is None or not user.has_usable_password():
        return
    if posted_since(KIND, user.email, timezone.now() - PAUSE):
        return
    url = settings.BASE_URL + reverse("enter:reset", args=[user.pk, default_token_generator.make_token(user)])
    _tell(
        user,
        subject=gettext_noop("A new password for the meeting portal"),
        template="link",
        words={"url": url},
        kind=KIND,
    )
    record(actor=None, verb="password.link_sent", target=user)


@transaction.atomic
def replace_password(*, pk: UUID, token: str, password: str) -> User:
    """Set a new password by the link; every login of the person ends. Raises ``LinkIsOver``."""
    locked = User.objects.select_for_update().filter(pk=pk).first()
    user = person_of_link(pk, token) if locked is not None else None  # asked under the lock: a link works once
    if user is None:
        raise LinkIsOver
    _set(user, password)
    forgive(user.email)
    end_sessions(actor=user, user=user)
    record(actor=user, verb="password.replaced", target=user)
    return user


@transaction.atomic
def change_password(*, actor: User, password: str, here: str | None) -> None:
    """Change one's own password, the old one having been shown; every login but the one ``here`` ends."""
    _set(actor, password)
    end_sessions(actor=actor, user=actor, but=here)
    record(actor=actor, verb="password.changed", target=actor)


def _set(user: User, password: str) -> None:
    user.set_password(password)
    user.save(update_fields=["password"])
    _tell(user, subject=gettext_noop("Your password was changed"), template="changed", words={}, kind="notice")


def _tell(user: User, *, subject: str, template: str, words: dict[str, str], kind: str) -> None:
    post_letter(
        name=user.full_name,
        address=user.email,
        kind=kind,
        subject=subject,
        template=f"portal/passwords/{template}.txt",
        words=words,
    )
