"""Inviting people to a called meeting, each by a mail of their own (iMIP, scheduling.md §1)."""

from datetime import datetime
from typing import Literal
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from meetings.invites import links
from meetings.invites.itip import Facts, Guest, cancel, request
from meetings.invites.message import invitation
from meetings.invites.models import Participation
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.audit.services import record
from portal.outbox.letters import post_letter
from portal.outbox.services import new_message_id, post, sender_words

_SUBJECTS = {
    "REQUEST": gettext_lazy("Notice of a meeting (no. %(number)s)"),
    "CANCEL": gettext_lazy("The notice of a meeting is withdrawn (no. %(number)s)"),
}


@transaction.atomic
def invite_guest(*, actor: User, meeting: Meeting, guest: User) -> Participation:
    """Make the person's calendar entry and post the mail that carries it."""
    domain = settings.MAIL_FROM.rpartition("@")[2]
    participation, _created = Participation.objects.get_or_create(
        meeting=meeting,
        user=guest,
        uninvited_at=None,
        defaults={"address": guest.email, "uid": f"{uuid4()}@{domain}"},
    )
    _post(participation, meeting.sequence, "REQUEST")
    record(actor=actor, verb="person.invited", target=meeting, detail=str(guest.pk))
    return participation


@transaction.atomic
def uninvite_guest(*, actor: User, participation: Participation) -> None:
    """Take the meeting out of this person's calendar; nobody else is told.

    The sequence rises (RFC 5546 §2.1.4); the row stays, and a later invitation gets another UID.
    """
    participation.uninvited_at = timezone.now()
    participation.save(update_fields=["uninvited_at"])
    _post(participation, (participation.last_sent_sequence or 0) + 1, "CANCEL")
    record(actor=actor, verb="person.uninvited", target=participation.meeting, detail=str(participation.user_id))


def send_elsewhere(*, user: User, before: str, now: str) -> None:
    """News of coming meetings go to the person's new address; the calendar's UID stays theirs."""
    coming = Participation.objects.filter(user=user, address=before, meeting__end__gte=timezone.now())
    coming.update(address=now)


def _post(participation: Participation, sequence: int, method: Literal["REQUEST", "CANCEL"]) -> None:
    """Post the mail with the calendar object, and keep with which sequence it went out."""
    meeting, person, now = participation.meeting, participation.user, timezone.now()
    guest = Guest(person.full_name, participation.address)
    # mail speaks Japanese whatever language the sender's screen has
    with translation.override("ja"):
        subject = _SUBJECTS[method] % {"number": meeting.notice_number}
        url = settings.BASE_URL + reverse("meetings:meeting", args=[meeting.pk])
        # who is uninvited has no page to open any more
        facts = _facts(participation, sequence, now, url if method == "REQUEST" else settings.BASE_URL)
        words = {"person": person, "meeting": meeting, "url": url, "subject": subject, "sender": sender_words()}
        answer_url = settings.BASE_URL + reverse("replies:by_link", args=[links.token_of(participation.pk, sequence)])
        words["answer_url"] = answer_url
        name = "invitation" if method == "REQUEST" else "uninvited"
        text = render_to_string(f"meetings/invites/{name}.txt", words)
        html = render_to_string(f"meetings/invites/{name}.html", words)
    message_id = new_message_id()
    content = invitation(
        facts,
        guest,
        message_id=message_id,
        subject=str(subject),
        text=text,
        html=html,
        ics=request(facts, guest) if method == "REQUEST" else cancel(facts, guest, whole_meeting=False),
        method=method,
    )
    post(recipient=participation.address, kind="meeting", message_id=message_id, content=content)
    participation.last_sent_sequence, participation.last_sent_at = sequence, now
    participation.save(update_fields=["last_sent_sequence", "last_sent_at"])


def _facts(participation: Participation, sequence: int, now: datetime, url: str) -> Facts:
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
        organizer_address=settings.MAIL_FROM,
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
