"""How every test starts: demo mode, a data directory of its own, nothing left behind."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import hypothesis
import pytest

from tests.migrated import fetch_migrated, store_migrated

# Before Django reads its settings. DATABASE_URL and REDIS_URL stay as the caller set them.
DATA_DIR = Path(tempfile.mkdtemp(prefix="kasane-tests-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
os.environ["KASANE_MODE"] = "demo"
os.environ["KASANE_DATA"] = str(DATA_DIR)
os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
if os.environ.get("REDIS_URL") and (worker := os.environ.get("PYTEST_XDIST_WORKER", "")):
    # beside each other, but not in each other's bells
    os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{worker.removeprefix('gw')}"

pytest_plugins = ["tests.browser", "tests.cast"]


# how long an example takes says how busy the machine is, nothing about us
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


def pytest_configure() -> None:
    """Start Django now: pytest-django had its chance before this file could say how."""
    import django

    django.setup()
    # Workers inherit the environment and would read the settings before this file told them where their data lies.
    del os.environ["DJANGO_SETTINGS_MODULE"]


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """A database file instead of SQLite's memory, so that threads meet at the same locks as in the field."""
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(DATA_DIR / "tests.sqlite3")
        fetch_migrated(DATA_DIR / "tests.sqlite3")


@pytest.fixture(scope="session")
def django_db_keepdb(request, django_db_modify_db_settings):
    """Keep the database that was fetched: Django looks over its migrations instead of running them all."""
    return request.config.option.reuse_db or (DATA_DIR / "tests.sqlite3").exists()


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Leave the migrated database for the next run, and what migrations wrote for after each emptying."""
    from django.db import connection

    from tests.emptying import set_aside

    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            store_migrated(connection)
        set_aside()


@pytest.fixture(autouse=True)
def _in_japanese():
    """Every test begins in Japanese and leaves no language behind: pages and commands switch it for their thread."""
    from django.utils import translation

    with translation.override("ja"):
        yield


@pytest.fixture(scope="session", autouse=True)
def _emptying_between_tests():
    """The database itself keeps the record's rows. Between tests all go but what migrations wrote: for that alone the
    triggers are lifted.

    A server process may still write what is done after its last socket: then once more from the beginning.
    """
    from django.db import IntegrityError, OperationalError, transaction
    from django.db.backends.base.operations import BaseDatabaseOperations

    from portal.audit.protection import lifted
    from tests.emptying import of_what_is_there, put_back

    empty = BaseDatabaseOperations.execute_sql_flush

    def with_hands_free(operations: BaseDatabaseOperations, statements: list[str]) -> None:
        for last in (False, False, True):
            try:
                with lifted(), transaction.atomic():
                    empty(operations, of_what_is_there(statements))
                    put_back()
                return
            except (IntegrityError, OperationalError):
                if last:
                    raise

    BaseDatabaseOperations.execute_sql_flush = with_hands_free
    yield
    BaseDatabaseOperations.execute_sql_flush = empty


@pytest.fixture(scope="session", autouse=True)
def _static_files_listed_once():
    """They stay as they are while tests run: a client's handler of its own need not look for each of them again."""
    from servestatic.middleware import ServeStaticMiddleware

    look = ServeStaticMiddleware.add_files_from_finders
    seen: list[ServeStaticMiddleware] = []

    def as_seen(middleware: ServeStaticMiddleware) -> None:
        if not seen:
            look(middleware)
            seen.append(middleware)
        middleware.files, middleware.directories = dict(seen[0].files), list(seen[0].directories)

    ServeStaticMiddleware.add_files_from_finders = as_seen
    yield
    ServeStaticMiddleware.add_files_from_finders = look
