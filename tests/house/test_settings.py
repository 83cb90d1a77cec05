"""A setting is named in three places: where it is read, in .env.example and in docs/deploy.md."""

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal.env import env_days, env_str

ROOT = Path(__file__).resolve().parents[2]
READERS = {"env_str", "env_int", "env_days", "env_bool", "env_path", "env_workers"}


def read_settings():
    """The name of every environment variable that the settings read."""
    calls = (
        node for node in ast.walk(ast.parse((ROOT / "portal/settings.py").read_text())) if isinstance(node, ast.Call)
    )
    return {
        call.args[0].value
        for call in calls
        if isinstance(call.func, ast.Name) and call.func.id in READERS and isinstance(call.args[0], ast.Constant)
    }


def test_env_example_names_exactly_the_settings_read():
    named = re.findall(r"^#? ?([A-Z][A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(read_settings())


def test_deploy_page_names_exactly_the_settings_read():
    named = re.findall(r"^\| `([A-Z][A-Z_]+)` \|", (ROOT / "docs/deploy.md").read_text(), re.MULTILINE)
    assert sorted(named) == sorted(read_settings())


def test_only_the_readers_look_into_the_environment():
    apps = (path for app in ("portal", "meetings", "minutes", "cms") for path in (ROOT / app).rglob("*.py"))
    found = {
        str(path.relative_to(ROOT))
        for path in apps
        if "node_modules" not in path.parts and re.search(r"os\.(environ|getenv)\b", path.read_text())
    }
    # asgi.py names the settings module, as every Django project does.
    assert found - {"portal/asgi.py"} == {"portal/env.py"}


@pytest.mark.parametrize(
    ("mode", "address"),
    [("demo", "https://kasane.example"), ("demo", "http://10.0.0.5:8000"), ("production", "http://kasane.example")],
)
def test_an_address_that_would_lay_the_portal_open_stops_the_start(mode, address):
    city = {"PATH": os.environ["PATH"], "KASANE_MODE": mode, "KASANE_BASE_URL": address}
    city |= {"ALLOWED_HOSTS": "*", "SECRET_KEY": "x" * 60}
    asked = [sys.executable, "-c", "import portal.settings"]
    answer = subprocess.run(asked, cwd=ROOT, env=city, capture_output=True, text=True, check=False)
    assert answer.returncode != 0
    assert "KASANE_BASE_URL must" in answer.stderr


@pytest.mark.parametrize(("argv", "named", "redis", "starts"), [
    (["--workers", "2"], "", "", False), (["--workers=3"], "", "", False), ([], "2", "", False),
    (["--workers", "1"], "4", "", True), ([], "", "", True), (["--workers", "2"], "", "redis://127.0.0.1:6379/0", True),
])  # fmt: skip
def test_several_workers_do_not_start_without_redis(argv, named, redis, starts):
    city = {"PATH": os.environ["PATH"], "KASANE_MODE": "demo", "REDIS_URL": redis}
    city |= {"WEB_CONCURRENCY": named} if named else {}
    asked = [sys.executable, "-c", "import portal.settings", *argv]
    answer = subprocess.run(asked, cwd=ROOT, env=city, capture_output=True, text=True, check=False)
    assert (answer.returncode == 0) == starts
    assert starts or "REDIS_URL" in answer.stderr


def test_a_value_that_must_be_there_may_not_be_empty(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "")
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY must be set"):
        env_str("SECRET_KEY")


@pytest.mark.parametrize(("said", "days"), [(None, (14, 3)), ("", ()), ("7", (7,)), (" 30, 1 ", (30, 1))])
def test_days_are_read_from_a_list(monkeypatch, said, days):
    monkeypatch.delenv("REMIND_ANSWER_DAYS", raising=False)
    if said is not None:
        monkeypatch.setenv("REMIND_ANSWER_DAYS", said)
    assert env_days("REMIND_ANSWER_DAYS", "14,3") == days


@pytest.mark.parametrize("said", ["0", "31", "x", "3;1", "-1", "1.5"])
def test_a_day_that_is_none_stops_the_start(monkeypatch, said):
    monkeypatch.setenv("REMIND_ANSWER_DAYS", said)
    with pytest.raises(ImproperlyConfigured):
        env_days("REMIND_ANSWER_DAYS", "14,3")
