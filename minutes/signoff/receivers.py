"""What follows when minutes go round: a neutral mail to each who is asked to confirm."""

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from meetings.agenda.models import Item
from meetings.agenda.signals import person_recused
from meetings.invites.itip import Guest
from meetings.invites.message import plain
from meetings.schedule.models import Meeting
from minutes.signoff.access import signers_of
from minutes.signoff.services import complete
from minutes.signoff.signals import minutes_circulated
from minutes.versions.models import Version
from portal.accounts.models import User
from portal.outbox.services import new_message_id, post, sender_words


@receiver(minutes_circulated)
def ask_signers(sender: Any, *, meeting: Meeting, versions: list[Version], **_rest: Any) -> None:
    """One mail a person, however many items; rendered in the transaction that froze them."""
    listed = [signer for each in signers_of(versions).values() for signer in each]
    asked = {signer.user.pk: signer.user for signer in listed if signer.asked}
    for user in asked.values():
        _post(user, meeting, versions[0])


@receiver(person_recused, dispatch_uid="signoff.complete")
def ask_no_more(sender: Any, *, item: Item, **_rest: Any) -> None:
    """Who is recused is asked no more: perhaps nobody else is missing."""
    complete(item=item)


def _post(user: User, meeting: Meeting, version: Version) -> None:
    with translation.override("ja"):
        words = {
            "person": user,
            "number": meeting.notice_number,
            "sign_by": version.sign_by,
            "url": settings.BASE_URL + reverse("signoff:minutes", args=[meeting.pk]),
            "sender": sender_words(),
        }
        subject = _("Please confirm the minutes (no. %(number)s)") % {"number": meeting.notice_number}
        text = render_to_string("minutes/signoff/mail.txt", words)
    message_id = new_message_id()
    content = plain(
        sender=Guest(settings.MAIL_FROM_NAME, settings.MAIL_FROM),
        to=Guest(user.full_name, user.email),
        message_id=message_id,
        subject=subject,
        sent_at=timezone.now(),
        text=text,
    )
    post(recipient=user.email, kind="minutes", message_id=message_id, content=content)
