"""A checkpoint leaves by mail: what was changed afterwards is found out with it, whoever holds database and keys."""

import base64
import json
from email import message_from_bytes, policy
from io import StringIO

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.core.management import CommandError, call_command
from django.db import connection

from portal.audit.models import AuditCheckpoint, AuditEvent
from portal.audit.outside import OTHER_KEY, anchors_of_mail
from portal.audit.protection import lift
from portal.audit.services import record
from portal.auditor.services import mail_daily
from portal.crypto.keyfile import create_key_file
from portal.crypto.seals import canonical, public_key
from portal.outbox.models import OutboxMail

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys")]
ADDRESS = "audit@city.example"


@pytest.fixture(autouse=True)
def outside(settings, tmp_path):
    settings.AUDIT_CHECKPOINT_FILE = tmp_path / "checkpoints.jsonl"
    return settings.AUDIT_CHECKPOINT_FILE


@pytest.fixture
def mail(tmp_path):
    """One that was sent after three acts, saved as it came."""
    for _each in range(3):
        record(actor=None, verb="meeting.closed")
    call_command("checkpoint_audit", mail=ADDRESS, stdout=StringIO())
    path = tmp_path / "checkpoint.eml"
    path.write_bytes(bytes(OutboxMail.objects.get(kind="checkpoint", recipient=ADDRESS).content))
    return path


def verify(path) -> str:
    out = StringIO()
    call_command("verify_audit", mail=path, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_the_record_is_compared_with_a_mail_as_it_came(mail):
    assert verify(mail).startswith("OK")
    assert AuditEvent.objects.get(verb="record.checkpoint_mailed").target_id == str(AuditCheckpoint.objects.get().pk)


def test_a_cut_end_is_found_out_though_all_that_lies_here_was_cut_too(mail, outside):
    lift()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM portal_auditlink WHERE seq > 2")
        cursor.execute("DELETE FROM portal_auditevent WHERE id NOT IN (SELECT event_id FROM portal_auditlink)")
        cursor.execute("DELETE FROM portal_auditcheckpoint")
    outside.unlink()
    call_command("verify_audit", stdout=StringIO(), stderr=StringIO())
    with pytest.raises(CommandError, match="truncated"):
        verify(mail)


def test_a_forged_mail_and_one_without_a_checkpoint_are_named(mail, tmp_path):
    words = tmp_path / "words.txt"
    words.write_text('{"at": "x", "hash": "y", "id": "z", "seal": "s1:AAAA", "seq": 1}')
    with pytest.raises(CommandError, match="forged signature"):
        verify(words)
    words.write_text("nothing")
    with pytest.raises(CommandError, match="no checkpoint"):
        verify(words)


def test_the_seal_can_be_checked_by_the_key_in_the_mail(mail):
    line = line_of(mail)
    key, seal = line.pop("key"), line.pop("seal")
    public = Ed25519PublicKey.from_public_bytes(base64.b64decode(key))
    body = json.dumps(line, sort_keys=True, separators=(",", ":")).encode()
    public.verify(base64.b64decode(seal.partition(":")[2]), b"kasane-audit-checkpoint-v1\0" + body)
    assert public_key(seal.partition(":")[0]) == key


def test_a_host_whose_key_was_replaced_differs_from_the_mail(mail, settings):
    settings.KEY_FILE.unlink()
    create_key_file(settings.KEY_FILE)
    (anchor,) = anchors_of_mail(mail.read_bytes(), mail.name)
    assert anchor.fault == OTHER_KEY


def test_a_mail_with_a_key_of_its_own_does_not_pass(mail, tmp_path):
    line = line_of(mail)
    stranger = Ed25519PrivateKey.generate()
    line["key"] = base64.b64encode(stranger.public_key().public_bytes_raw()).decode()
    words = tmp_path / "words.txt"
    words.write_text(json.dumps(line))
    with pytest.raises(CommandError, match="forged signature"):
        verify(words)
    record_ = {name: value for name, value in line.items() if name not in ("key", "seal")}
    for name in ("s1", line["seal"].partition(":")[0]):
        line["seal"] = f"{name}:{base64.b64encode(stranger.sign(canonical('audit-checkpoint', record_))).decode()}"
        words.write_text(json.dumps(line))
        with pytest.raises(CommandError, match="another key"):
            verify(words)


def test_mails_from_before_the_key_came_along_still_hold(mail, tmp_path):
    line = line_of(mail)
    del line["key"]
    words = tmp_path / "words.txt"
    words.write_text(json.dumps(line))
    assert verify(words).startswith("OK")


def line_of(mail) -> dict[str, str | int]:
    text = message_from_bytes(mail.read_bytes(), policy=policy.default).get_content()
    (line,) = [each for each in text.splitlines() if each.startswith("{")]
    return dict(json.loads(line))


def test_daily_only_where_an_address_is_set(settings):
    record(actor=None, verb="meeting.closed")
    mail_daily()
    assert not OutboxMail.objects.exists()
    settings.AUDIT_CHECKPOINT_MAIL = ADDRESS
    mail_daily()
    assert OutboxMail.objects.get().recipient == ADDRESS
