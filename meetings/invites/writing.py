"""The mail that tells one person of a meeting, with its calendar object, and the notice that keeps what it told; neither saved."""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.invites import links
from meetings.invites.access import series_of
from meetings.invites.itip import Facts, Guest, Off, cancel, request
from meetings.invites.message import invitation
from meetings.invites.models import Notice, Participation
from meetings.schedule.occasion import Occasion
from portal.outbox.services import new_message_id, sender_words, to_post

Kind = Notice.Kind
_SUBJECTS = {
    Kind.INVITED: gettext_lazy("Notice of a meeting (no. %(number)s)"),
    Kind.MOVED: gettext_lazy("The time of a meeting has changed (no. %(number)s)"),
    Kind.PLACED: gettext_lazy("The place of a meeting has changed (no. %(number)s)"),
    Kind.UNINVITED: gettext_lazy("The notice of a meeting is withdrawn (no. %(number)s)"),
    Kind.CANCELLED: gettext_lazy("A meeting is called off (no. %(number)s)"),
    Kind.REINSTATED: gettext_lazy("A meeting takes place after all (no. %(number)s)"),
    Kind.READDRESS: gettext_lazy("Notice of a meeting (no. %(number)s)"),
    Kind.REPLACED: gettext_lazy("An older entry of a meeting is taken out (no. %(number)s)"),
    Kind.RESENT: gettext_lazy("Notice of a meeting (no. %(number)s)"),
}
_WORDS = {
    Kind.INVITED: "invitation",
    Kind.MOVED: "changed",
    Kind.PLACED: "changed",
    Kind.UNINVITED: "uninvited",
    Kind.CANCELLED: "cancelled",
    Kind.REINSTATED: "invitation",
    Kind.READDRESS: "invitation",
    Kind.REPLACED: "replaced",
    Kind.RESENT: "invitation",
}
_OFF = {
    Kind.UNINVITED: Off.FOR_THE_GUEST,
    Kind.CANCELLED: Off.FOR_ALL,
    Kind.REPLACED: Off.REPLACED,
}


def notice_of(
    participation: Participation, sequence: int, kind: Notice.Kind, now: datetime, known: Occasion | None = None
) -> Notice:
    """The mail with the calendar object, and what it tells; neither these nor what the person was sent last is saved yet."""
    meeting = participation.meeting
    off = _OFF.get(kind)
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
        ics=cancel(facts, guest, off) if off else request(facts, guest),
        method="CANCEL" if off else "REQUEST",
        references=participation.first_message_id,
    )
    mail = to_post(
        recipient=participation.address,
        kind="meeting",
        message_id=message_id,
        content=content,
        series=series_of(participation),
        useful_until=None if off else meeting.start,  # nobody is invited to what has begun
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
        "readdressed": kind == Kind.READDRESS,
        "asks": kind not in _OFF,
        "calendars_answer": settings.ANSWERS_BY_MAIL,
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
