"""A small meeting for the tests of rooms: a body, two items, and people who are verified and pledged."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.utils import timezone
from django_otp import DEVICE_ID_SESSION_KEY

from meetings.agenda.models import Item, Summons
from meetings.bodies.models import Appointment, Body
from meetings.schedule.models import Meeting
from minutes.documents.models import Document
from minutes.documents.services import create_document
from portal.accounts.models import User
from portal.crypto.keyfile import create_key_file
from portal.gate.rules import Visitor
from portal.mfa.models import AppDevice
from portal.pledge.models import PledgeSignature, PledgeText

SERIES = "support"


@dataclass
class Scene:
    """The secretariat and two members at the first item; the outsider sits in the body, only at the second."""

    meeting: Meeting
    item: Item
    document: Document
    secretariat: User
    member: User
    other: User
    outsider: User


def a_scene() -> Scene:
    """A called meeting with two items and their documents."""
    if not settings.KEY_FILE.exists():
        create_key_file(settings.KEY_FILE)
    today = timezone.localdate()
    body = Body.objects.create(name="支援会議", kind=Body.Kind.SUPPORT, pledge_series=SERIES)
    text = PledgeText.objects.create(
        series=SERIES, version=1, covers="支援会議", addressee="市長", body="誓います", law="", in_force_from=today
    )
    people = [
        a_person(body, text, family, role)
        for family, role in (("佐藤", "secretariat"), ("大西", "member"), ("江口", "member"), ("外川", "member"))
    ]
    start = timezone.now() + timedelta(days=3)
    meeting = Meeting.objects.create(
        body=body,
        fiscal_year=2026,
        number=1,
        notice_number=1,
        start=start,
        end=start + timedelta(hours=1),
        place="市役所",
        state=Meeting.State.CALLED,
    )
    items = [an_item(meeting, position, people[0]) for position in (1, 2)]
    for user in people[1:3]:
        Summons.objects.create(item=items[0], user=user)
    Summons.objects.create(item=items[1], user=people[3])
    return Scene(meeting, items[0], Document.objects.get(item=items[0]), *people)


def an_item(meeting: Meeting, position: int, actor: User) -> Item:
    """An agenda item with its document."""
    item = Item.objects.create(meeting=meeting, position=position, heading="事例", kind=Item.Kind.OTHER)
    if not Document.objects.filter(item=item).exists():
        create_document(actor=actor, item=item)
    return item


def a_person(body: Body, text: PledgeText, family: str, role: str) -> User:
    """Somebody with a seat, a second factor and a pledge in force."""
    today = timezone.localdate()
    user = User.objects.create_user(f"{User.objects.count()}@example.jp", last_name=family, first_name="恵")
    Appointment.objects.create(
        body=body,
        user=user,
        role=role,
        starts_on=today,
        ends_on=today + timedelta(days=300),
        agreed_at=timezone.now() if role == "secretariat" else None,  # as set up on the host
    )
    AppDevice.objects.create(user=user, name="app", confirmed=True, secret=b"x" * 20)
    PledgeSignature.objects.create(
        user=user,
        text=text,
        name=user.full_name,
        organisation="",
        text_sha256="",
        signed_at=timezone.now(),
        valid_until=today + timedelta(days=300),
        factor="",
        seal="",
    )
    return user


def enter(user: User) -> Visitor:
    """A verified login; the session key is that of a browser."""
    client = Client()
    client.force_login(user)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = AppDevice.objects.get(user=user).persistent_id
    session.save()
    assert session.session_key
    return Visitor(UUID(str(user.pk)), session.session_key)
