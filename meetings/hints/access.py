"""The facts of hints, and only those that the reader may know.

That somebody has another meeting at that time is said of everybody, with its title only where the reader runs it. Of a
meeting from one of whose items the reader is recused nothing is said of people: it could tell who is called to that item.
"""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from meetings.bodies.access import ids_run_by
from meetings.hints.rules import Elsewhere, Standing, hints
from meetings.hints.words import sentence
from meetings.invites.models import Participation
from meetings.office_days.access import offices
from meetings.schedule.models import Meeting
from meetings.schedule.occasion import Occasion
from portal.accounts.models import User

Key = TypeVar("Key", bound=Hashable)


def hints_about(user: User, occasion: Occasion, people: Iterable[User], *, but: Iterable[Meeting] = ()) -> list[str]:
    """What who fixes this date should know, in sentences. ``but``: the meeting itself."""
    return hints_about_each(user, {0: occasion}, people, but=but)[0]


def hints_about_each(
    user: User,
    occasions: Mapping[Key, Occasion],
    people: Iterable[User],
    *,
    but: Iterable[Meeting] = (),
    closed: bool = True,
) -> dict[Key, list[str]]:
    """The same of many dates for the same people; four queries at any number. ``closed``: whether to name closed days."""
    if not occasions:
        return {}
    first, last = min(each.start for each in occasions.values()), max(each.end for each in occasions.values())
    near = Meeting.objects.filter(start__lt=last, end__gt=first).exclude(pk__in=[each.pk for each in but])
    run = list(
        near.filter(body__in=ids_run_by(user), state__in=(Meeting.State.DRAFT, Meeting.State.CALLED)).select_related(
            "body"
        )
    )
    titles = {each.pk: each.title for each in run}
    elsewhere = [
        Elsewhere(row.user.full_name, row.meeting.occasion, titles.get(row.meeting_id, ""))
        for row in _invitations(user, near, people)
    ]
    standing = [Standing(each.occasion, each.title) for each in run]
    days, city, today = settings.MEETING_NOTICE_DAYS, offices(), timezone.localdate()
    found = {
        key: hints(each, offices=city, today=today, notice_days=days, elsewhere=elsewhere, standing=standing)
        for key, each in occasions.items()
    }
    return {
        key: [sentence(hint, occasions[key], days) for hint in said if closed or hint.kind != "closed"]
        for key, said in found.items()
    }


def _invitations(user: User, near: QuerySet[Meeting], people: Iterable[User]) -> Iterable[Participation]:
    recused = Meeting.objects.filter(items__recusals__user=user, items__recusals__lifted_at=None).values("pk")
    rows = Participation.objects.filter(
        meeting__in=near, meeting__state=Meeting.State.CALLED, user__in=[each.pk for each in people], uninvited_at=None
    )
    rows = rows.exclude(meeting__in=recused).select_related("user", "meeting")
    return rows.order_by("user__last_name", "user__first_name")
