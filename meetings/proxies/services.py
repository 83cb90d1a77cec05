"""Letting a proxy in, and taking it back. Access comes by the summons alone, as for everybody: never by these rows."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings.agenda.access import runs_item
from meetings.agenda.models import Item, Summons
from meetings.agenda.services import remove_summons, summon
from meetings.attendance.access import open_for_proxies, rows_of
from meetings.proxies.access import candidates
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.audit.services import record


class NotOpen(Exception):
    """The meeting is not called, or its minutes are frozen."""


class NotOfTheirs(Exception):
    """No seat in the body today, or of another organisation."""


class NotPledged(Exception):
    """No pledge of their own is in force."""


class CalledAlready(Exception):
    """They are called to the item themselves: nobody sits on two chairs."""


class NotTheirs(Exception):
    """The member is not called to the item, or somebody comes in their place already."""


@transaction.atomic
def let_in(*, actor: User, meeting: Meeting, member: User, proxy: User, items: Iterable[Item]) -> None:
    """The proxy is called to these items in the member's place, and sees them from now on; no other item.

    The member stays called, and is recorded as the one in whose place they came. Raises ``NotOpen``, ``NotOfTheirs``,
    ``NotPledged``, ``CalledAlready`` and ``NotTheirs``; and ``agenda.services.UnknownMember`` for who keeps out of it.
    """
    locked = Meeting.objects.select_for_update().get(pk=meeting.pk)
    chosen = list(items)
    if not chosen or any(item.meeting_id != meeting.pk or not runs_item(actor, item) for item in chosen):
        raise PermissionDenied
    if not open_for_proxies(locked):
        raise NotOpen
    # asked under the lock: a pledge that lapsed while the page was open lets nobody in
    found = next((each for each in candidates(locked, member) if each.user == proxy), None)
    if found is None:
        raise NotOfTheirs
    if not found.may_come:
        raise NotPledged
    for item in chosen:
        _let_in(actor, item, member, proxy)


def _let_in(actor: User, item: Item, member: User, proxy: User) -> None:
    place = rows_of(item).filter(user=member, stands_for=None).exclude(presence=Summons.Presence.PROXY).first()
    if place is None:
        raise NotTheirs
    if proxy not in summon(actor=actor, item=item, users=[proxy]):
        raise CalledAlready
    here = timezone.localdate() >= item.meeting.day  # before it nobody was there yet
    presence = Summons.Presence.PRESENT if here else ""
    Summons.objects.filter(item=item, user=proxy, withdrawn_at=None).update(stands_for=place, presence=presence)
    Summons.objects.filter(pk=place.pk).update(presence=Summons.Presence.PROXY, came_at=None, left_at=None)
    record(actor=actor, verb="proxy.let_in", target=item, detail=f"{proxy.pk} for {member.pk}")


@transaction.atomic
def take_back(*, actor: User, item: Item, proxy: User) -> None:
    """The proxy does not come: the item closes for them at once, and the member's attendance is open again.

    Raises ``NotTheirs`` for who is no proxy at the item, and ``agenda.services.TooLate`` once the minutes are frozen.
    """
    Meeting.objects.select_for_update().get(pk=item.meeting_id)
    if not rows_of(item).filter(user=proxy, stands_for__isnull=False).exists():
        raise NotTheirs
    remove_summons(actor=actor, item=item, user=proxy)
    record(actor=actor, verb="proxy.taken_back", target=item, detail=str(proxy.pk))
