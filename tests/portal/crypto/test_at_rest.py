"""A stolen copy of the database: nothing that opens a case, a door or an account lies in it."""

import re
import subprocess
from pathlib import Path

import pytest
from django.db import connection

from minutes.comments.services import begin_thread
from minutes.signoff.services import ask_for_change
from portal.crypto.columns import sealed_columns
from portal.mfa.models import AppDevice
from portal.outbox import services as outbox
from portal.outbox.models import OutboxMail
from tests.cast import FAST_HASHERS
from tests.factories.meetings import a_meeting, an_item, called, held
from tests.factories.people import a_cast, a_person, seat

ROOT = Path(__file__).resolve().parents[3]
CASE, CHANGE = "事例 R8-777 通院が途切れている", "支援方針の二行目を直してください"
QUOTE, COMMENT, ANCHOR = "十二月の第一週から往診", "その週は祭りの準備があります", b"anchored-to-these-words"
KNOWN = "かさね市支援会議"  # the body's name lies in the open: the search finds what is there

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]


def dumped() -> bytes:
    """Every row of every table: what the file, a dump and each backup hold (PostgreSQL by COPY)."""
    with connection.cursor() as cursor:
        tables = [connection.ops.quote_name(name) for name in connection.introspection.table_names(cursor)]
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            # by another process: who closes the file in this one would lose SQLite's locks on it
            file = str(connection.settings_dict["NAME"])
            return subprocess.run(["cat", file], check=True, capture_output=True).stdout
        pieces = []
        for table in tables:
            with cursor.cursor.copy(f"COPY {table} TO STDOUT") as copy:
                pieces += [bytes(piece) for piece in copy]
        raw = b"".join(pieces)
    # COPY writes bytea as hexadecimal: also as the bytes that it stands for
    return raw + b"\n".join(bytes.fromhex(found.decode()) for found in re.findall(rb"\\\\x((?:[0-9a-f]{2})+)", raw))


@pytest.fixture
def told(settings):
    """One meeting from invitation to a wish for change; what must not be found, by what it opens."""
    settings.PASSWORD_HASHERS = FAST_HASHERS
    cast = a_cast()
    newcomer = a_person("江口", joined=False)
    seat(newcomer, cast.body)
    from meetings.bodies.services import send_invitation

    way = send_invitation(actor=cast.coordinator, body=cast.body, user=newcomer)
    item = an_item(a_meeting(cast.body), cast.summoned, heading=CASE)
    called(item.meeting)
    begin_thread(actor=cast.summoned, document=item.document, part="minutes", anchor=ANCHOR, quote=QUOTE, text=COMMENT)
    (version,) = held(item.meeting)
    ask_for_change(actor=cast.summoned, version=version, text=CHANGE)
    device = AppDevice.objects.get(user=cast.summoned)
    secrets = {
        "session": cast.session_of(cast.summoned),
        "heading": CASE,
        "part of a heading": "R8-777",
        "wish for change": CHANGE,
        "words of the template": "話し合ったこと",
        "token of an invitation": way.token,
        "setup code": way.code,
    }
    hidden = {name: value.encode() for name, value in secrets.items()}
    hidden |= {"seed of an app": bytes(device.secret), "seed in hexadecimal": bytes(device.secret).hex().encode()}
    hidden |= {"words commented on": QUOTE.encode(), "comment": COMMENT.encode(), "place of a comment": ANCHOR}
    hidden |= {"salt": bytes(version.salt), "agenda": version.agenda.encode()[:60]}
    return hidden


def test_a_copy_of_the_database_opens_nothing(told):
    raw = dumped()
    assert KNOWN.encode() in raw
    assert [name for name, value in told.items() if value in raw] == []


def test_sent_mail_is_forgotten(told, settings, monkeypatch):
    """The link of an invitation leaves once; afterwards not even the sealed mail is kept."""
    monkeypatch.setattr(outbox, "send_bytes", lambda *_mail: None)
    assert OutboxMail.objects.exists()
    while outbox.send_next():
        pass
    assert {(mail.state, bytes(mail.content)) for mail in OutboxMail.objects.all()} == {("sent", b"")}


def test_the_page_names_every_sealed_column():
    """docs/at-rest.md is what a city's security officer reads: it lists exactly what is sealed."""
    listed = re.findall(r"^\| `([a-z]+\.[a-z]+\.[a-z_]+)` \|", (ROOT / "docs/at-rest.md").read_text(), re.MULTILINE)
    assert sorted(listed) == sorted(column.name for column in sealed_columns())
