"""Freezing an item's document into a version bound to its hash."""

import hashlib
import secrets
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from meetings.agenda.access import decision_on, runs_item
from meetings.agenda.models import Item
from meetings.agenda.services import note_emergency_use
from minutes.documents import content, services
from minutes.documents.canonical import canonical
from minutes.versions.models import Version
from portal.accounts.models import User
from portal.audit.services import record, record_reading
from portal.crypto.seals import verify

SALT_BYTES = 16


def hash_of(salt: bytes, agenda: str, minutes: str) -> str:
    """SHA-256 over salt and both canonical texts, parted by a byte that stands in neither."""
    return hashlib.sha256(b"\0".join((salt, agenda.encode(), minutes.encode()))).hexdigest()


@transaction.atomic
def freeze_item(*, actor: User, item: Item, sign_by: date) -> Version:
    """第n版: nobody writes from here on; edits on their way are refused, acknowledged ones are in it."""
    if not runs_item(actor, item):
        raise PermissionDenied
    state = services.freeze(actor=actor, document=item.document)
    agenda = canonical(content.blocks(state, "agenda"))
    minutes = canonical(content.blocks(state, "minutes"))
    salt = secrets.token_bytes(SALT_BYTES)
    version = Version.objects.create(
        item=item,
        number=Version.objects.filter(item=item).count() + 1,
        salt=salt,
        agenda=agenda,
        minutes=minutes,
        sha256=hash_of(salt, agenda, minutes),
        frozen_at=timezone.now(),
        frozen_by=actor,
        sign_by=sign_by,
    )
    record(actor=actor, verb="version.frozen", target=version)
    return version


@transaction.atomic
def reopen_item(*, actor: User, item: Item) -> None:
    """Open the item for changes; confirmations of the withdrawn version stay as a record but count no more."""
    if not runs_item(actor, item):
        raise PermissionDenied
    # locked: a confirmation on its way either counts first and makes it final, or finds it withdrawn
    version = Version.objects.select_for_update().filter(item=item, withdrawn_at=None).order_by("-number").first()
    if version is None or version.final_at is not None:
        raise PermissionDenied
    version.withdrawn_at = timezone.now()
    version.save(update_fields=["withdrawn_at"])
    services.thaw(actor=actor, document=item.document)
    record(actor=actor, verb="version.withdrawn", target=version)


@transaction.atomic
def open_version(*, actor: User, version: Version) -> None:
    """Reading a version is an act: recorded, with the ground it stood on; under an emergency it counts as its use."""
    why = decision_on(actor, version.item).reason
    record_reading(actor=actor, verb="version.opened", target=version, why=why)
    if why == "emergency":
        note_emergency_use(actor=actor, item=version.item)


def is_intact(version: Version) -> bool:
    """Whether the stored words are still those of the stored hash."""
    return hash_of(version.salt, version.agenda, version.minutes) == version.sha256


def is_sealed(version: Version) -> bool:
    """Whether a final version is intact and carries the server's signature over exactly this record."""
    return is_intact(version) and verify("version", version.record, version.seal)
