"""Change the keys while people work; killed at any moment, the same command goes on."""

from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit import services as audit
from portal.audit.setup import Setup
from portal.crypto.columns import sealed_columns
from portal.crypto.keyfile import KeyStillInUse, add_sealing_key, add_signing_key, drop_sealing_key
from portal.crypto.keys import ring
from portal.crypto.rotation import BATCH, Step, in_use, reseal

ACTOR = Setup(by="rotate_keys")


class Command(BaseCommand):
    """``manage.py rotate_keys``: a new sealing key, and everything sealed anew with it."""

    help = "Make a new sealing key current and seal every confidential value anew. Safe to interrupt and to run again."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--signing", action="store_true", help="change the signing key instead; old seals stay valid"
        )
        parser.add_argument("--retire", action="store_true", help="only take away old sealing keys that nothing uses")
        parser.add_argument("--batch", type=int, default=BATCH, help="rows in one transaction")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["signing"]:
            self._sign_anew()
        elif options["retire"]:
            self._retire()
        else:
            self._rotate(options["batch"])

    def _sign_anew(self) -> None:
        self._needs_file()
        name = add_signing_key(settings.KEY_FILE)
        audit.record(actor=ACTOR, verb="keys.signing_changed", detail=name)
        self.stdout.write(f"New seals are signed with {name}; seals by earlier keys stay valid.")

    def _rotate(self, batch: int) -> None:
        waiting = sum(column.not_sealed_with(ring().current).count() for column in sealed_columns())
        if waiting:
            self.stdout.write(f"{waiting} values are not sealed with {ring().current} yet: going on with that.")
        elif settings.KEYS:
            self.stdout.write("Everything is sealed with the current key of KASANE_KEYS.")
            return
        else:
            before = ring().current
            after = add_sealing_key(settings.KEY_FILE)
            audit.record(actor=ACTOR, verb="keys.changed", detail=f"{before} {after}")
            self.stdout.write(f"{after} is the current key; {before} still opens what it sealed.")
        self._reseal(batch)

    def _reseal(self, batch: int) -> None:
        done: Counter[str] = Counter()
        shut: dict[str, None] = {}
        for step in reseal(batch):
            done[step.column.name] += step.sealed
            shut |= dict.fromkeys(f"{step.column.name} {key}" for key in step.shut)
            self._tell(step, done[step.column.name])
        name = ring().current
        audit.record(actor=ACTOR, verb="keys.resealed", detail=f"{name} {sum(done.values())} {len(shut)}")
        self.stdout.write(f"{sum(done.values())} values sealed anew with {name}.")
        if shut:
            self.stderr.write("\n".join(["These do not open and were left as they are:", *shut]))
            raise CommandError(f"{len(shut)} values do not open. Look for the key, or for who altered them.")

    def _tell(self, step: Step, done: int) -> None:
        self.stdout.write(f"  {step.column.name}: {done} done, {step.left} left")
        self.stdout.flush()

    def _retire(self) -> None:
        self._needs_file()
        for name in [each for each in ring().sealing if each != ring().current]:
            used = in_use(name)
            if used:
                columns = ", ".join(f"{column} ({number})" for column, number in used.items())
                raise CommandError(f"{name} is still needed for {columns}. Run rotate_keys first.")
            try:
                drop_sealing_key(settings.KEY_FILE, name)
            except KeyStillInUse as error:
                raise CommandError(str(error)) from error
            audit.record(actor=ACTOR, verb="keys.retired", detail=name)
            self.stdout.write(f"{name} is gone. Backups made before the change need it: keep its copy as long as them.")

    def _needs_file(self) -> None:
        if settings.KEYS:
            raise CommandError(
                "The keys come from KASANE_KEYS: change them there (docs/operations.md), then come back."
            )
