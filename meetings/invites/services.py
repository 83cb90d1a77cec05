"""Inviting people to a called meeting, each by a mail of their own (iMIP, scheduling.md §1)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from meetings.invites import links
from meetings.invites.access import (
    heard_of_it,
    known_to,
    last_told,
    mails_of,
    next_stamp,
    series_of,
    stamp_after,
    standing_to_tell,
)
from meetings.invites.itip import Facts, Guest, cancel, request
from meetings.invites.message import invitation
from meetings.invites.models import Notice, Participation
from meetings.schedule.models import Meeting
from meetings.schedule.occasion import Occasion
from portal.accounts.models import User
from portal.audit.services import record, record_all
from portal.outbox.letters import post_letter
from portal.outbox.services import new_message_id, post_all, sender_words, supersede, to_post

Kind = Notice.Kind
_SUBJECTS = {
    Kind.INVITED: gettext_lazy("Notice of a meeting (no. %(number)s)"),
    Kind.MOVED: gettext_lazy("The time of a meeting has changed (no. %(number)s)"),
    Kind.PLACED: gettext_lazy("The place of a meeting has changed (no. %(number)s)"),
    Kind.UNINVITED: gettext_lazy("The notice of a meeting is withdrawn (no. %(number)s)"),
    Kind.CANCELLED: gettext_lazy("A meeting is called off (no. %(number)s)"),
    Kind.REINSTATED: gettext_lazy("A meeting takes place after all (no. %(number)s)"),
}
_WORDS = {
    Kind.INVITED: "invitation",
    Kind.MOVED: "changed",
    Kind.PLACED: "changed",
    Kind.UNINVITED: "uninvited",
    Kind.CANCELLED: "cancelled",
    Kind.REINSTATED: "invitation",
}
SENT = ("last_sent_sequence", "last_sent_at", "organizer_address", "first_message_id")
_TAKES_AWAY = (Kind.UNINVITED, Kind.CANCELLED)


@transaction.atomic
def invite_guests(*, actor: User, meeting: Meeting, guests: Sequence[User]) -> None:
    """Make each person's calendar entry and post the mail that carries it. Who posts holds the meeting's lock.

    As many questions to the database for a thousand people as for one.
    """
    known = known_to(guests, meeting)
    entries: list[Participation] = []
    new: list[Participation] = []
    told: list[Notice] = []
    for guest in guests:
        entry = known.standing.get(guest.pk) or Participation(meeting=meeting, address=guest.email, uid=_new_uid())
        entry.meeting, entry.user = meeting, guest
        kind = Kind.REINSTATED if guest.pk in known.told_off else Kind.INVITED
        told.append(_notice(entry, meeting.sequence, kind, stamp_after(known.last_sent.get(guest.pk))))
        (entries if guest.pk in known.standing else new).append(entry)
    Participation.objects.bulk_create(new)
    Participation.objects.bulk_update(entries, SENT)
    post_all([notice.mail for notice in told])
    Notice.objects.bulk_create(told)
    record_all(actor=actor, verb="person.invited", target=meeting, details=[str(guest.pk) for guest in guests])


def _new_uid() -> str:
    return f"{uuid4()}@{settings.MAIL_FROM.rpartition('@')[2]}"


@transaction.atomic
def uninvite_guest(*, actor: User, participation: Participation) -> None:
    """Take the meeting out of this person's calendar; nobody else is told.

    The sequence rises (RFC 5546 §2.1.4); the row stays, and a later invitation gets another UID.
    """
    _take_away(participation, (participation.last_sent_sequence or 0) + 1, Kind.UNINVITED)
    record(actor=actor, verb="person.uninvited", target=participation.meeting, detail=str(participation.user_id))


@transaction.atomic
def tell_change(*, meeting: Meeting, before: Occasion) -> None:
    """Tell everybody invited of another time or place. Another time wants another answer; another place does not.

    What is told as changed is what the person was told last: a change that had not left yet goes into this one.
    """
    for participation in standing_to_tell(meeting):
        supersede(mails=mails_of(participation))
        if before.moves_to(meeting.occasion):
            _forget_answer(participation)
        known = last_told(participation, before)
        _post(participation, meeting.sequence, _what_changed(known, meeting.occasion), known)


@transaction.atomic
def tell_cancelled(*, meeting: Meeting) -> None:
    """Take the meeting out of the calendar of everybody who is invited."""
    for participation in standing_to_tell(meeting):
        _take_away(participation, meeting.sequence, Kind.CANCELLED)


def forget_it_was_off(*, meeting: Meeting) -> None:
    """The meeting takes place after all: nobody's invitation counts any more as ended with it."""
    Participation.objects.filter(meeting=meeting, off_with_meeting=True).update(off_with_meeting=False)


def _take_away(participation: Participation, sequence: int, kind: Notice.Kind) -> None:
    participation.uninvited_at, participation.off_with_meeting = timezone.now(), kind == Kind.CANCELLED
    participation.save(update_fields=["uninvited_at", "off_with_meeting"])
    supersede(mails=mails_of(participation))
    if heard_of_it(participation):  # otherwise there is nothing in any calendar to take away
        _post(participation, sequence, kind)


def _forget_answer(participation: Participation) -> None:
    participation.answer, participation.answered_by, participation.note = Participation.Answer.NONE, "", None
    participation.answered_at = participation.answered_sequence = participation.answered_stamp = None
    participation.save(
        update_fields=["answer", "answered_by", "answered_at", "answered_sequence", "answered_stamp", "note"]
    )


def _what_changed(known: Occasion | None, now: Occasion) -> Notice.Kind:
    if known is not None and known.moves_to(now):
        return Kind.MOVED
    if known is not None and known.elsewhere_than(now):
        return Kind.PLACED
    return Kind.INVITED  # the person knows of nothing yet, or of just this


def send_elsewhere(*, user: User, before: str, now: str) -> None:
    """News of coming meetings go to the person's new address; the calendar's UID stays theirs."""
    coming = Participation.objects.filter(user=user, address=before, meeting__end__gte=timezone.now())
    coming.update(address=now)


def _post(participation: Participation, sequence: int, kind: Notice.Kind, known: Occasion | None = None) -> None:
    """Post the mail with the calendar object, and keep what it told and with which sequence it went out."""
    notice = _notice(participation, sequence, kind, next_stamp(participation), known)
    post_all([notice.mail])
    notice.save(force_insert=True)
    participation.save(update_fields=SENT)


def _notice(
    participation: Participation, sequence: int, kind: Notice.Kind, now: datetime, known: Occasion | None = None
) -> Notice:
    """The mail with the calendar object, and what it tells; neither these nor what the person was sent last is saved yet."""
    meeting = participation.meeting
    takes_away, method = kind in _TAKES_AWAY, "CANCEL" if kind in _TAKES_AWAY else "REQUEST"
    guest = Guest(participation.user.full_name, participation.address, participation.answer)
    participation.organizer_address = participation.organizer_address or settings.MAIL_FROM
    # mail speaks Japanese whatever language the sender's screen has
    with translation.override("ja"):
        subject = str(_SUBJECTS[kind] % {"number": meeting.notice_number})
        # who is uninvited has no page to open any more
        url = settings.BASE_URL + ("" if kind == Kind.UNINVITED else reverse("meetings:meeting", args=[meeting.pk]))
        facts = facts_of(participation, sequence, now, url)
        token = links.token_of(participation.pk, sequence)
        answer_url = settings.BASE_URL + reverse("replies:by_link", args=[token])
        words = {"url": url, "answer_url": answer_url, "subject": subject}
        text, html = _rendered(participation, kind, known, words)
    message_id = new_message_id()
    content = invitation(
        facts,
        guest,
        message_id=message_id,
        subject=subject,
        text=text,
        html=html,
        ics=cancel(facts, guest, whole_meeting=kind == Kind.CANCELLED) if takes_away else request(facts, guest),
        method=method,
        references=participation.first_message_id,
    )
    mail = to_post(
        recipient=participation.address,
        kind="meeting",
        message_id=message_id,
        content=content,
        series=series_of(participation),
    )
    participation.first_message_id = participation.first_message_id or message_id
    participation.last_sent_sequence, participation.last_sent_at = sequence, now
    return Notice(
        participation=participation,
        mail=mail,
        kind=kind,
        sequence=sequence,
        stamped_at=now,
        start=meeting.start,
        end=meeting.end,
        place=meeting.place,
    )


def _rendered(
    participation: Participation, kind: Notice.Kind, known: Occasion | None, words: dict[str, str]
) -> tuple[str, str]:
    meeting = participation.meeting
    told = {
        **words,
        "person": participation.user,
        "meeting": meeting,
        "sender": sender_words(),
        "before": known,
        "moved": known is not None and known.moves_to(meeting.occasion),
        "elsewhere": known is not None and known.elsewhere_than(meeting.occasion),
        "again": kind == Kind.REINSTATED,
    }
    name = f"meetings/invites/{_WORDS[kind]}"
    return render_to_string(f"{name}.txt", told), render_to_string(f"{name}.html", told)


def facts_of(participation: Participation, sequence: int, now: datetime, url: str) -> Facts:
    """What a calendar may know, in the mail as in the feed; neutral words, in the language that is active."""
    meeting = participation.meeting
    return Facts(
        uid=participation.uid,
        sequence=sequence,
        stamped_at=now,
        start=meeting.start,
        end=meeting.end,
        summary=_("Notice of a meeting (no. %(number)s)") % {"number": meeting.notice_number},
        location=meeting.place,
        portal_url=url,
        organizer_name=settings.MAIL_FROM_NAME,
        organizer_address=participation.organizer_address,
        created_at=meeting.created_at,
        changed_at=meeting.changed_at,
    )


def welcome(*, user: User, token: str, expires_at: datetime) -> None:
    """Post the mail by which a person joins; the setup code goes by another channel."""
    post_letter(
        name=user.full_name,
        address=user.email,
        kind="welcome",
        subject=gettext_noop("Setting up your access to the meeting portal"),
        template="meetings/invites/welcome.txt",
        html="meetings/invites/welcome.html",
        words={
            "person": user,
            "url": settings.BASE_URL + reverse("enter:join", args=[token]),
            "expires_at": expires_at,
        },
    )
