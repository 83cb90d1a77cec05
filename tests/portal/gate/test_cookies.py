"""Every cookie that a city's server sets: for this host alone, over TLS, out of reach of scripts and of other sites."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.migrated import fetch_migrated

ROOT = Path(__file__).resolve().parents[3]
# In a process of its own: names and flags are settled when the settings are read.
VISIT = """
import django; django.setup()
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
from portal.accounts.models import User
User.objects.create_user("a@kasane.example", "fuyu no asa ni cha wo nomu")
browser = Client(headers={"host": "kasane.example"})
login = {"email": "a@kasane.example", "password": "fuyu no asa ni cha wo nomu"}
answers = [
    browser.get("/portal/enter/", secure=True),
    browser.post("/portal/language/", {"language": "en"}, secure=True),
    browser.post("/portal/enter/", login, secure=True),
    browser.post("/portal/enter/leave/", secure=True),
]
for answer in answers:
    for cookie in answer.cookies.values():
        print(cookie.OutputString())
"""


@pytest.fixture(scope="module")
def cookies(tmp_path_factory, django_db_setup) -> list[str]:
    """What a browser is given on its way in and out of a server behind TLS."""
    data = tmp_path_factory.mktemp("city")
    told = {"PATH", "HOME", "LANG", "PYTHONPATH"}
    environment = {
        **{name: value for name, value in os.environ.items() if name in told},
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "KASANE_MODE": "production",
        "KASANE_BASE_URL": "https://kasane.example",
        "ALLOWED_HOSTS": "kasane.example",
        "SECRET_KEY": "only-for-this-test-" + "0123456789abcdef" * 3,
        "KASANE_DATA": str(data),
        "DATABASE_URL": f"sqlite:///{data / 'city.sqlite3'}",
    }
    fetch_migrated(data / "city.sqlite3")
    create = [sys.executable, "manage.py", "create_keys"]
    subprocess.run(create, cwd=ROOT, env=environment, check=True, capture_output=True)
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "-v0"]
    subprocess.run(collect, cwd=ROOT, env=environment, check=True, capture_output=True)
    ran = subprocess.run(
        [sys.executable, "-c", VISIT], cwd=ROOT, env=environment, check=False, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr[-3000:]
    return ran.stdout.splitlines()


def test_session_language_notices_and_form_token_are_all_set(cookies):
    assert {line.partition("=")[0] for line in cookies} == {
        "__Host-sid",
        "__Host-csrf",
        "__Host-language",
        "__Host-notices",
    }


def test_each_is_for_this_host_over_tls_and_out_of_reach(cookies):
    deleted = [line for line in cookies if "Max-Age=0" in line]  # an empty cookie has no use for a stranger
    wrong = {}
    for line in cookies:
        parts = {part.strip().lower() for part in line.split(";")[1:]}
        wanted = {"secure", "path=/", "samesite=lax"} | ({"httponly"} if line not in deleted else set())
        if missing := wanted - parts or {part for part in parts if part.startswith("domain")}:
            wrong[line.partition("=")[0]] = missing
    assert wrong == {}
