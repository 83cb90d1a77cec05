"""Changing the keys: everything sealed anew, whatever is killed or written meanwhile, on both databases."""

import json
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal.audit.append_only import kept
from portal.audit.models import AuditEvent
from portal.crypto.box import header
from portal.crypto.columns import sealed_columns
from portal.crypto.keyfile import STILLNESS, add_sealing_key, create_key_file
from portal.crypto.rotation import in_use, reseal
from portal.outbox.models import OutboxMail

ROOT = Path(__file__).resolve().parents[3]
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.storage]


@pytest.fixture
def file(settings, tmp_path):
    """A key file of this test's own."""
    settings.KEY_FILE = tmp_path / "keys.json"
    create_key_file(settings.KEY_FILE)
    return settings.KEY_FILE


def mails(number: int) -> None:
    OutboxMail.objects.bulk_create(
        OutboxMail(recipient="a@example.jp", kind="k", message_id=f"<{n}@x>", content=f"words {n}".encode())
        for n in range(number)
    )


def words() -> set[str]:
    return {bytes(mail.content).decode() for mail in OutboxMail.objects.all()}


def rotate(*arguments: str) -> str:
    out = StringIO()
    call_command("rotate_keys", *arguments, stdout=out, stderr=out)
    return out.getvalue()


def aged(file: Path) -> None:
    """As if the current key had been current for a while."""
    content = json.loads(file.read_text())
    content["current_since"] = (datetime.now(tz=UTC) - STILLNESS).isoformat()
    file.write_text(json.dumps(content))


def test_every_sealed_field_of_every_model_is_found():
    names = {column.name for column in sealed_columns()}
    assert {
        "meetings.item.heading",
        "minutes.document.snapshot",
        "minutes.update.data",
        "minutes.version.agenda",
        "minutes.version.minutes",
        "minutes.version.salt",
        "portal.appdevice.secret",
        "portal.outboxmail.content",
    } <= names


def test_no_append_only_table_forbids_to_seal_anew():
    fixed = {(each.model, column) for each in kept() for column in each.columns}
    shut = {each.model for each in kept() if not each.but}
    columns = list(sealed_columns())
    assert [each.name for each in columns if each.model in shut or (each.model, each.field.column) in fixed] == []


def test_a_whole_city_is_sealed_anew(file, settings):
    """Every kind of row that the services make: documents, versions, devices, mails, change requests."""
    from tests.cast import FAST_HASHERS
    from tests.factories.meetings import a_meeting, an_item, called, held
    from tests.factories.people import a_cast

    settings.PASSWORD_HASHERS = FAST_HASHERS
    cast = a_cast()
    item = an_item(a_meeting(cast.body), cast.summoned, heading="事例 R8-777")
    (version,) = held(called(item.meeting))
    told = rotate("--batch", "3")
    assert "k2 is the current key" in told
    assert "meetings.item.heading: 1 done, 0 left" in told
    assert in_use("k1") == {}
    assert {
        "meetings.item.heading",
        "minutes.update.data",
        "minutes.version.minutes",
        "portal.appdevice.secret",
    } <= set(in_use("k2"))
    item.refresh_from_db()
    assert item.heading == "事例 R8-777"
    fresh = type(version).objects.get(pk=version.pk)
    assert (fresh.agenda, fresh.minutes) == (version.agenda, version.minutes)
    call_command("check_keys", stdout=StringIO())
    recorded = list(AuditEvent.objects.filter(verb__startswith="keys.").values_list("verb", "detail"))
    assert recorded[0] == ("keys.changed", "k1 k2")
    assert recorded[1][0] == "keys.resealed"


def test_killed_in_the_middle_it_goes_on_where_it_stopped(file):
    mails(300)
    database = connection.settings_dict
    where = f"sqlite:///{database['NAME']}"
    if connection.vendor == "postgresql":
        user, password = database["USER"], database["PASSWORD"]
        where = f"postgres://{user}:{password}@{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"
    environment = os.environ | {"KASANE_KEY_FILE": str(file), "DATABASE_URL": where, "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "manage.py", "rotate_keys", "--batch", "1"]
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for _line in range(5):
            process.stdout.readline()
        process.kill()
    done = in_use("k2").get("portal.outboxmail.content", 0)
    left = in_use("k1").get("portal.outboxmail.content", 0)
    assert done >= 3
    assert left > 0
    assert done + left == 300
    told = rotate()
    assert f"{left} values are not sealed with k2 yet: going on" in told
    assert f"{left} values sealed anew with k2" in told
    assert in_use("k1") == {}
    assert words() == {f"words {n}" for n in range(300)}


def test_what_people_write_meanwhile_is_kept(file):
    """Writers never stop while everything is sealed anew twice: the last word of each stands."""
    mails(40)
    ids = list(OutboxMail.objects.values_list("pk", flat=True))
    stop = threading.Event()
    last: dict[object, str] = {}
    met: list[Exception] = []

    def write(mine):
        turn = 0
        try:
            while not stop.is_set():
                for pk in mine:
                    mail = OutboxMail.objects.get(pk=pk)
                    mail.content = f"{pk} {turn}".encode()
                    mail.save(update_fields=["content"])
                    last[pk] = f"{pk} {turn}"
                turn += 1
        except Exception as error:
            met.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=(ids[n::2],)) for n in range(2)]
    for writer in writers:
        writer.start()
    for _turn in range(2):
        add_sealing_key(file)
        for _step in reseal(7):
            pass
    stop.set()
    for writer in writers:
        writer.join(60)
    assert met == []
    assert {mail.pk: bytes(mail.content).decode() for mail in OutboxMail.objects.filter(pk__in=last)} == last
    assert set(in_use("k3")) == {"portal.outboxmail.content"}


def test_a_row_read_before_and_saved_after_does_not_bring_the_old_key_back(file):
    mails(1)
    held = OutboxMail.objects.get()  # not opened
    rotate()
    held.kind = "other"
    held.save()
    assert in_use("k1") == {}
    assert words() == {"words 0"}


def test_a_value_that_does_not_open_is_named_and_keeps_the_old_key(file):
    mails(2)
    broken = OutboxMail.objects.first()
    with connection.cursor() as cursor:
        pk = broken.pk.hex if connection.vendor == "sqlite" else broken.pk
        cursor.execute("UPDATE portal_outboxmail SET content = %s WHERE id = %s", [header("k1") + b"x" * 40, pk])
    out = StringIO()
    with pytest.raises(CommandError, match="1 values do not open"):
        call_command("rotate_keys", stdout=out, stderr=out)
    assert f"portal.outboxmail.content {broken.pk}" in out.getvalue()
    with pytest.raises(CommandError, match="1 of 2"):
        call_command("check_keys", stdout=out, stderr=out)
    aged(file)
    with pytest.raises(CommandError, match="k1 is still needed"):
        rotate("--retire")


def test_an_old_key_goes_only_when_nothing_needs_it(file):
    mails(3)
    add_sealing_key(file)
    aged(file)
    with pytest.raises(CommandError, match=r"k1 is still needed for portal.outboxmail.content \(3\)"):
        rotate("--retire")
    rotate()
    assert "k1 is gone" in rotate("--retire")
    assert set(json.loads(file.read_text())["sealing"]) == {"k2"}
    assert len(words()) == 3
    assert AuditEvent.objects.filter(verb="keys.retired", detail="k1").exists()


def test_the_signing_key_changes_by_the_same_command(file):
    assert "signed with s2" in rotate("--signing")
    assert AuditEvent.objects.filter(verb="keys.signing_changed", detail="s2").exists()


def test_keys_of_the_environment_are_changed_there(file, settings):
    settings.KEYS = file.read_text()
    for flag in ("--signing", "--retire"):
        with pytest.raises(CommandError, match="KASANE_KEYS"):
            rotate(flag)
    mails(2)
    content = json.loads(settings.KEYS)
    content["sealing"]["k2"] = content["sealing"]["k1"][:-6] + "AAAAA="
    content["current"] = "k2"
    settings.KEYS = json.dumps(content)
    assert "2 values sealed anew with k2" in rotate()
    assert "Everything is sealed" in rotate()
