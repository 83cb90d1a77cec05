"""What follows an emergency request: neutral mails to who answers, who asked, and the chair."""

from typing import Any, Literal

from django.conf import settings
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings.agenda.access import running
from meetings.agenda.models import Emergency
from meetings.emergency.access import told_of
from meetings.emergency.signals import emergency_allowed, emergency_asked
from meetings.invites.itip import Guest
from meetings.invites.message import plain
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.outbox.services import new_message_id, post, sender_words

News = Literal["asked", "allowed", "reading"]


@receiver(emergency_asked, dispatch_uid="emergency.asked")
def tell_who_answers(sender: Any, *, emergency: Emergency, **_rest: Any) -> None:
    """Everybody who runs the item may answer."""
    for person in running(emergency.item):
        _tell(person, emergency.item.meeting, "asked")


@receiver(emergency_allowed, dispatch_uid="emergency.allowed")
def tell_who_reads_and_the_chair(sender: Any, *, emergency: Emergency, **_rest: Any) -> None:
    """The asker may read now; the chair hears that somebody does."""
    _tell(emergency.user, emergency.item.meeting, "allowed")
    for person in told_of(emergency.item):
        _tell(person, emergency.item.meeting, "reading")


def _tell(person: User, meeting: Meeting, news: News) -> None:
    """Post one mail in the running transaction."""
    with translation.override("ja"):
        words = {
            "person": person,
            "number": meeting.notice_number,
            "news": news,
            "url": settings.BASE_URL + reverse("home"),
            "sender": sender_words(),
        }
        subject = _("Please log in (no. %(number)s)") % {"number": meeting.notice_number}
        text = render_to_string("meetings/emergency/mail.txt", words)
    message_id = new_message_id()
    content = plain(
        sender=Guest(settings.MAIL_FROM_NAME, settings.MAIL_FROM),
        to=Guest(person.full_name, person.email),
        message_id=message_id,
        subject=subject,
        sent_at=timezone.now(),
        text=text,
    )
    post(recipient=person.email, kind="emergency", message_id=message_id, content=content)
