"""System checks of where the keys lie and who may read them."""

import stat
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import WARNING, CheckMessage, Error, Tags, register


@register(Tags.security)
def key_file_is_safe(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """The file is its owner's alone. Asked at every start."""
    if settings.KEYS or not settings.KEY_FILE.exists():
        return []
    mode = stat.S_IMODE(settings.KEY_FILE.stat().st_mode)
    if mode & 0o077:
        return [
            Error(
                f"The key file {settings.KEY_FILE} can be read by others (mode {mode:04o}).",
                hint=f"chmod 600 {settings.KEY_FILE}",
                id="crypto.E001",
            )
        ]
    return []


@register(Tags.security, deploy=True)
def keys_lie_apart(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """Who copies the directory of the database must not get the keys with it."""
    database = settings.DATABASES["default"]
    if settings.KEYS or not database["ENGINE"].endswith("sqlite3"):
        return []
    name = str(database["NAME"])
    if name == ":memory:" or Path(name).resolve().parent not in settings.KEY_FILE.parents:
        return []
    return [
        CheckMessage(
            WARNING,
            f"The keys ({settings.KEY_FILE}) lie beside the database: a copy of that directory opens everything.",
            hint="Set KASANE_KEY_FILE to a directory that the database's backups do not reach, or use KASANE_KEYS.",
            id="crypto.W001",
        )
    ]
