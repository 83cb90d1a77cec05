"""Sixty documents and a hundred verified logins in an empty data directory, printed as the harness wants them.

All hundred are summoned to every item: the right of each is asked by the long way, as a member's. The database is
made once for each set of migrations and copied for every run (``build/bench``); the logins are made anew.
"""

import hashlib
import json
import os
import shutil
import sys
from pathlib import Path

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
django.setup()

# ruff: noqa: E402 (Django must be set up before anything that holds a model)
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from meetings.bodies.models import Body
from meetings.bodies.services import found_body
from minutes.documents.models import Document
from portal.accounts.models import User
from portal.audit.setup import Setup
from portal.chores.services import run_due
from portal.demo.facts import cookie
from portal.outbox.models import OutboxMail
from tests.factories.meetings import a_meeting, an_item, called
from tests.factories.people import SERIES, a_member, a_text

MEETINGS, ITEMS, PEOPLE = 10, 6, 100
KEPT = ("kasane.sqlite3", "keys.json")


def main() -> None:
    """Copy or make the database, log everybody in, print."""
    migrations = sorted(map(str, MigrationLoader(None).disk_migrations))
    made = settings.BASE_DIR / "build" / "bench" / hashlib.sha256("".join(migrations).encode()).hexdigest()[:16]
    if not all((made / name).exists() for name in KEPT):
        make()
        made.mkdir(parents=True, exist_ok=True)
        for name in KEPT:
            shutil.copy(settings.DATA_DIR / name, made / name)
    for name in KEPT:
        shutil.copy(made / name, settings.DATA_DIR / name)
    people = User.objects.exclude(last_name="事務").order_by("email")
    cookies = [cookie(user.email).partition(": ")[2] for user in people]
    rooms = [str(key) for key in Document.objects.values_list("pk", flat=True)]
    connection.close()
    print(json.dumps({"rooms": rooms, "cookies": cookies}))


def make() -> None:
    """One body, its secretariat, a hundred members, sixty items in called meetings."""
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    call_command("create_keys", verbosity=0, stdout=sys.stderr)
    call_command("migrate", verbosity=0, interactive=False)
    text = a_text(SERIES, timezone.localdate())
    body = found_body(actor=Setup("bench"), name="支援会議", kind=Body.Kind.SUPPORT, pledge_series=SERIES)
    a_member(body, text, "事務", "secretariat")
    people = [a_member(body, text, f"会員{number}") for number in range(PEOPLE)]
    for _ in range(MEETINGS):
        meeting = a_meeting(body)
        for _ in range(ITEMS):
            an_item(meeting, *people)
        called(meeting)
    run_due()  # the day's chores, so that they do not run beside what we measure
    OutboxMail.objects.all().delete()  # the letters of invitation; nothing is to be sent while we measure
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


if __name__ == "__main__":
    main()
