"""Polls about dates, asked by the services in the name of who runs the body."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from meetings.bodies.models import Body
from meetings.polls.models import Poll, PollOption, PollPerson
from meetings.polls.services import Answer, Question, answer_poll, open_poll
from portal.accounts.models import User
from portal.organisations.models import Organisation
from tests.factories.meetings import at, secretariat_of

LONG = timedelta(minutes=90)


def a_poll(
    body: Body,
    *people: User,
    slots: Iterable[int] = (10, 11, 12),
    required: Iterable[User] = (),
    agencies: Iterable[Organisation] = (),
    shows_answers: bool = False,
    place: str = "市役所 3階 302会議室",
) -> Poll:
    """Asked of these people: two in the afternoon, in so many days; answers until five days from now."""
    starts = [at(days) for days in slots]
    question = Question(
        slots=[(start, start + LONG) for start in starts],
        last_day=timezone.localdate() + timedelta(days=5),
        minutes_long=90,
        place=place,
        people=people,
        required=list(required),
        agencies=list(agencies),
        shows_answers=shows_answers,
    )
    return open_poll(actor=secretariat_of(body), body=body, question=question)


def asked(poll: Poll, user: User) -> PollPerson:
    """The person's place in the poll."""
    return PollPerson.objects.select_related("poll__body", "user").get(poll=poll, user=user)


def slots_of(poll: Poll) -> list[PollOption]:
    """The slots, in time."""
    return list(poll.options.order_by("start"))


def said(poll: Poll, user: User, marks: str, *, condition: str = "", note: str = "") -> None:
    """The person answers: one letter of ○△×- for each slot."""
    words = {"○": "yes", "△": "maybe", "×": "no"}
    given: dict[UUID, str] = {
        option.pk: words[letter] for option, letter in zip(slots_of(poll), marks, strict=True) if letter in words
    }
    conditions = {pk: condition for pk, mark in given.items() if mark == "maybe"}
    answer_poll(actor=user, person=asked(poll, user), answer=Answer(given, conditions, note or None))


def deadline_passed(poll: Poll, when: datetime | None = None) -> None:
    """Time moves, no service does."""
    Poll.objects.filter(pk=poll.pk).update(deadline=when or timezone.now() - timedelta(seconds=1))
    poll.refresh_from_db()
