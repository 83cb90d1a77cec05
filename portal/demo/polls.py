"""Two questions about dates in かさね市: one decided, one with two answers to come."""

from collections.abc import Callable, Sequence
from datetime import time, timedelta

from django.utils import timezone

from meetings.bodies.models import Body
from meetings.office_days.access import offices
from meetings.polls.models import Poll, PollOption, PollPerson
from meetings.polls.proposing import slot
from meetings.polls.services import Answer, Question, answer_poll, choose, open_poll
from portal.accounts.models import User

PLACE = "市役所 3階 302会議室"
WORDS = {"○": "yes", "△": "maybe", "×": "no"}
Cast = Callable[[str], User]


def tell_polls(user: Cast, support: Body, plan_review: Body) -> None:
    """First the one that was decided: its meeting is called, and nobody is called to an item of it yet."""
    decided = _ask(
        user, plan_review, days=24, people=("chair", "coordinator", "member", "member2"), required=("chair",)
    )
    for role, marks in (("chair", "○○△"), ("member", "×○○"), ("member2", "○○×"), ("coordinator", "○○○")):
        _say(user(role), decided, marks)
    choose(actor=user("coordinator"), poll=decided, option=_slots(decided)[1])
    people = ("chair", "coordinator", "member", "member2", "member3", "member4", "member5")
    asked = _ask(user, support, days=16, people=people, required=("chair", "member2"), evening=True)
    for role, marks, condition in (
        ("chair", "○△○○○", "午後なら"),
        ("coordinator", "○○○○○", ""),
        ("member2", "○○○△×", "15時まで"),
        ("member3", "○×△○△", "15時から"),
        ("member4", "○×○○-", ""),
    ):
        _say(user(role), asked, marks, condition)


def _ask(
    user: Cast, body: Body, *, days: int, people: Sequence[str], required: Sequence[str], evening: bool = False
) -> Poll:
    city, today = offices(), timezone.localdate()
    day = city.on_or_after(today + timedelta(days=days))
    slots = []
    for _number in range(4 if evening else 3):
        slots.append(slot(day, time(14), 90))
        day = city.next_open(day)
    if evening:
        slots.append(slot(day, time(18, 30), 90))
    question = Question(
        slots=slots,
        last_day=city.later(today, 5),
        minutes_long=90,
        place=PLACE,
        people=[user(role) for role in people],
        required=[user(role) for role in required],
    )
    return open_poll(actor=user("coordinator"), body=body, question=question)


def _say(person: User, poll: Poll, marks: str, condition: str = "") -> None:
    given = {option.pk: WORDS[mark] for option, mark in zip(_slots(poll), marks, strict=True) if mark in WORDS}
    conditions = {pk: condition for pk, mark in given.items() if mark == "maybe"}
    place = PollPerson.objects.select_related("poll").get(poll=poll, user=person)
    answer_poll(actor=person, person=place, answer=Answer(given, conditions))


def _slots(poll: Poll) -> list[PollOption]:
    return list(PollOption.objects.filter(poll=poll))
