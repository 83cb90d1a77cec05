"""Who may reset whose devices. The floor knows no bodies: whoever has people in charge registers them here."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.http import Http404

from portal.accounts.helping import answer_for, is_for_the_host
from portal.accounts.models import User
from portal.mfa.access import app_device
from portal.resets.models import FactorReset

ChargesOf = Callable[[User], set[UUID]]
KeepersOf = Callable[[User], Iterable[User]]
_charges: list[ChargesOf] = []
_keepers: list[KeepersOf] = []


def register_charges(charges: ChargesOf, keepers: KeepersOf) -> None:
    """Let a concept say whom a person looks after, and who looks after a person."""
    _charges.append(charges)
    _keepers.append(keepers)


def _in_charge_of(actor: User) -> set[UUID]:
    """The people whom ``actor`` looks after; never themselves."""
    return {pk for charges in _charges for pk in charges(actor)} - {actor.pk}


def may_reset(actor: User, subject: User) -> bool:
    """Whether ``actor`` may ask for a reset of the devices of ``subject``, or withdraw one."""
    return subject.is_active and subject.pk in _in_charge_of(actor)


def may_approve(actor: User, reset: FactorReset) -> bool:
    """Whether ``actor`` can be the second person: not who asked, and the two together answer for all of the account."""
    return (
        reset.pending
        and actor.pk != reset.asked_by_id
        and may_reset(actor, reset.subject)
        and answer_for([each for each in (actor, reset.asked_by) if each is not None], reset.subject)
    )


def could_approve(asker: User, subject: User) -> list[User]:
    """Everybody who could be the second person if ``asker`` asked; without one, only the host helps."""
    people = {person for keepers in _keepers for person in keepers(subject)} - {asker, subject}
    return [person for person in people if may_reset(person, subject) and answer_for([asker, person], subject)]


def get_person_for(actor: User, pk: UUID) -> User:
    """Somebody whose devices ``actor`` may reset; anything else is 404."""
    # one question for both, so that the time it takes does not tell them apart
    user = User.objects.filter(pk=pk, pk__in=_in_charge_of(actor), is_active=True).first()
    if user is None:
        raise Http404
    return user


def get_pending_for(actor: User, pk: UUID) -> FactorReset:
    """A request that waits, about somebody in the charge of ``actor``; anything else is 404."""
    theirs = FactorReset.objects.filter(subject__in=_in_charge_of(actor), subject__is_active=True)
    found = theirs.select_related("subject", "asked_by").filter(pk=pk).first()
    if found is None or not found.pending:
        raise Http404
    return found


def pending_of(subject: User) -> FactorReset | None:
    """The request about a person that waits, if there is one."""
    return FactorReset.objects.filter(subject=subject, approved_at=None, withdrawn_at=None).first()


def to_approve(actor: User) -> list[FactorReset]:
    """What waits for ``actor`` as the second person."""
    waiting = FactorReset.objects.filter(approved_at=None, withdrawn_at=None).exclude(asked_by=actor)
    if not waiting.exists():
        return []
    theirs = waiting.filter(subject__in=_in_charge_of(actor)).select_related("subject", "asked_by")
    return [reset for reset in theirs if may_approve(actor, reset)]


def open_code_of(user: User) -> FactorReset | None:
    """The reset whose setup code the person may use now."""
    if pending_of(user) is not None:
        return None  # stopped anew: a code from before opens nothing
    found = FactorReset.objects.filter(subject=user).exclude(approved_at=None).order_by("-approved_at").first()
    return found if found is not None and leads_in(found) and app_device(user) is None else None


def leads_in(reset: FactorReset) -> bool:
    """Whether its setup code still works.

    Who agreed to it holds the code: if the account was given what only the host gives meanwhile, only the host's own
    code works.
    """
    return reset.open and (reset.approved_by_id is None or not is_for_the_host(reset.subject))
