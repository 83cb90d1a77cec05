"""What a mail does: an answer of who it says it is counts; everything else waits for a person or goes."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.invites.models import Participation
from meetings.replies import access, mailed, proposals, services
from meetings.replies.forms import EXACTLY
from meetings.replies.models import CounterProposal, InboundMail
from meetings.replies.telling import Told, told_from
from portal.audit.models import AuditEvent
from portal.outbox.models import OutboxMail
from tests.factories.meetings import a_called_meeting, a_meeting, an_item, called, recused_from
from tests.meetings.changes.calendars import read
from tests.meetings.replies import mails
from tests.meetings.replies.mails import HOST, WHO, calendar, plain
from tests.portal.mfa.floor import clock

__all__ = ["clock"]

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


@pytest.fixture(autouse=True)
def _our_server(settings):
    settings.MAIL_AUTH_SERVER = HOST


@pytest.fixture
def meeting(cast):
    return a_called_meeting(cast.body, [cast.summoned, cast.member])


@pytest.fixture
def mine(cast, meeting):
    """The invitation that the mails of tests.meetings.replies.mails answer."""
    Participation.objects.filter(user=cast.summoned).update(uid=mails.UID, address=WHO)
    return Participation.objects.get(uid=mails.UID)


def stamp(minutes=0):
    return f"{timezone.now() + timedelta(minutes=minutes):%Y%m%dT%H%M%SZ}"


def states():
    """Everything that a stranger's mail must not change."""
    fields = (
        "pk",
        "answer",
        "answered_by",
        "answered_at",
        "answered_sequence",
        "answered_stamp",
        "uninvited_at",
        "bounced_at",
    )
    return list(Participation.objects.order_by("pk").values_list(*fields))


STYLES = {
    "google": (mails.google, "10分おくれます"),
    "outlook": (mails.outlook, "<script>alert(1)</script>"),
    "apple": (mails.apple, ""),
    "thunderbird": (mails.thunderbird, ""),
}


@pytest.mark.parametrize("style", STYLES)
def test_an_answer_in_every_style_counts_by_itself(cast, mine, style):
    make, note = STYLES[style]
    others = [row for row in states() if row[0] != mine.pk]
    mail = mailed.take_in(make(ics={"stamp": stamp()}, **({"note": note} if note else {})))
    mine.refresh_from_db()
    assert (mail.outcome, mail.reason, mail.participation) == ("applied", "", mine)
    assert (mine.answer, mine.answered_by, mine.answered_sequence) == (
        "DECLINED" if style == "thunderbird" else "ACCEPTED",
        "mail",
        0,
    )
    assert (mine.note or "") == note
    assert [row for row in states() if row[0] != mine.pk] == others
    event = AuditEvent.objects.get(verb="answer.mailed")
    assert (event.actor, event.detail) == (None, f"{cast.summoned.pk} {mine.answer.lower()}")


def test_a_word_of_outlook_stands_escaped_on_the_page_of_the_secretariat(cast, meeting, mine):
    mailed.take_in(mails.outlook(note="<script>alert(1)</script>", ics={"stamp": stamp()}))
    page = cast.client_of(cast.coordinator).get(f"/portal/meetings/{meeting.pk}/answers/").content.decode()
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def uninvited(mine):
    Participation.objects.filter(pk=mine.pk).update(uninvited_at=timezone.now())


def moved(mine):
    Participation.objects.filter(pk=mine.pk).update(last_sent_sequence=2)


def begun(mine):
    from meetings.schedule.models import Meeting

    Meeting.objects.update(start=timezone.now() - timedelta(minutes=5))


def answer(**ics):
    return calendar(**{"stamp": stamp(), **ics})


OTHER = "besshi@yoso.example"
DOUBTS = {
    "unknown": lambda: (plain(answer(uid="x" + mails.UID)), None),
    "stranger": lambda: (plain(answer(attendee=f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{OTHER}"), sender=OTHER), None),
    "stranger of full width": lambda: (plain(answer(attendee="ATTENDEE;PARTSTAT=ACCEPTED:mailto:ｏnishi@hikari.example")), None),
    "sent_by": lambda: (plain(answer(attendee=f'ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:{OTHER}":mailto:{WHO}')), None),
    "other_sender": lambda: (plain(answer(), sender=OTHER), None),
    "unproven": lambda: (plain(answer(), dmarc="fail"), None),
    "unproven none": lambda: (plain(answer(), dmarc="none"), None),
    "unproven absent": lambda: (plain(answer(), dmarc=""), None),
    "unproven by another server": lambda: (plain(answer(), host="mx.yoso.example"), None),
    "uninvited": lambda: (plain(answer()), uninvited),
    "late": lambda: (plain(answer()), begun),
    "stale": lambda: (plain(answer(sequence=1)), moved),
    "ahead": lambda: (plain(answer(sequence=1)), None),
    "clock": lambda: (plain(answer(stamp=stamp(-3 * 24 * 60))), None),
    "attendees": lambda: (plain(answer(event=(f"ATTENDEE;PARTSTAT=DECLINED:mailto:{OTHER}",))), None),
}  # fmt: skip


@pytest.mark.parametrize("case", DOUBTS)
def test_what_is_not_plainly_theirs_waits_for_a_person_and_changes_nothing(cast, mine, case):
    raw, change = DOUBTS[case]()
    if change:
        change(mine)
    before, posted = states(), OutboxMail.objects.count()
    mail = mailed.take_in(raw)
    assert (mail.outcome, mail.reason) == ("review", case.split()[0])
    assert states() == before
    assert OutboxMail.objects.count() == posted
    assert not AuditEvent.objects.filter(verb__startswith="answer.").exists()


def test_where_the_city_says_so_answers_without_a_proof_count(mine, settings):
    settings.MAIL_UNPROVEN_COUNTS = True
    assert mailed.take_in(plain(answer(), dmarc="none")).outcome == "applied"
    assert mailed.take_in(plain(answer(), dmarc="fail")).reason == "unproven"
    assert mailed.take_in(plain(answer(), dmarc="")).reason == "unproven"


def test_an_older_answer_and_a_repeated_one_change_nothing(mine):
    first = answer(partstat="DECLINED", stamp=stamp(-1))
    mailed.take_in(plain(first))
    before = states()
    older = mailed.take_in(plain(answer(stamp=stamp(-20))))
    again = mailed.take_in(plain(first, X_Other="route"))
    assert [(mail.outcome, mail.reason) for mail in (older, again)] == [("recorded", "older"), ("recorded", "repeated")]
    assert states() == before
    assert AuditEvent.objects.filter(verb="answer.mailed").count() == 1


def test_the_same_octets_are_one_mail(mine):
    raw = plain(answer())
    assert mailed.take_in(raw) == mailed.take_in(raw)
    assert InboundMail.objects.count() == 1
    assert AuditEvent.objects.filter(verb="answer.mailed").count() == 1


def test_an_older_mail_does_not_undo_what_was_answered_on_the_portal(cast, mine):
    services.answer(actor=cast.summoned, invitation=mine, sequence=0, given="DECLINED")
    assert mailed.take_in(plain(answer(stamp=stamp(-5)))).reason == "older"


def test_a_bounce_of_our_own_mail_marks_the_invitation(cast, meeting, mine):
    ours = OutboxMail.objects.get(recipient=cast.member.email, kind="meeting")
    mail = mailed.take_in(mails.bounce(ours.message_id, cast.member.email))
    assert mail.outcome == "bounced"
    reached = dict(Participation.objects.values_list("user__last_name", "bounced_at"))
    assert [name for name, at in reached.items() if at] == [cast.member.last_name]
    assert mailed.take_in(mails.bounce("<made-up@kasane.example>", cast.chair.email)).outcome == "ignored"
    assert Participation.objects.exclude(bounced_at=None).count() == 1
    page = cast.client_of(cast.coordinator).get(f"/portal/meetings/{meeting.pk}/answers/").content.decode()
    assert "届いていません" in page


def test_mails_that_answer_nothing_end_where_they_belong(mine):
    fates = [
        mailed.take_in(raw).outcome
        for raw in (
            mails.words(Auto_Submitted="auto-replied"),
            mails.words(),
            mails.tnef(),
            plain(answer(method="REQUEST")),
            b"\0",
            plain(sender=mails.OWN),
        )
    ]
    assert fates == ["ignored", "review", "review", "rejected", "review", "ignored"]


@pytest.mark.parametrize("dmarc", ["pass", "fail"])
def test_an_absence_note_answers_nothing_whatever_it_carries(mine, dmarc):
    """Out-of-office programs quote and attach what they answer: our own invitation, as text, as a mail, as a calendar."""
    before, posted = states(), OutboxMail.objects.count()
    ours = bytes(OutboxMail.objects.filter(kind="meeting").first().content).decode()
    invitation = calendar(method="REQUEST", partstat="NEEDS-ACTION", stamp=stamp())
    away = "12月1日まで不在にしております。"
    automatic = {"Auto_Submitted": "auto-replied (vacation)", "dmarc": dmarc}
    notes = [
        mails.words(away, **automatic),
        mails.words(away, Precedence="auto_reply", dmarc=dmarc),
        mails.words(away, X_Autoreply="yes", dmarc=dmarc),
        mails.octets(
            mails.headers(**automatic)
            + mails.multi("mixed", mails.part("text/plain; charset=utf-8", away), f"Content-Type: message/rfc822\r\n\r\n{ours}")
        ),
        mails.octets(
            mails.headers(**automatic)
            + mails.multi(
                "alternative",
                mails.part("text/plain; charset=utf-8", away),
                mails.part("text/calendar; charset=utf-8; method=REQUEST", invitation),
            )
        ),
        mails.octets(mails.headers(**automatic) + mails.part("text/calendar; charset=utf-8", calendar(partstat="NEEDS-ACTION", stamp=stamp()))),
    ]  # fmt: skip
    fates = [mailed.take_in(raw).outcome for raw in notes]
    assert fates == ["ignored", "ignored", "ignored", "ignored", "rejected", "review"]
    assert states() == before
    assert OutboxMail.objects.count() == posted


# --- a calendar asks for the notice ------------------------------------------------------------------


def refresh(**options) -> bytes:
    ics = calendar(method="REFRESH", attendee=f"ATTENDEE:mailto:{WHO}", sequence=None, stamp=stamp())
    return plain(ics, kind="text/calendar; charset=utf-8; method=REFRESH", **options)


def test_who_asks_by_calendar_gets_their_notice_once_a_day_and_nobody_else_does(meeting, mine, clock):
    clock.wait(1)
    Participation.objects.filter(pk=mine.pk).update(answer="ACCEPTED")
    OutboxMail.objects.all().update(state="sent")
    first, again = mailed.take_in(refresh()), mailed.take_in(refresh(X_Other="route"))
    assert [(mail.outcome, mail.reason) for mail in (first, again)] == [("applied", ""), ("recorded", "sent_lately")]
    (posted,) = OutboxMail.objects.filter(state="queued")
    assert posted.recipient == WHO
    mail = read(bytes(posted.content))
    assert (mail.method, mail.uid, mail.version[0], mail.partstat) == ("REQUEST", mails.UID, 0, "ACCEPTED")
    assert AuditEvent.objects.filter(verb="notice.sent_once_more").count() == 1
    clock.wait(24 * 3600 + 60)  # stamps may run ahead by seconds
    assert mailed.take_in(refresh(X_Other="tomorrow")).outcome == "applied"


@pytest.mark.parametrize(
    ("options", "reason"),
    [({"sender": OTHER}, "other_sender"), ({"dmarc": "fail"}, "unproven"), ({"dmarc": ""}, "unproven")],
)
def test_who_cannot_be_told_from_a_stranger_gets_no_mail(mine, options, reason):
    posted = OutboxMail.objects.count()
    mail = mailed.take_in(refresh(**options))
    assert (mail.outcome, mail.reason) == ("review", reason)
    assert OutboxMail.objects.count() == posted


def test_another_time_is_kept_for_the_secretariat_and_moves_nothing(cast, meeting, mine):
    start = meeting.start
    mail = mailed.take_in(mails.counter(ics={"stamp": stamp()}))
    meeting.refresh_from_db()
    proposal = CounterProposal.objects.get()
    assert (mail.outcome, proposal.participation, proposal.note) == ("proposed", mine, "火曜なら出られます")
    assert meeting.start == start
    assert Participation.objects.get(pk=mine.pk).answer == "TENTATIVE"
    mailed.take_in(mails.counter(start="20261202T050000Z", end="20261202T063000Z", ics={"stamp": stamp(1)}))
    assert CounterProposal.objects.filter(state="pending").count() == 1


def test_another_time_for_an_older_version_changes_nothing(mine):
    moved(mine)
    assert mailed.take_in(mails.counter(ics={"stamp": stamp()})).reason == "stale"
    assert not CounterProposal.objects.exists()


def test_a_mail_is_shown_to_who_runs_its_meeting_and_to_nobody_else(cast, mine):
    known = mailed.take_in(plain(answer(), dmarc="fail"))
    unknown = mailed.take_in(plain(answer(uid="nobody@kasane.example")))
    shown = {
        person: set(access.mails_to_review(getattr(cast, person)))
        for person in ("coordinator", "chair", "other_coordinator", "member", "summoned", "auditor", "former")
    }
    assert shown == {
        "coordinator": {known, unknown}, "chair": {known, unknown}, "other_coordinator": {unknown},
        "member": set(), "summoned": set(), "auditor": set(), "former": set(),
    }  # fmt: skip
    with pytest.raises(PermissionDenied):
        services.apply_mail(actor=cast.other_coordinator, mail=known, given="ACCEPTED")


@pytest.mark.parametrize("taken_back", [False, True])
def test_who_keeps_out_of_the_item_is_not_shown_the_mail_of_whom_only_it_explains(cast, taken_back):
    meeting = a_meeting(cast.body)
    recused_from(an_item(meeting, cast.summoned), cast.chair)
    an_item(meeting, cast.member)
    called(meeting)
    Participation.objects.filter(user=cast.summoned).update(
        uid=mails.UID, address=WHO, uninvited_at=timezone.now() if taken_back else None
    )
    mail = mailed.take_in(plain(answer(), dmarc="fail"))
    assert list(access.mails_to_review(cast.coordinator)) == [mail]
    assert list(access.mails_to_review(cast.chair)) == []


def test_one_click_decides_and_only_the_first_counts(cast, mine):
    mail = mailed.take_in(plain(answer(event=("COMMENT:はい",)), dmarc="fail"))
    services.apply_mail(actor=cast.coordinator, mail=mail, given="ACCEPTED")
    mine.refresh_from_db()
    assert (mine.answer, mine.answered_by, mine.note) == ("ACCEPTED", "mail", "はい")
    with pytest.raises(services.AlreadyDecided):
        services.set_aside(actor=cast.chair, mail=mail)
    mail.refresh_from_db()
    assert (mail.outcome, mail.decided_by) == ("applied", cast.coordinator)


def test_words_are_kept_for_who_reads_them(cast, mine):
    mail = mailed.take_in(mails.words("出席します。\x00大西"))
    assert (mail.participation, told_from(mail.said).note, told_from(mail.said).sender) == (
        mine,
        "出席します。大西",
        WHO,
    )


def test_refusing_tells_the_proposer_only_in_the_calendars_words_and_in_ours(cast, mine):
    import email

    mailed.take_in(mails.counter(ics={"stamp": stamp()}))
    OutboxMail.objects.all().delete()
    proposals.refuse_proposal(actor=cast.coordinator, proposal=CounterProposal.objects.get())
    posted = OutboxMail.objects.get()
    parts = {
        part.get_content_type(): part.get_payload(decode=True).decode()
        for part in email.message_from_bytes(posted.content).walk()
        if not part.is_multipart()
    }
    names = [line.partition(":")[0] for line in parts["text/calendar"].split("\r\n") if line[:1] != " "]
    assert posted.recipient == WHO
    assert sorted(names) == sorted(["BEGIN", "BEGIN", "VERSION", "PRODID", "METHOD", "UID", "DTSTAMP", "ORGANIZER", "COMMENT", "END", "END", ""])  # fmt: skip
    assert "変えられません" in parts["text/plain"]
    with pytest.raises(services.AlreadyDecided):
        proposals.refuse_proposal(actor=cast.chair, proposal=CounterProposal.objects.get())


def test_mails_are_kept_for_ninety_days(mine):
    old = mailed.take_in(plain(answer(), dmarc="fail"))
    new = mailed.take_in(mails.words())
    InboundMail.objects.filter(pk=old.pk).update(received_at=timezone.now() - timedelta(days=91))
    mailed.forget_mails()
    assert list(InboundMail.objects.all()) == [new]


def test_taking_a_proposal_moves_the_meeting_tells_everybody_and_asks_anew(cast, meeting, mine):
    other = Participation.objects.get(user=cast.member)
    services.answer(actor=cast.member, invitation=other, sequence=0, given="ACCEPTED")
    mailed.take_in(mails.counter(ics={"stamp": stamp()}, start="20270105T010000Z", end="20270105T020000Z"))
    path, client = f"/portal/answers/proposals/{CounterProposal.objects.get().pk}/", cast.client_of(cast.coordinator)
    meeting.refresh_from_db()
    OutboxMail.objects.all().delete()
    late = meeting.changed_at - timedelta(seconds=1)
    client.post(path, {"act": "accept", "seen": late.strftime(EXACTLY)})
    assert CounterProposal.objects.get().state == "pending"
    client.post(path, {"act": "accept", "seen": meeting.changed_at.strftime(EXACTLY)})
    meeting.refresh_from_db()
    assert (meeting.sequence, f"{meeting.start:%Y-%m-%d %H:%M}") == (1, "2027-01-05 01:00")
    assert CounterProposal.objects.get().state == "accepted"
    people = Participation.objects.filter(meeting=meeting)
    assert {(one.answer, one.last_sent_sequence) for one in people} == {("NEEDS-ACTION", 1)}
    assert OutboxMail.objects.count() == people.count()
    assert AuditEvent.objects.get(verb="proposal.accepted").actor == cast.coordinator


def test_the_list_of_mails_asks_as_much_for_thirty_as_for_one(cast, mine):
    client, found = cast.client_of(cast.coordinator), []
    for many in (1, 30):
        for number in range(many):
            InboundMail.objects.create(
                sha256=f"{many} {number}",
                outcome="review",
                reason="words",
                participation=mine,
                said=Told("").stored(),
                raw=b"x",
            )
        client.get("/portal/answers/review/")
        with CaptureQueriesContext(connection) as asked:
            page = client.get("/portal/answers/review/").content.decode()
        found.append(len(asked))
    assert page.count("文章で書かれています") == 31
    assert found[0] == found[1]


def test_the_words_of_a_mail_are_shown_escaped_with_the_reason_and_decided_by_one_click(cast, mine):
    mail = mailed.take_in(mails.words("<img src=x>\u202eよろしく"))
    client = cast.client_of(cast.chair)
    page = client.get("/portal/answers/review/").content.decode()
    assert "&lt;img src=x&gt;よろしく" in page
    assert "文章で書かれています" in page
    client.post(f"/portal/answers/mails/{mail.pk}/", {"act": "DECLINED"})
    assert Participation.objects.get(pk=mine.pk).answer == "DECLINED"
    assert client.get(f"/portal/answers/mails/{mail.pk}/").status_code == 404
    assert AuditEvent.objects.get(verb="answer.reviewed").actor == cast.chair


def test_the_home_page_says_that_mails_and_proposals_wait(cast, mine):
    mailed.take_in(mails.words())
    mailed.take_in(mails.counter(ics={"stamp": stamp()}))
    page = cast.client_of(cast.coordinator).get("/portal/").content.decode()
    assert "メールで届いた答えを確かめる" in page
    assert "別の日時の提案があります" in page
    assert "メールで届いた答え" not in cast.client_of(cast.summoned).get("/portal/").content.decode()


def test_a_proposal_is_refused_on_its_page_and_gone_when_the_meeting_moved(cast, mine):
    mailed.take_in(mails.counter(ics={"stamp": stamp()}))
    proposal = CounterProposal.objects.get()
    path, client = f"/portal/answers/proposals/{proposal.pk}/", cast.client_of(cast.coordinator)
    assert "火曜なら出られます" in client.get(path).content.decode()
    moved(mine)
    assert client.get(path).status_code == 404
    Participation.objects.filter(pk=mine.pk).update(last_sent_sequence=0)
    assert client.post(path, {"act": ""}).status_code == 422
    client.post(path, {"act": "refuse"})
    proposal.refresh_from_db()
    assert (proposal.state, proposal.decided_by) == ("refused", cast.coordinator)


@pytest.mark.django_db(transaction=True)
def test_the_same_mail_twice_at_once_is_one_answer(mine):
    raw, errors = plain(answer()), []

    def take():
        try:
            mailed.take_in(raw)
        except Exception as error:  # told below
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _each in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert InboundMail.objects.count() == 1
    assert AuditEvent.objects.filter(verb="answer.mailed").count() == 1
