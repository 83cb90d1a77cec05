"""Who may ask to read an item in an emergency, who answers, and what is in force."""

from collections.abc import Iterable
from datetime import time
from uuid import UUID

from django.db.models import Q
from django.http import Http404

from meetings.agenda.access import decisions, emergencies_in_force, facts_of, running, runs_item
from meetings.agenda.models import Emergency, Item
from meetings.agenda.need import UNHEARD_OF, decide
from meetings.agenda.presenting import starts_of
from meetings.bodies.access import ids_run_by
from meetings.schedule.models import Meeting
from portal.accounts.models import User


def asked_item(user: User, number: int, begins: time) -> Item | None:
    """The item that begins at this time in the meeting with this notice number, if this person may ask for it.

    They sit in the body with a pledge in force, are not called to the item, and need not keep out of it.
    """
    meeting = Meeting.objects.filter(notice_number=number).exclude(state__in=UNHEARD_OF).first()
    if meeting is None:
        return None
    positions = [position for position, at in starts_of(meeting).items() if at.time() == begins]
    item = Item.objects.filter(meeting=meeting, position__in=positions).select_related("meeting__body").first()
    return item if item is not None and may_ask(user, item) else None


def may_ask(user: User, item: Item) -> bool:
    """Whether the person is outside for no other reason than not being called."""
    facts = facts_of([(user, item)])[user.pk, item.pk]
    return facts.pledged and decide(facts).reason in ("stranger", "withdrawn")


def may_decide(user: User, emergency: Emergency) -> bool:
    """Whether the person is the second one: runs the item, and did not ask themselves."""
    return user.pk != emergency.user_id and runs_item(user, emergency.item)


def to_decide(user: User) -> list[Emergency]:
    """What waits for this person's answer."""
    rows = Emergency.objects.filter(decided_at=None, item__meeting__body__in=ids_run_by(user)).exclude(user=user)
    waiting = list(rows.select_related("item__meeting__body", "user"))
    found = decisions((user, row.item) for row in waiting)
    return [row for row in waiting if found[user.pk, row.item_id].runs]


def reading(user: User) -> list[Emergency]:
    """What this person may read under an emergency now."""
    return list(emergencies_in_force().filter(user=user).select_related("item__meeting__body"))


def get_to_decide(user: User, pk: UUID) -> Emergency:
    """One that waits for this person's answer; anything else is 404."""
    theirs = Emergency.objects.filter(item__meeting__body__in=ids_run_by(user))
    row = theirs.filter(pk=pk, decided_at=None).select_related("item__meeting__body", "user").first()
    if row is None or not may_decide(user, row):
        raise Http404
    return row


def get_to_end(user: User, pk: UUID) -> Emergency:
    """One in force that this person may end: who runs the item, or who reads; anything else is 404."""
    theirs = emergencies_in_force().filter(Q(user=user) | Q(item__meeting__body__in=ids_run_by(user)))
    row = theirs.filter(pk=pk).select_related("item__meeting__body", "user").first()
    if row is None or not (row.user_id == user.pk or runs_item(user, row.item)):
        raise Http404
    return row


def told_of(item: Item) -> Iterable[User]:
    """Who is told that somebody reads: the chair; where the chair must keep out, whoever else runs it."""
    runs = running(item)
    facts = facts_of((user, item) for user in runs)
    return [user for user in runs if facts[user.pk, item.pk].role == "chair"] or runs
