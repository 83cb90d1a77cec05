"""Stopping the devices of who lost them, and the setup code for new ones.

Two coordinators, neither of them the person; nobody but the person ever chooses the password (security.md A5).
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal.accounts.helping import is_for_the_host
from portal.accounts.models import User
from portal.accounts.services import ForTheHost
from portal.accounts.tokens import new_code, shown_code, typed_code
from portal.audit.services import record
from portal.audit.setup import Setup
from portal.mfa.services import resume_devices, stop_devices, tell_owner
from portal.mfa.step_up import Factor
from portal.resets.access import leads_in, may_approve, may_reset
from portal.resets.models import FactorReset
from portal.sessions.services import end_sessions

# the acts for which the factor is shown
ASKING, APPROVING, WITHDRAWING = "reset.ask", "reset.approve", "reset.withdraw"
CODE_GOOD_FOR = timedelta(hours=24)


class AlreadyAsked(Exception):
    """A request about this person waits already."""


class WrongSetupCode(Exception):
    """The setup code did not fit; ``tries_left`` tells how often one may still try."""

    def __init__(self, tries_left: int) -> None:
        super().__init__()
        self.tries_left = tries_left


@transaction.atomic
def ask_reset(*, actor: User, subject: User, reason: str, factor: Factor) -> FactorReset:
    """「なくした端末を止めます」: the devices stop at once; a new one needs a second coordinator.

    A setup code that was agreed to before and not used opens nothing from now on, also if this is withdrawn. Raises ``AlreadyAsked``,
    and ``ForTheHost`` for an auditor, an editor or the superuser: one who gives them a seat does not lock them out.
    """
    _require(may_reset(actor, subject) and factor.proves(actor, ASKING, str(subject.pk)))
    if is_for_the_host(subject):
        raise ForTheHost
    subject = User.objects.select_for_update().get(pk=subject.pk)
    if FactorReset.objects.filter(subject=subject, approved_at=None, withdrawn_at=None).exists():
        raise AlreadyAsked
    _withdraw_unused(actor, subject)
    reset = FactorReset.objects.create(subject=subject, asked_by=actor, reason=reason, asked_at=timezone.now())
    record(actor=actor, verb="reset.asked", target=reset, detail=reason)
    _stop(actor, subject, reset.asked_at)
    tell_owner(subject, "stopped")
    return reset


@transaction.atomic
def approve_reset(*, actor: User, reset: FactorReset, factor: Factor) -> str:
    """The second person agrees: a setup code, shown once, to be handed over in person or by calling back."""
    reset = FactorReset.objects.select_for_update().get(pk=reset.pk)
    _require(may_approve(actor, reset) and factor.proves(actor, APPROVING, str(reset.pk)))
    reset.approved_by, reset.approved_at = actor, timezone.now()
    code = _give_code(reset)
    record(actor=actor, verb="reset.approved", target=reset, detail=factor.label)
    _stop(actor, reset.subject, reset.approved_at)
    tell_owner(reset.subject, "reset")
    return code


@transaction.atomic
def withdraw_reset(*, actor: User, reset: FactorReset, factor: Factor) -> None:
    """The device was found, or nothing was wrong: what the request stopped works again."""
    reset = FactorReset.objects.select_for_update().get(pk=reset.pk)
    _require(reset.pending and may_reset(actor, reset.subject))
    _require(factor.proves(actor, WITHDRAWING, str(reset.pk)))
    reset.withdrawn_at = timezone.now()
    reset.save(update_fields=["withdrawn_at"])
    resume_devices(user=reset.subject, stopped_at=reset.asked_at)
    record(actor=actor, verb="reset.withdrawn", target=reset, detail=factor.label)
    tell_owner(reset.subject, "resumed")


def use_setup_code(*, actor: User, reset: FactorReset, typed: str) -> None:
    """The person shows the code: they may set up a new app now. Raises ``WrongSetupCode``; each wrong try counts."""
    with transaction.atomic():
        locked = FactorReset.objects.select_for_update().get(pk=reset.pk)
        fits = (
            leads_in(locked) and locked.subject_id == actor.pk and check_password(typed_code(typed), locked.code_hash)
        )
        if fits:
            locked.used_at = timezone.now()
            locked.save(update_fields=["used_at"])
            record(actor=actor, verb="reset.used", target=locked)
        else:
            locked.tries_left = max(0, locked.tries_left - 1)
            locked.save(update_fields=["tries_left"])
            record(actor=actor, verb="reset.code_refused", target=locked)
    if not fits:
        raise WrongSetupCode(locked.tries_left)


@transaction.atomic
def reset_from_host(*, actor: Setup, subject: User) -> str:
    """Break-glass for the last coordinator, on the host only: one act instead of two people's, and recorded so."""
    subject = User.objects.select_for_update().get(pk=subject.pk)
    now = timezone.now()
    FactorReset.objects.filter(subject=subject, approved_at=None, withdrawn_at=None).update(withdrawn_at=now)
    _withdraw_unused(actor, subject)
    reset = FactorReset(subject=subject, reason=FactorReset.Reason.HOST, asked_at=now, approved_at=now)
    code = _give_code(reset)
    record(actor=actor, verb="reset.from_host", target=reset)
    _stop(actor, subject, now)
    tell_owner(subject, "reset")
    return code


def _withdraw_unused(actor: User | Setup, subject: User) -> None:
    """Codes given earlier: perhaps it is one of those that got lost."""
    for earlier in FactorReset.objects.filter(subject=subject, used_at=None, withdrawn_at=None).exclude(
        approved_at=None
    ):
        earlier.withdrawn_at = timezone.now()
        earlier.save(update_fields=["withdrawn_at"])
        record(actor=actor, verb="reset.withdrawn", target=earlier, detail="superseded")


def _give_code(reset: FactorReset) -> str:
    code = new_code()
    reset.code_hash = make_password(code)
    reset.expires_at = timezone.now() + CODE_GOOD_FOR
    reset.tries_left = settings.SETUP_CODE_TRIES
    reset.save()
    return shown_code(code)


def _stop(actor: User | Setup, subject: User, at: datetime) -> None:
    stopped = stop_devices(user=subject, at=at)
    record(actor=actor, verb="devices.stopped", target=subject, detail=str(stopped))
    end_sessions(actor=actor, user=subject)


def _require(right: bool) -> None:
    if not right:
        raise PermissionDenied
