"""A PostgreSQL and a Redis of a test's own, to be stopped, killed and started at will; those of the machine are left alone."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

USER = "postgres"
PATIENCE = "30"


class Postgres:
    """One cluster in a folder of its own. ``crash`` is as if the machine's power went, but for the disk."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.name = "kasane"
        if os.geteuid() == 0:
            shutil.chown(folder, USER)
        self._run(
            "initdb", "--pgdata", self._data, "--auth=trust", f"--username={USER}", "--encoding=UTF8", "--no-sync"
        )
        self.start()

    def start(self) -> None:
        """Start and wait until it answers."""
        options = f"-p {self.port} -k {self.folder} -c listen_addresses=127.0.0.1"
        self._control("--log", str(self.folder / "log"), "--options", options, "start")

    def stop(self) -> None:
        """As an upgrade does it: whoever is connected is cut off."""
        self._control("--mode=fast", "stop")

    def crash(self) -> None:
        """End without a word; the next start recovers from the log."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self._control("--mode=immediate", "stop")

    def copy(self, database: dict[str, Any]) -> None:
        """Make a copy of a database of another cluster: its migrations need not run again."""
        secret = {**os.environ, "PGPASSWORD": database["PASSWORD"]}
        there = ["--host", database["HOST"], "--port", str(database["PORT"] or 5432), "--username", database["USER"]]
        dump = [program("pg_dump"), *there, "--no-owner", "--no-privileges", database["NAME"]]
        schema = subprocess.run(dump, env=secret, check=True, capture_output=True).stdout
        here = ["--host", "127.0.0.1", "--port", str(self.port), "--username", USER]
        subprocess.run([program("createdb"), *here, self.name], check=True)
        load = [program("psql"), *here, "--quiet", "--no-psqlrc", "--set", "ON_ERROR_STOP=1", self.name]
        subprocess.run(load, input=schema, check=True, stdout=subprocess.DEVNULL)

    @property
    def _data(self) -> str:
        return str(self.folder / "data")

    def _control(self, *words: str) -> None:
        self._run("pg_ctl", "--pgdata", self._data, "--wait", "--timeout", PATIENCE, *words)

    def _run(self, name: str, *words: str) -> None:
        """PostgreSQL refuses to run as root."""
        other: dict[str, Any] = {"user": USER, "group": USER, "extra_groups": []} if os.geteuid() == 0 else {}
        subprocess.run([program(name), *words], check=True, stdout=subprocess.DEVNULL, cwd=self.folder, **other)


class Redis:
    """One server that keeps nothing: after a kill, all that channels had in it is gone."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.process: subprocess.Popen[str] | None = None
        self.start()

    def start(self) -> None:
        """Start and wait until it answers."""
        quiet = ["--save", "", "--appendonly", "no", "--bind", "127.0.0.1", "--dir", str(self.folder)]
        command = [program("redis-server"), "--port", str(self.port), *quiet]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if "Ready to accept connections" in line:
                return
        raise AssertionError("Redis did not start")

    def kill(self) -> None:
        """As if the plug was pulled."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            self.process = None

    def forget(self) -> None:
        """Lose everything, and stay."""
        subprocess.run([program("redis-cli"), "-p", str(self.port), "flushall"], check=True, stdout=subprocess.DEVNULL)


@contextmanager
def own_redis() -> Iterator[Redis]:
    """A Redis; without its program the test fails on CI, and is skipped elsewhere."""
    _need("redis-server", "redis-cli")
    with tempfile.TemporaryDirectory(prefix="kasane-redis-") as folder:
        redis = Redis(Path(folder))
        try:
            yield redis
        finally:
            redis.kill()


@contextmanager
def own_stores() -> Iterator[tuple[Postgres, Redis]]:
    """Both; meanwhile this process uses that database, too, and so does every server process that is started."""
    _need("initdb", "pg_ctl", "pg_dump", "createdb", "psql")
    with own_redis() as redis, tempfile.TemporaryDirectory(prefix="kasane-postgres-") as folder:
        postgres = Postgres(Path(folder))
        try:
            postgres.copy(connection.settings_dict)
            with _using(postgres):
                yield postgres, redis
        finally:
            postgres.crash()


def _need(*names: str) -> None:
    lacking = [name for name in names if not program(name)]
    if lacking:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"not installed: {', '.join(lacking)}")


@contextmanager
def _using(postgres: Postgres) -> Iterator[None]:
    before = dict(connection.settings_dict)
    connection.close()
    here = {"HOST": "127.0.0.1", "PORT": postgres.port, "NAME": postgres.name, "USER": USER, "PASSWORD": ""}
    connection.settings_dict.update(here)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


def program(name: str) -> str:
    """Where a program lies: Debian keeps PostgreSQL's own beside the path. Empty where it is not installed."""
    found = [str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))]
    return shutil.which(name) or (found[-1] if found else "")


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])
