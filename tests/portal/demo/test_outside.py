"""The demo's conveniences do not exist for a real city."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.http import Http404
from django.urls import reverse

from portal.demo import facts, views
from portal.demo.codes import NotHere, account
from portal.mfa import clock as codes

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> dict[str, str]:
    """The environment of a real city, with harmless values and no database."""
    data = tmp_path_factory.mktemp("city")
    return {
        "PATH": os.environ["PATH"],
        "KASANE_MODE": "production",
        "KASANE_DATA": str(data),
        "KASANE_BASE_URL": "https://kasane.example",
        "ALLOWED_HOSTS": "kasane.example",
        "SECRET_KEY": "only-for-the-tests-" + "0123456789abcdef" * 3,
        "DATABASE_URL": f"sqlite:///{data / 'none.sqlite3'}",
    }


def manage(environment, *words) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300
    )


@pytest.mark.parametrize("words", [
    ("demo",), ("demo", "--fresh"), ("demo_code", "coordinator"), ("demo_cookie", "coordinator"), ("demo_facts",),
])  # fmt: skip
def test_every_command_refuses_in_production(city, words):
    answer = manage(city, *words)
    assert answer.returncode != 0
    assert "CommandError" in answer.stderr
    assert "KASANE_MODE=demo" in answer.stderr
    assert answer.stdout == ""
    assert list(Path(city["KASANE_DATA"]).iterdir()) == []  # nothing was begun, nothing forgotten


def test_the_pages_have_no_address_in_production(city):
    asked = """
from django.urls import NoReverseMatch, resolve, reverse
for name, more in (("mail", []), ("letter", ["a"]), ("part", ["a", 1])):
    try:
        print(reverse("demo:" + name, args=more))
    except NoReverseMatch:
        print("absent")
print(resolve("/demo/mail/").view_name)
"""
    answer = manage(city, "shell", "--no-imports", "-c", asked)
    assert answer.stdout.split() == ["absent", "absent", "absent", "wagtail_serve"], answer.stderr


def test_a_start_without_a_mode_is_production(city):
    answer = manage({name: value for name, value in city.items() if name != "KASANE_MODE"}, "demo")
    assert "CommandError" in answer.stderr


@pytest.mark.parametrize("missing", ["SECRET_KEY", "KASANE_BASE_URL", "ALLOWED_HOSTS"])
def test_production_has_no_value_of_the_demo_to_fall_back_on(city, missing):
    answer = manage({name: value for name, value in city.items() if name != missing}, "check")
    assert answer.returncode != 0
    assert f"{missing} must be set" in answer.stderr


def test_the_functions_refuse_by_themselves(settings, rf):
    settings.DEMO = False
    with pytest.raises(NotHere):
        account("coordinator")
    with pytest.raises(NotHere):
        facts.facts()
    with pytest.raises(NotHere):
        facts.cookie("coordinator")
    for view, more in ((views.mail, ()), (views.letter, ("a.eml",)), (views.part, ("a.eml", 1))):
        with pytest.raises(Http404):
            view(rf.get("/"), *more)


def test_the_clock_of_codes_is_not_set_apart_outside_the_demo(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    (tmp_path / codes.OFFSET_FILE).write_text("100000")
    apart = codes.now()
    settings.DEMO = False
    assert apart - codes.now() > 90000


def test_inside_the_demo_they_are_there(client):
    assert client.get(reverse("demo:mail")).status_code == 200
    assert client.get(reverse("demo:letter", args=["../../etc/passwd".replace("/", "%2F")])).status_code == 404
