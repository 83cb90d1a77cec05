"""Inviting people to a called meeting, each by a mail of their own (iMIP, scheduling.md §1)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from meetings.bodies.access import lasting_seats
from meetings.invites.access import (
    heard_of_it,
    known_to,
    last_told,
    mails_of,
    next_stamp,
    stamp_after,
    standing_at,
    standing_to_tell,
)
from meetings.invites.models import Notice, Participation
from meetings.invites.writing import notice_of
from meetings.schedule.models import Meeting
from meetings.schedule.occasion import Occasion
from portal.accounts.models import User
from portal.audit.services import record, record_all
from portal.outbox.letters import post_letter
from portal.outbox.services import post_all, supersede

Kind = Notice.Kind
A_DAY = timedelta(days=1)
SENT = ("last_sent_sequence", "last_sent_at", "organizer_address", "first_message_id")


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
        told.append(notice_of(entry, meeting.sequence, kind, stamp_after(known.last_sent.get(guest.pk))))
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
def tell_change(*, actor: User, meeting: Meeting, before: Occasion) -> None:
    """Tell everybody invited of another time or place. Another time wants another answer; another place does not.

    What is told as changed is what the person was told last: a change that had not left yet goes into this one. Whose term has
    passed meanwhile does not learn it: the meeting leaves their calendar. A stopped account is told nothing; let in again, it
    hears of it from the portal, the reminders and the next change.
    """
    seated = set(lasting_seats().filter(body=meeting.body_id).values_list("user", flat=True))
    for participation in standing_to_tell(meeting):
        if participation.user_id not in seated:
            _take_away(participation, meeting.sequence, Kind.UNINVITED)
            record(actor=actor, verb="person.uninvited", target=meeting, detail=str(participation.user_id))
            continue
        supersede(mails=mails_of(participation))
        if before.moves_to(meeting.occasion):
            _forget_answer(participation)
        if not participation.user.is_active:
            continue
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


@transaction.atomic
def send_elsewhere(*, user: User, before: str, now: str, actor: User | None = None) -> None:
    """The person's address is another: their entries of coming meetings are taken back at the old one and made anew at the new one.

    As another entry with another UID, for ATTENDEE is what an answer is known by (RFC 5546 §3.2.3; scheduling.md §1.4).
    ``actor``: who corrected it, where that is not the person.
    """
    for entry in standing_at(user, before):
        meeting = entry.meeting
        _take_away(entry, (entry.last_sent_sequence or 0) + 1, Kind.REPLACED)
        anew = Participation.objects.create(meeting=meeting, user=user, address=now, uid=_new_uid())
        _post(anew, meeting.sequence, Kind.READDRESS)
        record(actor=actor or user, verb="notice.readdressed", target=meeting, detail=str(user.pk))


@transaction.atomic
def send_once_more(*, participation: Participation) -> bool:
    """The notice as it stands, for who asked for it by calendar (REFRESH): once in 24 hours; answers whether it is sent.

    Who calls holds the meeting's lock.
    """
    lately = participation.notices.filter(kind=Kind.RESENT, stamped_at__gt=timezone.now() - A_DAY)
    if lately.exists():
        return False
    supersede(mails=mails_of(participation))
    _post(participation, participation.meeting.sequence, Kind.RESENT)
    return True


@transaction.atomic
def take_out_older(*, participation: Participation) -> None:
    """Take an ended entry out of a calendar where the mail that should have done so failed, and a newer entry was told since.

    Another UID is another series of versions (RFC 5546 §2.1.5): the newer entry does not take the older one away. Who calls
    holds the meeting's lock.
    """
    _post(participation, participation.last_sent_sequence or 0, Kind.REPLACED)


def _post(participation: Participation, sequence: int, kind: Notice.Kind, known: Occasion | None = None) -> None:
    """Post the mail with the calendar object, and keep what it told and with which sequence it went out."""
    notice = notice_of(participation, sequence, kind, next_stamp(participation), known)
    post_all([notice.mail])
    notice.save(force_insert=True)
    participation.save(update_fields=SENT)


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
