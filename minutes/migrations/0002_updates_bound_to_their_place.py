"""An update's bytes are bound to all of its row: document, sequence, author and time, not the key alone."""

from collections.abc import Callable
from datetime import UTC
from typing import Any

from django.db import migrations

import portal.crypto.fields
from portal.crypto.box import seal, unseal
from portal.crypto.fields import Sealed


def by_key(row: Any) -> str:
    return f"minutes_update|data|{row.pk}"


def by_place(row: Any) -> str:
    return f"{by_key(row)}|{row.document_id}|{row.seq}|{row.author_id}|{row.at.astimezone(UTC).isoformat()}"


def reseal(apps: Any, before: Callable[[Any], str], after: Callable[[Any], str]) -> None:
    updates = apps.get_model("minutes", "Update").objects
    for row in updates.iterator(chunk_size=500):
        plain = unseal(row.__dict__["data"], before(row))  # as it lies in the database
        updates.filter(pk=row.pk).update(data=Sealed(seal(plain, after(row))))


def bind_to_place(apps: Any, schema_editor: Any) -> None:
    reseal(apps, by_key, by_place)


def bind_to_key(apps: Any, schema_editor: Any) -> None:
    reseal(apps, by_place, by_key)


class Migration(migrations.Migration):
    dependencies = [("minutes", "0001_documents_versions_and_signoffs")]

    operations = [
        migrations.RunPython(bind_to_place, bind_to_key),
        migrations.AlterField("update", "data", portal.crypto.fields.EncryptedBytesField(bound_to="place")),
    ]
