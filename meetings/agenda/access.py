"""Who may see an item and its meeting. The rule itself is ``need.decide``; here its facts are gathered."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from meetings.agenda.models import Emergency, Item, Recusal, Summons
from meetings.agenda.need import UNHEARD_OF, Decision, Facts, Reason, Right, decide
from meetings.bodies.access import members_of, pledged_seats_of, seats_in, seats_in_force, standings
from meetings.bodies.models import RUNS, Appointment
from meetings.invites.access import told_it_is_off, with_invitation
from meetings.invites.models import Notice, Participation
from meetings.polls.access import asked_for
from meetings.schedule.models import Meeting
from portal.accounts.models import User

Pair = tuple[User, Item]
Key = tuple[UUID, UUID]  # person, item
NEAR = timedelta(days=42)  # a notice goes out three to four weeks before the day (domain.md)


# --- one person, or any number of pairs ------------------------------------------------------


def decision_on(user: User, item: Item) -> Decision:
    """What the person may do in the item, and why or why not."""
    return decisions([(user, item)])[user.pk, item.pk]


def rights_in_items(pairs: Iterable[Pair]) -> dict[Key, Right]:
    """What each person may do in each item, by person and item; five queries at any number."""
    return {key: decision.right for key, decision in decisions(pairs).items()}


def decisions(pairs: Iterable[Pair]) -> dict[Key, Decision]:
    """The same with the reasons. The gate has asked for the second factor."""
    return {key: decide(facts) for key, facts in facts_of(pairs).items()}


def facts_of(pairs: Iterable[Pair]) -> dict[Key, Facts]:
    """What the rule asks about, read from the database; the items come with meeting and body."""
    asked = {(user.pk, item.pk): (user, item) for user, item in pairs}
    users = {user.pk: user for user, _ in asked.values()}
    items = {item.pk: item for _, item in asked.values()}
    places = standings(users.values(), {item.meeting.body for item in items.values()})
    summonses = Summons.objects.filter(user__in=users, item__in=items).values_list("user_id", "item_id", "withdrawn_at")
    called = {(user, item) for user, item, withdrawn_at in summonses if withdrawn_at is None}
    once = {(user, item) for user, item, _withdrawn_at in summonses} - called
    recused = _keys(standing_recusals(), users, items)
    opened = _keys(emergencies_in_force(), users, items)
    return {
        key: Facts(
            live=user.is_active,
            verified=True,
            pledged=places[user.pk, item.meeting.body_id].pledged,
            role=places[user.pk, item.meeting.body_id].role,
            summoned=key in called,
            withdrawn=key in once,
            recused=key in recused,
            emergency=key in opened,
            state=item.meeting.state,
        )
        for key, (user, item) in asked.items()
    }


def _keys(rows: "QuerySet[Recusal] | QuerySet[Emergency]", users: Iterable[UUID], items: Iterable[UUID]) -> set[Key]:
    return set(rows.filter(user__in=users, item__in=items).order_by().values_list("user_id", "item_id"))


def standing_recusals() -> QuerySet[Recusal]:
    """Recusals that were not lifted."""
    return Recusal.objects.filter(lifted_at=None)


def emergencies_in_force() -> QuerySet[Emergency]:
    """Emergency readings that were allowed and have neither run out nor been ended."""
    return Emergency.objects.filter(until__gt=timezone.now(), ended_at=None)


def next_emergency_end() -> datetime | None:
    """When the first emergency reading in force runs out."""
    return emergencies_in_force().order_by("until").values_list("until", flat=True).first()


def emergencies_of(items: Iterable[Item]) -> dict[UUID, list[Emergency]]:
    """Emergency readings in force, by item, for the banner that everybody in the item sees; one query."""
    found: dict[UUID, list[Emergency]] = {}
    rows = emergencies_in_force().filter(item__in=[item.pk for item in items]).select_related("user", "decided_by")
    for row in rows:
        found.setdefault(row.item_id, []).append(row)
    return found


# --- lists -----------------------------------------------------------------------------------


def items_for(user: User) -> QuerySet[Item]:
    """Every item of every meeting that the person may see: ``need.decide`` in SQL, for lists and searches."""
    return _items_for(user, pledged_seats_of(user))


def _items_for(user: User, seats: QuerySet[Appointment]) -> QuerySet[Item]:
    if not user.is_active:
        return Item.objects.none()
    # ids by sub-query, never by join: a join would match another person's seat in the same body
    called = Summons.objects.filter(user=user, withdrawn_at=None).values("item")
    opened = emergencies_in_force().filter(user=user).values("item")
    theirs = Q(pk__in=called) | Q(pk__in=opened)
    return Item.objects.filter(
        Q(meeting__body__in=seats.filter(RUNS).values("body"))
        | Q(meeting__body__in=seats.values("body")) & ~Q(meeting__state__in=UNHEARD_OF) & theirs
    ).exclude(pk__in=standing_recusals().filter(user=user).values("item"))


def visible_items(user: User, meeting: Meeting) -> QuerySet[Item]:
    """The meeting's items that the person may see, in order."""
    return items_for(user).filter(meeting=meeting).select_related("meeting__body").order_by("position")


def get_item_for(user: User, pk: UUID | str) -> Item:
    """An item the person may see; absent and forbidden are both 404."""
    # one question for both, so that the time it takes does not tell them apart
    item = items_for(user).filter(pk=pk).select_related("meeting__body").first()
    if item is None:
        raise Http404
    return item


def runs_item(user: User, item: Item) -> bool:
    """Whether the person is chair or secretariat to the item: runs the body, and is not recused."""
    return decision_on(user, item).runs


def running(item: Item) -> list[User]:
    """Chair and secretariat who can run the item today: pledged, and not recused."""
    seated = [seat.user for seat in seats_in(item.meeting.body) if seat.runs]
    found = decisions((user, item) for user in seated)
    return [user for user in seated if found[user.pk, item.pk].runs]


def get_item_to_run(user: User, pk: UUID | str) -> Item:
    """An item the person runs; absent and forbidden are both 404."""
    item = get_item_for(user, pk)
    if not runs_item(user, item):
        raise Http404
    return item


def visible_meetings(user: User) -> QuerySet[Meeting]:
    """The meetings that the person runs, and those with at least one item they may see."""
    return _visible_meetings(user, pledged_seats_of(user))


def _visible_meetings(user: User, seats: QuerySet[Appointment]) -> QuerySet[Meeting]:
    if not user.is_active:
        return Meeting.objects.none()
    theirs = Q(body__in=seats.filter(RUNS).values("body")) | Q(pk__in=_items_for(user, seats).values("meeting"))
    return Meeting.objects.filter(theirs).select_related("body")


def get_meeting_for(user: User, pk: UUID | str) -> Meeting:
    """A meeting the person may see; absent and forbidden are both 404."""
    meeting = visible_meetings(user).filter(pk=pk).first()
    if meeting is None:
        raise Http404
    return meeting


def shown_meetings(user: User) -> QuerySet[Meeting]:
    """Those, and the meetings to which the person is invited without an item so far: day and place, as in their mail."""
    if not user.is_active:
        return Meeting.objects.none()
    seats = pledged_seats_of(user)  # its pledges are asked for once
    invited = with_invitation(user).values("meeting")
    visible = _visible_meetings(user, seats).values("pk")
    theirs = Q(pk__in=visible) | Q(pk__in=invited, body__in=seats.values("body"))
    return Meeting.objects.filter(theirs).select_related("body")


def get_shown_meeting(user: User, pk: UUID | str) -> Meeting:
    """A meeting whose page the person may open; absent and forbidden are both 404."""
    meeting = shown_meetings(user).filter(pk=pk).first()
    if meeting is None:
        raise Http404
    return meeting


def ground_in(user: User, meeting: Meeting) -> Reason:
    """On what ground the person sees the meeting: that of its first item they see, their running the body, or being invited."""
    item = visible_items(user, meeting).first()
    if item is not None:
        return decision_on(user, item).reason
    role = standings([user], [meeting.body])[user.pk, meeting.body_id].role
    if not pledged_seats_of(user).filter(RUNS, body=meeting.body).exists():
        return "invited"
    return "chair" if role == "chair" else "secretariat"


def takes_items(meeting: Meeting) -> bool:
    """Whether an item may still be put on the agenda: until the meeting begins."""
    called = meeting.state == Meeting.State.CALLED and meeting.start > timezone.now()
    return called or meeting.state == Meeting.State.DRAFT


def far_drafts() -> Q:
    """Drafts of a series whose day is not near: a whole year of them is made at once, and nobody has to finish them yet."""
    return Q(state=Meeting.State.DRAFT, series_date__isnull=False, start__gt=timezone.now() + NEAR)


# --- who is called ---------------------------------------------------------------------------


def summonable(meeting: Meeting) -> list[User]:
    """Whom the meeting's items may call."""
    return members_of(meeting.body)


def standing_summonses() -> QuerySet[Summons]:
    """Summonses that were not withdrawn, but for those of people recused from the item."""
    recused = standing_recusals().filter(user=OuterRef("user"), item=OuterRef("item"))
    return Summons.objects.filter(~Exists(recused), withdrawn_at=None)


def summoned_to(item: Item) -> list[User]:
    """The people called to the item, by name."""
    called = standing_summonses().filter(item=item).values("user")
    return list(User.objects.filter(pk__in=called).order_by("last_name", "first_name"))


def people_in(item: Item) -> list[User]:
    """Everybody who may be in the item: the summoned who still sit in the body, and who runs it; not the recused."""
    out = set(standing_recusals().filter(item=item).values_list("user_id", flat=True))
    seats = seats_in(item.meeting.body)
    running, seated = [seat.user for seat in seats if seat.runs], {seat.user_id for seat in seats}
    people = {user.pk: user for user in [*running, *(user for user in summoned_to(item) if user.pk in seated)]}
    return [user for pk, user in people.items() if pk not in out]


def guests_of(meeting: Meeting, items: Iterable[Item] | None = None) -> list[User]:
    """Everybody to be invited: who runs the body, and of those who still sit in it all who are summoned to some item,
    or were asked when the date was sought.

    Whoever has yet to sign the pledge is invited too. ``items``: only for these.
    """
    seats = seats_in(meeting.body)
    running = Q(pk__in=[seat.user_id for seat in seats if seat.runs])
    called = standing_summonses().filter(item__meeting=meeting)
    if items is not None:
        called = called.filter(item__in=[item.pk for item in items])
    wanted = Q(pk__in=called.values("user")) | Q(pk__in=asked_for(meeting))
    summoned = Q(pk__in=[seat.user_id for seat in seats]) & wanted
    return list(User.objects.filter(running | summoned, is_active=True).order_by("last_name", "first_name"))


def guests_again(meeting: Meeting, items: Iterable[Item] | None = None) -> list[User]:
    """Whom to invite anew to a meeting that was called off: whom its items still call, and who was told that it is off.

    Only who still sits in the body. ``items``: only for these.
    """
    seated = {seat.user_id for seat in seats_in(meeting.body)}
    told = told_it_is_off(meeting).filter(user__in=seated, user__is_active=True)
    if items is not None:
        others = standing_summonses().filter(item__meeting=meeting).exclude(item__in=[item.pk for item in items])
        told = told.exclude(user__in=others.values("user"))
    people = {guest.pk: guest for guest in guests_of(meeting, items)}
    people |= {each.user_id: each.user for each in told.select_related("user")}
    return sorted(people.values(), key=lambda user: (user.last_name, user.first_name))


def invitations_shown(user: User, meetings: Iterable[Meeting | UUID]) -> QuerySet[Participation]:
    """The standing invitations to these meetings, for who runs them.

    Whoever is recused from an item is not shown those whom only that item explains.
    """
    rows = Participation.objects.filter(meeting__in=meetings, uninvited_at=None)
    hidden = standing_recusals().filter(user=user).values("item")
    called = Summons.objects.filter(user=OuterRef("user"), item__meeting=OuterRef("meeting"), withdrawn_at=None)
    runs = seats_in_force().filter(RUNS, user=OuterRef("user"), body=OuterRef("meeting__body"))
    return rows.exclude(
        Exists(called.filter(item__in=hidden)) & ~Exists(called.exclude(item__in=hidden)) & ~Exists(runs)
    )


def notices_shown(user: User, meeting: Meeting) -> QuerySet[Notice]:
    """Every mail about the meeting, the newest first, for who runs it; without the mails' content.

    Whoever is recused from an item is shown nobody who was ever called to it, unless they are there for another reason.
    """
    hidden = standing_recusals().filter(user=user).values("item")
    called = Summons.objects.filter(user=OuterRef("participation__user"), item__meeting=meeting)
    explained = called.filter(withdrawn_at=None).exclude(item__in=hidden)
    runs = seats_in_force().filter(RUNS, user=OuterRef("participation__user"), body=meeting.body_id)
    rows = Notice.objects.filter(participation__meeting=meeting).exclude(
        Exists(called.filter(item__in=hidden)) & ~Exists(explained) & ~Exists(runs)
    )
    rows = rows.select_related("mail", "participation__user").defer("mail__content")
    return rows.order_by("-mail__created_at", "participation__user__last_name", "participation__user__first_name")


def summoned_anybody(meeting: Meeting) -> bool:
    """Whether at least one person is called to an item."""
    return standing_summonses().filter(item__meeting=meeting).exists()


def summoned_counts(items: Iterable[Item]) -> dict[UUID, int]:
    """How many people are called to each item; one query. Only for who runs the meeting."""
    counts = {item.pk: 0 for item in items}
    rows = standing_summonses().filter(item__in=counts).order_by().values_list("item").annotate(Count("pk"))
    return counts | dict(rows)
