"""A migrated SQLite database, kept between test runs: making one takes longer than most tests.

Its name is a digest of every migration (ours and the libraries'), so that a change of any makes a new one.
"""

import hashlib
import os
import shutil
import sqlite3
from functools import cache
from pathlib import Path

from django.db.backends.base.base import BaseDatabaseWrapper

KEEP = Path(os.environ.get("KASANE_TESTS_KEEP") or Path(__file__).resolve().parent.parent / "build" / "tests")


@cache
def _kept() -> Path:
    from django.apps import apps

    digest = hashlib.sha256(sqlite3.sqlite_version.encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        for path in sorted(Path(app.path).glob("migrations/*.py")):
            digest.update(f"{app.name}/{path.name}".encode() + path.read_bytes())
    return KEEP / f"{digest.hexdigest()[:16]}.sqlite3"


def fetch_migrated(target: Path) -> None:
    """Put the kept database at ``target``, where there is one."""
    if _kept().exists():
        shutil.copyfile(_kept(), target)


def store_migrated(connection: BaseDatabaseWrapper) -> None:
    """Keep this database, unless it was kept before; older ones go."""
    kept = _kept()
    if kept.exists():
        return
    KEEP.mkdir(parents=True, exist_ok=True)
    part = kept.with_suffix(f".{os.getpid()}")  # two runs at once: each writes its own, the last one is named
    with sqlite3.connect(part) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
    copy.close()
    part.replace(kept)
    for other in KEEP.glob("*.sqlite3"):
        if other != kept:
            other.unlink()
