"""Words of cases stay where they are sealed: not in mails, the record, titles, addresses, or the raw database."""

import base64
import re
from email import message_from_bytes
from typing import cast

import pytest
from django.db import connection

from minutes.documents.services import compact
from minutes.signoff.services import ask_for_change
from minutes.versions.services import reopen_item
from portal.audit.models import AuditEvent
from portal.outbox.models import OutboxMail
from tests.cast import ROLES
from tests.doors import matrix
from tests.doors.answers import ask, body_of
from tests.factories.meetings import standing_version

pytestmark = pytest.mark.django_db

HEADING, AGENDA, MINUTES, CHANGE, WITHDRAWN = (
    "みかんの件",
    "すいかの論点",
    "ぶどうの記録",
    "かりんの修正",
    "あんずの旧版",
)
WORDS = (HEADING, AGENDA, MINUTES, CHANGE, WITHDRAWN)
KNOWN = "さくら会館"  # stands in the open on purpose: what finds it would find the others


@pytest.fixture(scope="module")
def told(world):
    """A meeting whose words are everywhere where words may be; its second item's minutes are in the third state."""
    from tests.factories.meetings import a_meeting, an_item, at, called, held, write

    people = world.cast
    meeting = a_meeting(people.body, start=at(-3), place=KNOWN)
    items = [an_item(meeting, people.summoned, heading=f"{HEADING}{number}") for number in (1, 2)]
    called(meeting)
    for item in items:
        write(item, people.summoned, agenda=AGENDA, minutes=MINUTES)
    write(items[1], people.coordinator, minutes=WITHDRAWN)
    compact(items[1].document.pk)
    held(meeting)
    version = standing_version(items[0])
    assert version is not None
    ask_for_change(actor=people.summoned, version=version, text=CHANGE)
    reopen_item(actor=people.coordinator, item=items[1])
    return meeting, version


def forms_of(word: str) -> list[bytes]:
    """How a word may lie in bytes."""
    plain = [word.encode(), word.encode("utf-16-le"), word.encode("cp932"), ascii(word)[1:-1].encode()]
    return [*plain, *(base64.b64encode(each)[:-4] for each in plain[:1])]


def found_in(raw: bytes) -> list[str]:
    return [word for word in WORDS if any(form in raw for form in forms_of(word))]


def decoded(mail: OutboxMail) -> bytes:
    """The mail as it goes out, then every header and part decoded."""
    message = message_from_bytes(mail.content)
    parts = [cast(bytes, part.get_payload(decode=True)) for part in message.walk() if not part.is_multipart()]
    headers = [str(value) for _name, value in message.items()]
    return b"\n".join([mail.content, *parts, "\n".join(headers).encode()])


def test_no_mail_tells(told):
    mails = list(OutboxMail.objects.all())
    assert {mail.kind for mail in mails} >= {"meeting", "minutes", "welcome"}
    assert [(mail.kind, found_in(decoded(mail))) for mail in mails if found_in(decoded(mail))] == []
    assert any(KNOWN.encode() in decoded(mail) for mail in mails)


def test_the_record_tells_ids_only(told):
    events = [" ".join((each.verb, each.target_kind, each.target_id, each.detail)) for each in AuditEvent.objects.all()]
    assert {"item.added", "version.frozen", "change.asked", "version.withdrawn"} <= {e.split(" ")[0] for e in events}
    assert [event for event in events if found_in(event.encode())] == []


def test_no_title_and_no_address_tells(world, told):
    """Every page of everybody: what stands in tabs, histories and the logs of proxies."""
    meeting, version = told
    own = {"signoff:minutes": meeting.pk, "signoff:version": version.pk, "meetings:meeting": meeting.pk}
    seen = 0
    for door in sorted({name for name, _method in matrix.rows()}):
        path = world.address(door)
        if door in own:
            from django.urls import reverse

            path = reverse(door, args=[own[door]])
        for role in ROLES:
            answer = ask(world.client(role), "GET", path)
            page = body_of(answer).decode("utf-8", "replace")
            seen += HEADING in page
            places = re.findall(r"<title>.*?</title>|(?:href|src|action)=\"[^\"]*\"", page, re.DOTALL)
            places += [str(value) for value in answer.headers.values()]
            assert [place for place in places if found_in(place.encode())] == []
    assert seen  # the heading was there to be read


@pytest.mark.parametrize("role", ["editor", "superuser"])
def test_the_desk_finds_none_of_them(world, told, role):
    """Choosers, searches, previews, reports and indexes of the editorial desk, asked for the very words."""
    from tests.doors.walk import doors

    meeting, version = told
    client = world.client(role)
    opened, seen = 0, []
    for door in doors():
        if door.name == "wagtailadmin_error_test" or (door.ours and door.name != "wagtail_serve"):
            continue  # the first only raises
        for query in ("", HEADING, MINUTES):  # a page may repeat what was asked, and nothing else
            answer = ask(client, "GET", f"{door.path}?q={query}&query={query}")
            opened += answer.status_code == 200
            page = body_of(answer)
            hits = [word for word in found_in(page) if word != query]
            hits += [str(each) for each in (meeting.pk, version.pk, version.item_id) if str(each).encode() in page]
            if hits:
                seen.append((door.name, query, hits))
    assert seen == []
    assert opened > 30


def test_the_raw_database_holds_none_of_them(told):
    """A stolen database, a dump or a backup: the bytes of every column of every table."""
    raw = dump()
    assert KNOWN.encode() in raw
    assert found_in(raw) == []


def test_the_database_file_holds_none_of_them(told):
    """The file with its free pages, as a thief copies it."""
    if connection.vendor != "sqlite":
        pytest.skip("a file is what SQLite has")
    raw = connection.connection.serialize()
    assert KNOWN.encode() in raw
    assert found_in(raw) == []


def dump() -> bytes:
    """Every row of every table, as the driver gives it."""
    pieces = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            pieces += [value for row in cursor.fetchall() for value in row if value is not None]
    raw = [bytes(each) if isinstance(each, bytes | memoryview) else str(each).encode() for each in pieces]
    return b"\n".join(raw)
