"""Run the whole product on this machine, with a told story."""

import fcntl
import shutil
import socket
from io import TextIOWrapper
from typing import Any

import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from portal.accounts.models import User
from portal.demo.cast import CAST, PASSWORD
from portal.demo.codes import code_now
from portal.demo.postoffice import open_post_office
from portal.demo.story import tell
from portal.demo.views import FOLDER

# everything the demo keeps; nothing else in the directory is touched by --fresh
KEPT = ("kasane.sqlite3", "kasane.sqlite3-wal", "kasane.sqlite3-shm", "keys.json", "code-clock")
KEPT_FOLDERS = (FOLDER, "media")


class Command(BaseCommand):
    """``make demo``: migrate, tell the story once, serve on loopback."""

    help = "Run the demo on 127.0.0.1."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--fresh", action="store_true", help="forget the data and begin anew")
        parser.add_argument("--port", type=int, default=settings.PORT)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("The demo runs in demo mode only (KASANE_MODE=demo).")
        lock = self._claim(options["port"])
        if options["fresh"]:
            self._forget()
        self._prepare()
        controller, settings.SMTP_PORT = open_post_office(settings.DATA_DIR / FOLDER)
        settings.SMTP_HOST = "127.0.0.1"
        self._welcome()
        try:
            uvicorn.run(
                "portal.asgi:application",
                host="127.0.0.1",
                port=options["port"],
                log_level="warning",
                ws="minutes.rooms.wire:Wire",
                ws_per_message_deflate=False,
                ws_max_size=4 * 1024 * 1024 + 64,  # a frame of ours, and no more (minutes/rooms/consumers.py)
                proxy_headers=False,
                lifespan="on",
                timeout_graceful_shutdown=10,
            )
        finally:
            controller.stop()
            lock.close()

    def _claim(self, port: int) -> TextIOWrapper:
        """Port and data directory are ours, before anything is touched; the lock ends with the process."""
        if not 1 <= port <= 65535:
            raise CommandError(f"PORT must be between 1 and 65535, not {port}.")
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as error:
                raise CommandError(
                    f"Port {port} is taken: stop what uses it, or run make demo PORT={port + 1}."
                ) from error
        settings.DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = (settings.DATA_DIR / "demo.lock").open("w")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise CommandError(
                f"A demo is running already with the data in {settings.DATA_DIR}: stop it first, "
                "or give this one KASANE_DATA=/some/folder."
            ) from error
        return lock

    def _forget(self) -> None:
        for name in KEPT:
            (settings.DATA_DIR / name).unlink(missing_ok=True)
        for name in KEPT_FOLDERS:
            shutil.rmtree(settings.DATA_DIR / name, ignore_errors=True)

    def _prepare(self) -> None:
        if not settings.KEY_FILE.exists():
            call_command("create_keys", verbosity=0)
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.stdout.write("Preparing the database …")
            call_command("migrate", verbosity=0, interactive=False)
        if not User.objects.exists():
            self.stdout.write("Telling the story of かさね市:")
            tell(self.stdout.write)

    def _welcome(self) -> None:
        base = settings.BASE_URL
        self.stdout.write("")
        self.stdout.write(f"  {base}/            the public site")
        self.stdout.write(f"  {base}/portal/     the meeting portal")
        self.stdout.write(f"  {base}/demo/mail/  the mail people got")
        self.stdout.write(
            f"  {base}/editorial/  the editors' desk (roles editor, section_head, division_head, operator)"
        )
        self.stdout.write("")
        self.stdout.write(f"  Everybody's password: {PASSWORD}")
        self.stdout.write("  role         mail                          code now")
        for person in CAST:
            if person.joined:
                user = User.objects.filter(email=person.email).first()
                code = code_now(user)[0] if user else ""
                self.stdout.write(f"  {person.role:<12} {person.email:<29} {code}  {person.family} {person.given}")
        self.stdout.write("")
        where = "" if settings.DATA_DIR == settings.BASE_DIR / ".data" else f" KASANE_DATA={settings.DATA_DIR}"
        self.stdout.write(f"  The next code:  make code who=coordinator{where}     Stop: Ctrl-C", ending="\n\n")
        self.stdout.flush()
