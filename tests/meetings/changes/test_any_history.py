"""Whatever happens to a meeting, and however the worker dies: calendars show what is so, and nothing comes in the wrong order."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from meetings.agenda.access import guests_of
from meetings.agenda.services import call_again, call_off, remove_summons, summon
from meetings.invites.models import Participation
from meetings.replies.services import enter_answer
from meetings.schedule.models import Meeting
from meetings.schedule.services import CannotChange, move_meeting
from portal.outbox.models import OutboxMail
from portal.outbox.services import UNDER_WAY, send_next
from tests.meetings.changes.calendars import Killed, Program

pytestmark = pytest.mark.django_db
PLACES = ["市役所 3階 302会議室", "さくら会館 2階 会議室B"]
steps = st.one_of(
    st.tuples(st.just("move"), st.integers(1, 3)),
    st.tuples(st.just("place"), st.sampled_from(PLACES)),
    st.tuples(st.just("both"), st.integers(1, 3)),
    st.tuples(st.sampled_from(["add", "remove"]), st.sampled_from(["summoned", "member"])),
    st.tuples(st.just("answer"), st.sampled_from(["ACCEPTED", "DECLINED", "TENTATIVE"])),
    st.tuples(st.sampled_from(["call off", "call again"]), st.just(0)),
    st.tuples(
        st.just("worker"),
        st.sampled_from(["take", "take", "away", "die before", "die after", "lose the answer"]),
    ),
    st.tuples(st.just("wait"), st.sampled_from([0.3, 40, 700])),
)


class History:
    """One called meeting, and what happens to it."""

    def __init__(self, cast, meeting, clock, server):
        self.cast, self.meeting, self.clock, self.server = cast, meeting, clock, server
        self.item = meeting.items.select_related("meeting__body").get()
        self.people = [cast.coordinator, cast.chair, cast.summoned, cast.member]
        self.had: dict[str, str] = {}  # by mail, what the portal held for its reader's answer when it was made
        self.note()

    def take(self, step, value):
        self.meeting.refresh_from_db()
        by = self.cast.coordinator
        with suppress(CannotChange):
            match step:
                case "move":
                    self._change(days=value)
                case "place":
                    self._change(place=value)
                case "both":
                    self._change(days=value, place=PLACES[value % 2])
                case "call off":
                    call_off(actor=by, meeting=self.meeting)
                case "call again":
                    call_again(actor=by, meeting=self.meeting)
                case "worker":
                    self.work(value)
                case "wait":
                    self.clock.wait(value)
                case "answer":
                    self._answer(value)
                case _ if self.meeting.state == Meeting.State.CALLED:
                    self._people(step, getattr(self.cast, value))

    def note(self):
        """Of each mail that is new: the answer that the portal holds now."""
        standing = Participation.objects.filter(meeting=self.meeting, uninvited_at=None)
        answers = dict(standing.values_list("user__email", "answer"))
        for mail in OutboxMail.objects.exclude(message_id__in=self.had).only("message_id", "recipient"):
            self.had[mail.message_id] = answers.get(mail.recipient, "")

    def _people(self, step, person):
        if step == "add":
            summon(actor=self.cast.coordinator, item=self.item, users=[person])
        else:
            remove_summons(actor=self.cast.coordinator, item=self.item, user=person)

    def _change(self, days=0, place=""):
        by = timedelta(days=days)
        move_meeting(
            actor=self.cast.chair, meeting=self.meeting, start=self.meeting.start + by, end=self.meeting.end + by,
            place=place or self.meeting.place, seen=self.meeting.changed_at,
        )  # fmt: skip
        if days:  # who answered did so for another time (RFC 5546 §3.2.2.1)
            answered = Participation.objects.filter(meeting=self.meeting, uninvited_at=None)
            assert not answered.exclude(answer=Participation.Answer.NONE).exists()

    def _answer(self, given):
        standing = Participation.objects.filter(user=self.cast.summoned, uninvited_at=None).first()
        if standing is not None and self.meeting.state == Meeting.State.CALLED:
            enter_answer(actor=self.cast.chair, invitation=standing, given=given)

    def work(self, plan):
        self.server.plan = plan
        with suppress(Killed):
            send_next()

    def settle(self):
        """In the end the mail server is well and the worker lives."""
        for _ in range(40):
            self.clock.wait(UNDER_WAY.total_seconds() + 1)
            self.server.plan = "take"
            while send_next():
                pass
            if not OutboxMail.objects.filter(state__in=["queued", "sending"]).exists():
                return
        raise AssertionError("mail was left")


def check(history):
    meeting = history.meeting
    meeting.refresh_from_db()
    invited = guests_of(meeting) if meeting.state == Meeting.State.CALLED else []
    for person in history.people:
        mails, program = history.server.mails_to(person.email), Program()
        for mail in mails:
            program.receive(mail)
        so = [(meeting.start, meeting.end, meeting.place)] if person in invited else []
        assert program.shown == so, person
        check_order(mails)
        check_answers(mails, history.had)


def check_order(mails):
    """Never an older after a newer; the same again is byte for byte the same."""
    stamps = [mail.event.decoded("DTSTAMP") for mail in mails]
    assert stamps == sorted(stamps)
    by_stamp, by_id = {}, {}
    for mail in mails:
        assert by_stamp.setdefault(mail.event.decoded("DTSTAMP"), mail.message_id) == mail.message_id
        assert by_id.setdefault(mail.message_id, mail.content) == mail.content
    for uid in {mail.uid for mail in mails}:
        sequences = [mail.version[0] for mail in mails if mail.uid == uid]
        assert sequences == sorted(sequences)
        assert all(mail.method == "REQUEST" for mail in [m for m in mails if m.uid == uid][:-1]) or any(
            mail.method == "CANCEL" for mail in mails
        )
        assert len({mail.sender for mail in mails if mail.uid == uid}) == 1


def check_answers(mails, had):
    """What a mail takes for the answer is what the portal had when it was made."""
    assert all(mail.partstat == had[mail.message_id] for mail in mails if mail.method == "REQUEST")


@pytest.fixture
def history(cast, clock, server):
    from tests.factories.meetings import a_called_meeting, at

    return History(cast, a_called_meeting(cast.body, [cast.summoned], start=at(9)), clock, server)


@example(happened=[("move", 1), ("answer", "ACCEPTED"), ("place", PLACES[1])])  # answered before the mail had left
@given(happened=st.lists(steps, max_size=18))
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_calendars_show_what_is_so(history, happened):
    with transaction.atomic():
        history.server.arrived.clear()
        begun = history.clock.now
        for step, value in happened:
            history.take(step, value)
            history.note()
        history.settle()
        check(history)
        transaction.set_rollback(True)
    history.clock.now = begun
    history.meeting.refresh_from_db()
