"""What follows an emergency request: neutral mails to who answers, who asked, and the chair."""

from typing import Any, Literal

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext_noop

from meetings.agenda.access import running
from meetings.agenda.models import Emergency
from meetings.emergency.access import told_of
from meetings.emergency.signals import emergency_allowed, emergency_asked
from meetings.schedule.models import Meeting
from portal.accounts.models import User
from portal.outbox.letters import post_letter

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
    post_letter(
        name=person.full_name,
        address=person.email,
        kind="emergency",
        subject=gettext_noop("Please log in (no. %(number)s)"),
        template="meetings/emergency/mail.txt",
        words={
            "person": person,
            "number": meeting.notice_number,
            "news": news,
            "url": settings.BASE_URL + reverse("home"),
        },
    )
