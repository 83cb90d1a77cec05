"""Inviting people to a called meeting, each by a mail of their own (iMIP, scheduling.md §1)."""

from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings.invites.itip import Facts, Guest, request
from meetings.invites.message import invitation, plain
from meetings.invites.models import Participation
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.audit.services import record
from portal.outbox.services import new_message_id, post, sender_words


@transaction.atomic
def invite_guest(*, actor: User, meeting: Meeting, guest: User) -> Participation:
    """Make the person's calendar entry and post the mail that carries it."""
    domain = settings.MAIL_FROM.rpartition("@")[2]
    participation, _created = Participation.objects.get_or_create(
        meeting=meeting, user=guest, defaults={"address": guest.email, "uid": f"{uuid4()}@{domain}"}
    )
    now = timezone.now()
    _post_request(participation, meeting, guest, now)
    participation.last_sent_sequence = meeting.sequence
    participation.last_sent_at = now
    participation.save(update_fields=["last_sent_sequence", "last_sent_at"])
    record(actor=actor, verb="person.invited", target=meeting, detail=str(guest.pk))
    return participation


def _post_request(participation: Participation, meeting: Meeting, person: User, now: datetime) -> None:
    # mail speaks Japanese whatever language the sender's screen has
    with translation.override("ja"):
        subject = _("Notice of a meeting (no. %(number)s)") % {"number": meeting.notice_number}
        url = settings.BASE_URL + reverse("meetings:meeting", args=[meeting.pk])
        facts = Facts(
            uid=participation.uid,
            sequence=meeting.sequence,
            stamped_at=now,
            start=meeting.start,
            end=meeting.end,
            summary=subject,
            location=meeting.place,
            portal_url=url,
            organizer_name=settings.MAIL_FROM_NAME,
            organizer_address=settings.MAIL_FROM,
            created_at=meeting.created_at,
            changed_at=meeting.changed_at,
        )
        words = {"person": person, "meeting": meeting, "url": url, "subject": subject, "sender": sender_words()}
        text = render_to_string("meetings/invites/invitation.txt", words)
        html = render_to_string("meetings/invites/invitation.html", words)
    guest = Guest(person.full_name, participation.address)
    message_id = new_message_id()
    content = invitation(
        facts,
        guest,
        message_id=message_id,
        subject=subject,
        text=text,
        html=html,
        ics=request(facts, guest),
        method="REQUEST",
    )
    post(recipient=participation.address, kind="meeting", message_id=message_id, content=content)


def welcome(*, user: User, token: str, expires_at: datetime) -> None:
    """Post the mail by which a person joins; the enrolment code goes by another channel."""
    with translation.override("ja"):
        words = {
            "person": user,
            "url": settings.BASE_URL + reverse("enter:join", args=[token]),
            "expires_at": expires_at,
            "sender": sender_words(),
        }
        subject = _("Setting up your access to the meeting portal")
        text = render_to_string("meetings/invites/welcome.txt", words)
        html = render_to_string("meetings/invites/welcome.html", words)
    message_id = new_message_id()
    content = plain(
        sender=Guest(settings.MAIL_FROM_NAME, settings.MAIL_FROM),
        to=Guest(user.full_name, user.email),
        message_id=message_id,
        subject=subject,
        sent_at=timezone.now(),
        text=text,
        html=html,
    )
    post(recipient=user.email, kind="welcome", message_id=message_id, content=content)
