"""Meetings, items and minutes, made by the services in the name of who runs the body."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from meetings.agenda.access import guests_of
from meetings.agenda.models import Emergency, Item, Summons
from meetings.agenda.services import KINDS, add_item, call_off, recuse
from meetings.bodies.access import seats_in
from meetings.bodies.models import Appointment, Body
from meetings.schedule.models import Meeting
from meetings.schedule.services import call_meeting, move_meeting, plan_meeting
from minutes.documents.services import Batch, append
from minutes.signoff.services import freeze_minutes
from minutes.versions.models import Version
from portal.accounts.models import User


def secretariat_of(body: Body) -> User:
    """Who plans the body's meetings."""
    return next(seat.user for seat in seats_in(body) if seat.runs and seat.role == Appointment.Role.SECRETARIAT)


def at(days: int) -> datetime:
    """Two in the afternoon, in so many days."""
    day = timezone.localdate() + timedelta(days=days)
    return datetime.combine(day, time(14), timezone.get_current_timezone())


def a_meeting(body: Body, *, start: datetime | None = None, place: str = "市役所 3階 302会議室") -> Meeting:
    """A draft, an hour and a half long."""
    start = start or at(9)
    return plan_meeting(
        actor=secretariat_of(body), body=body, start=start, end=start + timedelta(minutes=90), place=place
    )


def an_item(meeting: Meeting, *summoned: User, heading: str = "事例 R8-014", kind: str = "", long: int = 30) -> Item:
    """One more item of a draft, with these people summoned to it."""
    return add_item(
        actor=secretariat_of(meeting.body),
        meeting=meeting,
        heading=heading,
        kind=kind or KINDS[Body.Kind(meeting.body.kind)][0],
        minutes_long=long,
        summoned=summoned,
    )


def called(meeting: Meeting) -> Meeting:
    """The draft, called: everybody to be invited gets the mail."""
    call_meeting(actor=secretariat_of(meeting.body), meeting=meeting, guests=guests_of(meeting))
    return meeting


def begun(meeting: Meeting, *, ago: int = 30) -> Meeting:
    """The meeting is on since so many minutes: time moves, no service does."""
    start = timezone.now() - timedelta(minutes=ago)
    Meeting.objects.filter(pk=meeting.pk).update(start=start, end=start + timedelta(minutes=90))
    meeting.refresh_from_db()
    return meeting


def called_off(meeting: Meeting) -> Meeting:
    """The called meeting, called off: everybody invited gets the news."""
    call_off(actor=secretariat_of(meeting.body), meeting=meeting)
    meeting.refresh_from_db()
    return meeting


def moved(meeting: Meeting, *, days: int = 0, place: str = "") -> Meeting:
    """The meeting so many days later, or elsewhere."""
    meeting.refresh_from_db()
    by = timedelta(days=days)
    move_meeting(
        actor=secretariat_of(meeting.body),
        meeting=meeting,
        start=meeting.start + by,
        end=meeting.end + by,
        place=place or meeting.place,
        seen=meeting.changed_at,
    )
    meeting.refresh_from_db()
    return meeting


def a_called_meeting(body: Body, *items: Iterable[User], start: datetime | None = None) -> Meeting:
    """A called meeting with one item for each group of people."""
    meeting = a_meeting(body, start=start)
    for number, summoned in enumerate(items, 1):
        an_item(meeting, *summoned, heading=f"事例 R8-{number:03d}")
    return called(meeting)


def held(meeting: Meeting) -> list[Version]:
    """The minutes are frozen and sent round; everybody who was summoned was there."""
    summonses = Summons.objects.filter(item__meeting=meeting)
    attended: dict = {}
    for summons in summonses:
        attended.setdefault(summons.item_id, {})[summons.user_id] = True
    return freeze_minutes(actor=secretariat_of(meeting.body), meeting=meeting, attended=attended)


def summoned_before(item: Item, user: User) -> None:
    """A summons from the time when the person still had a seat; today no service would give it."""
    Summons.objects.create(item=item, user=user)


def recused_from(item: Item, user: User) -> None:
    """For this person the item does not exist, though they are called to it."""
    recuse(actor=secretariat_of(item.meeting.body), item=item, user=user)


def an_emergency(item: Item, user: User, *, allowed_by: User | None = None, hours: int = 24) -> Emergency:
    """Somebody asks to read the item, and perhaps may; without the codes that the doors ask for."""
    now = timezone.now()
    allowed = {"decided_at": now, "decided_by": allowed_by, "until": now + timedelta(hours=hours)}
    return Emergency.objects.create(item=item, user=user, reason="いのちに関わる", **(allowed if allowed_by else {}))


def write(item: Item, author: User, *, agenda: str = "", minutes: str = "") -> None:
    """Put a paragraph into the item's document, as the editor would."""
    doc: Doc = Doc()
    for part, words in (("agenda", agenda), ("minutes", minutes)):
        if words:
            paragraph = XmlElement("paragraph")
            doc.get(part, type=XmlFragment).children.append(paragraph)
            paragraph.children.append(XmlText(words))
    append([Batch(item.document.pk, ((author.pk, doc.get_update()),))])


def standing_version(item: Item) -> Version | None:
    """The item's version that counts: frozen and not withdrawn."""
    return Version.objects.filter(item=item, withdrawn_at=None).first()
