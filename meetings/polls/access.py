"""Who may see a poll, who may answer it, and what its answers come to."""

from dataclasses import dataclass
from functools import cached_property
from typing import cast
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from meetings.bodies.access import ids_run_by, lasting_seats, pledged_seats_of, runs_body
from meetings.bodies.models import Body
from meetings.polls.links import read_token
from meetings.polls.models import Poll, PollAnswer, PollOption, PollPerson
from meetings.polls.tally import Mark, Standing, Voter, standings
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.organisations.models import Organisation
from portal.outbox.access import undelivered

MAIL = "poll"  # the kind under which its mails stand in the outbox


def may_run(user: User, poll: Poll) -> bool:
    """Whether the person may change the poll: secretariat or chair of its body."""
    return runs_body(user, poll.body)


def polls_run_by(user: User) -> QuerySet[Poll]:
    """Every poll of the bodies that the person runs."""
    return Poll.objects.filter(body__in=ids_run_by(user)).select_related("body", "meeting")


def get_poll_to_run(user: User, pk: UUID) -> Poll:
    """A poll the person runs; absent and forbidden are both 404."""
    poll = polls_run_by(user).filter(pk=pk).first()
    if poll is None:
        raise Http404
    return poll


def get_person_to_run(user: User, poll_pk: UUID, pk: UUID) -> PollPerson:
    """Somebody asked, for who runs the poll; absent and forbidden are both 404."""
    rows = PollPerson.objects.filter(pk=pk, poll=poll_pk, poll__body__in=ids_run_by(user))
    person = rows.select_related("poll__body", "user", "organisation").first()
    if person is None:
        raise Http404
    return person


def open_polls_run_by(user: User) -> list[Poll]:
    """Those that are not decided, the nearest deadline first, with ``asked`` and ``answered``; one query."""
    rows = polls_run_by(user).filter(state=Poll.State.OPEN)
    return list(
        rows.annotate(
            asked=Count("people", distinct=True),
            answered=Count("people", filter=Q(people__answered_at__isnull=False), distinct=True),
            slots=Count("options", distinct=True),
        )
    )


# --- who is asked ----------------------------------------------------------------------------


def _asked(user: User) -> QuerySet[PollPerson]:
    bodies = pledged_seats_of(user).values("body")
    rows = PollPerson.objects.filter(user=user, poll__body__in=bodies).exclude(poll__state=Poll.State.WITHDRAWN)
    return rows.select_related("poll__body", "poll__meeting", "user")


def get_asked(user: User, poll_pk: UUID) -> PollPerson:
    """The person's own place in a poll, while they sit in its body and are pledged; else 404."""
    person = _asked(user).filter(poll=poll_pk).first()
    if person is None:
        raise Http404
    return person


def unanswered_by(user: User) -> list[PollPerson]:
    """Where the person's answer is waited for."""
    now = timezone.now()
    rows = _asked(user).filter(answered_at=None, poll__state=Poll.State.OPEN, poll__deadline__gte=now)
    return list(rows.annotate(slots=Count("poll__options")).order_by("poll__deadline"))


def open_polls_in(body: Body, asked: User | None = None) -> list[Poll]:
    """The body's polls that are not decided, with ``first`` and ``last`` slot, ``asked`` and ``answered``; one query.

    Of one person only those they are asked in. The caller asked whether the reader runs the body, or sits in it.
    """
    rows = Poll.objects.filter(body=body, state=Poll.State.OPEN)
    if asked is not None:
        rows = rows.filter(pk__in=PollPerson.objects.filter(user=asked).values("poll"))
    counts = {"asked": Count("people", distinct=True), "first": Min("options__start"), "last": Max("options__start")}
    answered = Count("people", filter=Q(people__answered_at__isnull=False), distinct=True)
    return list(rows.annotate(answered=answered, **counts))


def person_of_link(token: str) -> PollPerson | None:
    """Who answers by this link. Wrong, replaced and over are the same: nobody."""
    read = read_token(token)
    if read is None:
        return None
    rows = PollPerson.objects.filter(pk=read[0], link_version=read[1], user__is_active=True)
    person = rows.select_related("poll__body", "user").first()
    return person if person is not None and person.poll.takes_answers and still_seated(person) else None


def still_seated(person: PollPerson) -> bool:
    """Whether they belong to the body today, or will."""
    return lasting_seats().filter(user=person.user_id, body=person.poll.body_id).exists()


def silent_in(poll: Poll) -> list[PollPerson]:
    """Who was asked, has not answered, and still belongs to the body."""
    rows = PollPerson.objects.filter(poll=poll, answered_at=None, user__is_active=True)
    seated = lasting_seats().filter(body=poll.body_id).values("user")
    return list(rows.filter(user__in=seated).select_related("user", "poll"))


def guests_for(poll: Poll, option: PollOption) -> list[User]:
    """Everybody asked who has a seat in the body on that day."""
    day = timezone.localtime(option.start).date()
    seated = lasting_seats().filter(body=poll.body_id, ends_on__gte=day).values("user")
    asked = PollPerson.objects.filter(poll=poll).values("user")
    return list(User.objects.filter(pk__in=asked, is_active=True).filter(pk__in=seated).order_by("last_name"))


def asked_for(meeting: Meeting) -> QuerySet[PollPerson, UUID]:
    """The ids of the people with whom the meeting's date was sought, as a sub-query."""
    return PollPerson.objects.filter(poll__meeting=meeting).order_by().values_list("user", flat=True)


# --- what came in ------------------------------------------------------------------------------


def options_of(poll: Poll) -> list[PollOption]:
    """The slots that stand, in time."""
    return list(PollOption.objects.filter(poll=poll, struck_at=None))


def struck_of(poll: Poll) -> list[PollOption]:
    """The slots that were struck, in time."""
    return list(PollOption.objects.filter(poll=poll, struck_at__isnull=False))


def get_option_to_run(user: User, poll_pk: UUID, pk: UUID) -> PollOption:
    """A slot, standing or struck, for who runs the poll; absent and forbidden are both 404."""
    rows = PollOption.objects.filter(pk=pk, poll=poll_pk, poll__body__in=ids_run_by(user))
    option = rows.select_related("poll__body").first()
    if option is None:
        raise Http404
    return option


def answers_of(person: PollPerson) -> dict[UUID, PollAnswer]:
    """What somebody answered, by slot."""
    return {answer.option_id: answer for answer in PollAnswer.objects.filter(person=person)}


@dataclass
class Sheet:
    """A poll with everybody's answers; five queries at any number of people."""

    poll: Poll
    options: list[PollOption]
    people: list[PollPerson]
    answers: dict[tuple[UUID, UUID], PollAnswer]
    agencies: list[Organisation]

    @cached_property
    def standings(self) -> list[Standing]:
        """Every slot, the best first."""
        voters = [Voter(person.pk, person.required, person.organisation_id) for person in self.people]
        marks = {key: cast(Mark, answer.mark) for key, answer in self.answers.items()}
        options = [option.pk for option in self.options]
        return standings(options, voters, marks, [agency.pk for agency in self.agencies])

    def standing_of(self, option: PollOption) -> Standing:
        """How one slot stands."""
        return next(each for each in self.standings if each.option == option.pk)

    @cached_property
    def by_option(self) -> dict[UUID, PollOption]:
        """The slots by their ids."""
        return {option.pk: option for option in self.options}

    @cached_property
    def names(self) -> dict[UUID, str]:
        """People and agencies by the ids that the tally speaks of."""
        people = {person.pk: person.user.full_name for person in self.people}
        return people | {agency.pk: agency.short_name or agency.name for agency in self.agencies}

    @property
    def silent(self) -> list[PollPerson]:
        """Who has not answered."""
        return [person for person in self.people if person.answered_at is None]

    @cached_property
    def unreached(self) -> set[UUID]:
        """The silent whose mail was refused; one query, none while nobody is silent."""
        if not self.silent:
            return set()
        returned = undelivered(MAIL, [person.user.email for person in self.silent])
        return {person.pk for person in self.silent if person.user.email in returned}


def sheet_of(poll: Poll) -> Sheet:
    """Everything for the page of results. The caller asked whether the reader may see it."""
    people = PollPerson.objects.filter(poll=poll).select_related("user", "organisation")
    answers = PollAnswer.objects.filter(person__poll=poll)
    return Sheet(
        poll=poll,
        options=options_of(poll),
        people=list(people),
        answers={(answer.person_id, answer.option_id): answer for answer in answers},
        agencies=list(poll.needed_agencies.all()),
    )
