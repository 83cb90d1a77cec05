"""Giving and ending mandates, reading and exporting the record: all of it is recorded itself."""

import json
from datetime import date

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from portal.accounts.models import User
from portal.accounts.services import NotJoined
from portal.audit.models import AuditCheckpoint
from portal.audit.services import Target, link_waiting, make_checkpoint, record, record_reading
from portal.audit.setup import Setup
from portal.auditor.access import SERIES, Filter, events, is_auditor
from portal.auditor.models import AuditMandate
from portal.auditor.table import cells_of, rows_of
from portal.crypto.seals import public_key
from portal.law import auditing
from portal.mfa.step_up import Factor
from portal.outbox.letters import post_letter
from portal.pledge.access import text_for, texts_in_force
from portal.pledge.models import Kind
from portal.pledge.services import publish_text
from portal.sessions.signals import access_ended
from portal.spreadsheets.table import csv_of

EXPORTING = "record.export"
EXPORT_LIMIT = 100_000


@transaction.atomic
def give_mandate(*, actor: Setup, user: User, starts_on: date, ends_on: date) -> AuditMandate:
    """Let a person audit for a time. Only from the host: nobody who works in the portal picks their auditor.

    The auditors' pledge is published with the first mandate, for without a text in force nobody could sign. Raises
    ``NotJoined``: whoever invited them could come in as the auditor.
    """
    user = User.objects.select_for_update().get(pk=user.pk)  # not invited, nor readdressed, meanwhile
    if not user.has_usable_password():
        raise NotJoined
    today = timezone.localdate()
    if text_for(texts_in_force([SERIES], today), SERIES, Kind.OFFICE) is None:
        publish_text(
            actor=actor,
            series=SERIES,
            kind=Kind.OFFICE,
            covers=auditing.COVERS,
            addressee=settings.CITY_MAYOR,
            body=auditing.BODY,
            law="",
            in_force_from=today,
        )
    mandate = AuditMandate.objects.create(user=user, starts_on=starts_on, ends_on=ends_on, given_by=actor.by)
    record(actor=actor, verb="audit_mandate.given", target=mandate)
    return mandate


@transaction.atomic
def mail_checkpoint(*, actor: Setup | None, address: str) -> AuditCheckpoint | None:
    """Seal how far the record has come, and send it to where nobody of this host can take it back.

    None, and no mail, while nothing is recorded.
    """
    link_waiting()
    checkpoint = make_checkpoint()
    if checkpoint is None:
        return None
    name = checkpoint.seal.partition(":")[0]
    key = public_key(name)  # along with it, so that the seal can be checked where our keys are not
    line = json.dumps({**checkpoint.record, "key": key, "seal": checkpoint.seal}, sort_keys=True)
    post_letter(
        name="",
        address=address,
        kind="checkpoint",
        subject=gettext_noop("Checkpoint of the record of acts"),
        template="portal/auditor/checkpoint.txt",
        words={
            "seq": checkpoint.seq,
            "hash": checkpoint.hash,
            "key_name": name,
            "key": key,
            "at": timezone.localtime(checkpoint.at),
            "line": line,
        },
    )
    record(actor=actor, verb="record.checkpoint_mailed", target=checkpoint)
    return checkpoint


def mail_daily() -> None:
    """The chore: where an address is set."""
    if settings.AUDIT_CHECKPOINT_MAIL:
        mail_checkpoint(actor=None, address=settings.AUDIT_CHECKPOINT_MAIL)


@transaction.atomic
def end_mandates(*, actor: Setup, user: User) -> int:
    """The person audits no more, at once; what they did stays in the record. Answers how many mandates ended."""
    ended = list(AuditMandate.objects.select_for_update().filter(user=user, ended_at=None))
    for mandate in ended:
        mandate.ended_at = timezone.now()
        mandate.save(update_fields=["ended_at"])
        record(actor=actor, verb="audit_mandate.ended", target=mandate)
    transaction.on_commit(lambda: access_ended.send(sender=AuditMandate, user=user))
    return len(ended)


@transaction.atomic
def open_record(*, actor: User, asked: Filter) -> None:
    """Reading the record is an act, too; whose acts were looked for is not repeated in it."""
    if not is_auditor(actor):
        raise PermissionDenied
    record_reading(actor=actor, verb="record.opened", target=Target(asked.kind, asked.target[:60]), why="auditor")


def is_cut(asked: Filter) -> bool:
    """Whether there are more acts than one file takes: it holds the newest."""
    return events(asked)[EXPORT_LIMIT : EXPORT_LIMIT + 1].exists()


@transaction.atomic
def export_record(*, actor: User, asked: Filter, factor: Factor) -> bytes:
    """The acts that are looked for as CSV, with a fresh factor. Raises ``PermissionDenied``."""
    if not is_auditor(actor) or not factor.proves(actor, EXPORTING, asked.digest):
        raise PermissionDenied
    cells = cells_of(rows_of(events(asked)[:EXPORT_LIMIT]))
    if is_cut(asked):  # whoever reads the file must not take it for all there is
        cells.append([_("The older acts are not in this file: it holds the newest %(n)s only.") % {"n": EXPORT_LIMIT}])
    table = csv_of(cells)
    record(actor=actor, verb="record.exported", target=Target(asked.kind, asked.target[:60]), why="auditor")
    return table
