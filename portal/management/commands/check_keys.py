"""Say whether the keys at hand open everything that is sealed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.crypto.checks import key_file_is_safe
from portal.crypto.columns import sealed_columns
from portal.crypto.keys import ring
from portal.crypto.rotation import in_use, unreadable


class Command(BaseCommand):
    """``manage.py check_keys``: after a restore, before a key is taken away, once a month."""

    help = "Open every sealed value with the keys at hand; name what does not open. Changes nothing."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        keys = ring()
        for name in keys.sealing:
            number = sum(in_use(name).values())
            self.stdout.write(f"{name}{' (current)' if name == keys.current else ''}: {number} values")
        total = sum(column.rows().count() for column in sealed_columns())
        for message in key_file_is_safe(None):
            self.stderr.write(f"{message.msg} {message.hint or ''}")
        shut = [f"{column.name} {key}" for column, key in unreadable()]
        if shut:
            self.stderr.write("\n".join(shut))
            raise CommandError(f"{len(shut)} of {total} values do not open with these keys.")
        self.stdout.write(f"All {total} values open.")
