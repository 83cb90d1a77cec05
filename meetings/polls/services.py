"""Asking about dates, answering, and deciding on one."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from meetings.bodies.access import runs_body, seats_in
from meetings.bodies.models import Body
from meetings.polls.access import MAIL, guests_for, sheet_of, silent_in, still_seated
from meetings.polls.links import token_of
from meetings.polls.models import Poll, PollAnswer, PollOption, PollPerson
from meetings.polls.proposing import MOST_OPTIONS, Slot, last_moment
from meetings.schedule.models import Meeting
from meetings.schedule.services import call_meeting, plan_meeting
from portal.accounts.models import User
from portal.audit.services import record
from portal.organisations.access import workplaces
from portal.organisations.models import Organisation
from portal.outbox.letters import post_letter

SUBJECTS = {
    "asked": gettext_noop("Which dates suit you? (question no. %(number)s)"),
    "reminder": gettext_noop("Your answer about dates is still open (question no. %(number)s)"),
    "extended": gettext_noop("There is more time to answer about dates (question no. %(number)s)"),
    "withdrawn": gettext_noop("The question about dates is taken back (no. %(number)s)"),
}


class CannotAsk(Exception):
    """No slot in the future, nobody asked, somebody from outside, or a deadline that helps nobody."""


class Over(Exception):
    """The poll takes no answers any more, or was decided or taken back."""


class NobodySilent(Exception):
    """Everybody answered, or was told today already."""


class NeedsReason(Exception):
    """A date for which somebody indispensable is missing is chosen with a written reason only."""


class LastSlot(Exception):
    """Nothing would be left to answer: a question without a slot is taken back instead."""


class Passed(Exception):
    """The slot has begun already or was struck, or nobody could be invited to it."""


@dataclass(frozen=True)
class Question:
    """What is asked, of whom, and what a date must fulfil."""

    slots: Sequence[Slot]
    last_day: date
    minutes_long: int
    place: str
    people: Collection[User]
    required: Collection[User] = ()
    agencies: Collection[Organisation] = field(default=())
    shows_answers: bool = False


@transaction.atomic
def open_poll(*, actor: User, body: Body, question: Question) -> Poll:
    """Ask people of the body which slots suit them; each gets a neutral mail with a link of their own.

    Raises ``CannotAsk``.
    """
    if not runs_body(actor, body):
        raise PermissionDenied
    _check(body, question)
    list(Body.objects.select_for_update().order_by("pk").values_list("pk"))  # numbers are given one at a time
    poll = Poll.objects.create(
        number=(Poll.objects.aggregate(Max("number"))["number__max"] or 0) + 1,
        body=body,
        asked_by=actor,
        minutes_long=question.minutes_long,
        place=question.place,
        deadline=last_moment(question.last_day),
        shows_answers=question.shows_answers,
    )
    poll.needed_agencies.set(question.agencies)
    PollOption.objects.bulk_create(PollOption(poll=poll, start=start, end=end) for start, end in question.slots)
    places, required = workplaces(question.people), {user.pk for user in question.required}
    people = PollPerson.objects.bulk_create(
        PollPerson(
            poll=poll,
            user=user,
            organisation=places[user.pk].organisation if user.pk in places else None,
            required=user.pk in required,
            told_at=timezone.now(),
        )
        for user in question.people
    )
    record(actor=actor, verb="poll.opened", target=poll, detail=f"people:{len(people)} slots:{len(question.slots)}")
    _tell(poll, people, "asked")
    return poll


def _check(body: Body, question: Question) -> None:
    now, seated = timezone.now(), {seat.user_id for seat in seats_in(body)}
    asked = {user.pk for user in question.people}
    starts = [start for start, _end in question.slots]
    if not starts or len(starts) > MOST_OPTIONS or len(set(starts)) < len(starts) or min(starts) <= now:
        raise CannotAsk
    if not asked or not asked <= seated or not {user.pk for user in question.required} <= asked:
        raise CannotAsk
    if not now < last_moment(question.last_day) or last_moment(question.last_day) >= max(starts):
        raise CannotAsk


# --- answering -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Answer:
    """Marks by slot, conditions by slot, and a word to the secretariat; None leaves the word as it is."""

    marks: Mapping[UUID, str]
    conditions: Mapping[UUID, str] = field(default_factory=dict)
    note: str | None = None


@transaction.atomic
def answer_poll(*, actor: User, person: PollPerson, answer: Answer, way: str = PollPerson.Way.PORTAL) -> None:
    """Say which slots suit oneself; until the deadline as often as one likes. Raises ``Over``."""
    if actor.pk != person.user_id or not actor.is_active or not still_seated(person):
        raise PermissionDenied
    locked = _lock(person.poll)
    if not locked.takes_answers:
        raise Over
    _store(person, answer, way=way, entered_by=None)
    record(actor=actor, verb="poll.answered", target=person, detail=way)


@transaction.atomic
def enter_answer(*, actor: User, person: PollPerson, answer: Answer, way: str) -> None:
    """Enter what somebody said by phone or FAX; after the deadline too, while no date is decided. Raises ``Over``."""
    locked = _lock_to_run(actor, person.poll)
    if locked.state != Poll.State.OPEN:
        raise Over
    _store(person, answer, way=way, entered_by=actor)
    record(actor=actor, verb="poll.answer_entered", target=person, detail=way)


def _store(person: PollPerson, answer: Answer, *, way: str, entered_by: User | None) -> None:
    """Replace the marks; a slot left empty has none. What was said of a struck slot stays: it may come back."""
    slots = set(PollOption.objects.filter(poll=person.poll_id, struck_at=None).values_list("pk", flat=True))
    kept = {
        row.option_id: row.condition
        for row in PollAnswer.objects.filter(person=person, mark=PollAnswer.Mark.MAYBE)
        if row.option_id not in answer.conditions
    }
    PollAnswer.objects.filter(person=person, option__in=slots).delete()
    PollAnswer.objects.bulk_create(
        PollAnswer(
            person=person,
            option_id=pk,
            mark=PollAnswer.Mark(mark),
            condition=(answer.conditions.get(pk) or kept.get(pk) or None) if mark == PollAnswer.Mark.MAYBE else None,
        )
        for pk, mark in answer.marks.items()
        if pk in slots
    )
    person.answered_at, person.answered_by, person.entered_by = timezone.now(), way, entered_by
    if answer.note is not None:
        person.note = answer.note or None
    person.save(update_fields=["answered_at", "answered_by", "entered_by", "note"])


# --- while it is open --------------------------------------------------------------------------


@transaction.atomic
def remind(*, actor: User, poll: Poll) -> int:
    """Remind those who have not answered, once a day at most; answers how many. Raises ``Over``, ``NobodySilent``."""
    locked = _lock_to_run(actor, poll)
    if not locked.takes_answers:
        raise Over
    today = timezone.localdate()
    people = [one for one in silent_in(locked) if timezone.localtime(one.told_at).date() < today]
    if not people:
        raise NobodySilent
    note_told(people)
    locked.reminded_at = poll.reminded_at = timezone.now()
    locked.save(update_fields=["reminded_at"])
    record(actor=actor, verb="poll.reminded", target=locked, detail=f"people:{len(people)}")
    _tell(locked, people, "reminder")
    return len(people)


@transaction.atomic
def extend(*, actor: User, poll: Poll, last_day: date) -> None:
    """Take answers until the end of a later day; who has not answered is told, by one mail. Raises ``Over``, ``CannotAsk``."""
    locked = _lock_to_run(actor, poll)
    if locked.state != Poll.State.OPEN:
        raise Over
    later = last_moment(last_day)
    last = PollOption.objects.filter(poll=locked, struck_at=None).aggregate(Max("start"))["start__max"]
    if later <= max(locked.deadline, timezone.now()) or later >= last:
        raise CannotAsk
    locked.deadline = poll.deadline = later
    locked.save(update_fields=["deadline"])
    people = silent_in(locked)
    note_told(people)
    record(actor=actor, verb="poll.extended", target=locked, detail=f"people:{len(people)}")
    _tell(locked, people, "extended")


def note_reminded(people: Iterable[UUID]) -> None:
    """The reminders of the morning told these people of their poll: nobody reminds them once more today."""
    now, rows = timezone.now(), PollPerson.objects.filter(pk__in=list(people))
    Poll.objects.filter(people__in=rows).update(reminded_at=now)
    rows.update(told_at=now)


def note_told(people: Iterable[PollPerson]) -> None:
    """These people get a mail about their poll now: they are not reminded of it once more today."""
    PollPerson.objects.filter(pk__in=[person.pk for person in people]).update(told_at=timezone.now())


@transaction.atomic
def strike(*, actor: User, option: PollOption) -> None:
    """Offer a slot no more; who answered keeps the rest of their answer. Raises ``Over`` and ``LastSlot``."""
    locked = _lock_to_run(actor, option.poll)
    if locked.state != Poll.State.OPEN:
        raise Over
    offered = PollOption.objects.filter(poll=locked, struck_at=None)
    if not offered.filter(pk=option.pk).exists():  # somebody was faster
        return
    # answers are taken until a moment before the last slot, always
    if not offered.filter(start__gt=locked.deadline).exclude(pk=option.pk).exists():
        raise LastSlot
    offered.filter(pk=option.pk).update(struck_at=timezone.now())
    record(actor=actor, verb="poll.slot_struck", target=option)


@transaction.atomic
def put_back(*, actor: User, option: PollOption) -> None:
    """Offer a struck slot again, with what was answered to it before. Raises ``Over``."""
    locked = _lock_to_run(actor, option.poll)
    if locked.state != Poll.State.OPEN:
        raise Over
    if PollOption.objects.filter(pk=option.pk, struck_at__isnull=False).update(struck_at=None):
        record(actor=actor, verb="poll.slot_put_back", target=option)


@transaction.atomic
def withdraw(*, actor: User, poll: Poll) -> None:
    """Take the question back; everybody asked is told, and no link opens any more. Raises ``Over``."""
    locked = _lock_to_run(actor, poll)
    if locked.state != Poll.State.OPEN:
        raise Over
    locked.state = poll.state = Poll.State.WITHDRAWN
    locked.ended_at = timezone.now()
    locked.save(update_fields=["state", "ended_at"])
    record(actor=actor, verb="poll.withdrawn", target=locked)
    _tell(locked, PollPerson.objects.filter(poll=locked, user__is_active=True).select_related("user"), "withdrawn")


@transaction.atomic
def renew_link(*, actor: User, person: PollPerson) -> None:
    """The link of the earlier mail opens nothing any more; the person gets a mail with a new one. Raises ``Over``."""
    locked = _lock_to_run(actor, person.poll)
    if not locked.takes_answers or not still_seated(person) or not person.user.is_active:
        raise Over
    row = PollPerson.objects.select_for_update().select_related("user").get(pk=person.pk)
    row.link_version += 1
    row.told_at = timezone.now()
    row.save(update_fields=["link_version", "told_at"])
    record(actor=actor, verb="poll.link_renewed", target=row)
    _tell(locked, [row], "asked")


# --- the end -----------------------------------------------------------------------------------


@transaction.atomic
def choose(*, actor: User, poll: Poll, option: PollOption, reason: str = "") -> Meeting:
    """Decide on a slot: the poll closes, the meeting is made and called, and everybody asked is invited, all or nothing.

    Raises ``Over``, ``Passed``, and ``NeedsReason`` where a requirement is overridden without one.
    """
    locked = _lock_to_run(actor, poll)
    if locked.state != Poll.State.OPEN or option.poll_id != locked.pk:
        raise Over
    guests, sheet = guests_for(locked, option), sheet_of(locked)
    if option.start <= timezone.now() or option.pk not in sheet.by_option or not guests:
        raise Passed
    met = sheet.standing_of(option).met
    if not met and not reason.strip():
        raise NeedsReason
    meeting = plan_meeting(actor=actor, body=locked.body, start=option.start, end=option.end, place=locked.place)
    locked.state, locked.meeting, locked.ended_at = Poll.State.CLOSED, meeting, timezone.now()
    locked.reason = None if met else reason.strip()
    locked.save(update_fields=["state", "meeting", "ended_at", "reason"])
    poll.state, poll.meeting = locked.state, meeting
    record(actor=actor, verb="poll.decided", target=locked, detail="" if met else "overridden")
    call_meeting(actor=actor, meeting=meeting, guests=guests)
    return meeting


def _lock(poll: Poll) -> Poll:
    return Poll.objects.select_for_update(of=("self",)).select_related("body").get(pk=poll.pk)


def _lock_to_run(actor: User, poll: Poll) -> Poll:
    """The poll, locked; the right is asked after the lock: one that ended meanwhile counts no more."""
    locked = _lock(poll)
    if not runs_body(actor, locked.body):
        raise PermissionDenied
    return locked


def _tell(poll: Poll, people: Iterable[PollPerson], letter: str) -> None:
    slots: list[tuple[datetime, datetime]] = list(
        PollOption.objects.filter(poll=poll, struck_at=None).order_by("start").values_list("start", "end")
    )
    for person in people:
        link = settings.BASE_URL + reverse("polls:link", args=[token_of(person.pk, person.link_version)])
        post_letter(
            name=person.user.full_name,
            address=person.user.email,
            kind=MAIL,
            subject=SUBJECTS[letter],
            template=f"meetings/polls/mails/{letter}.txt",
            html=f"meetings/polls/mails/{letter}.html",
            words={"number": poll.number, "poll": poll, "slots": slots, "url": link},
        )
