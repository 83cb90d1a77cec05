"""The key file: readable by one account, written once, asked for in plain words."""

import base64
import json
import stat
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from portal.crypto.box import seal, unseal
from portal.crypto.checks import key_file_is_safe, keys_lie_apart
from portal.crypto.keyfile import (
    STILLNESS,
    KeyStillInUse,
    add_sealing_key,
    add_signing_key,
    create_key_file,
    drop_sealing_key,
    fresh_keys,
)
from portal.crypto.seals import sign, verify


def test_only_its_owner_reads_it(tmp_path):
    file = tmp_path / "below" / "keys.json"
    create_key_file(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_installations_have_different_keys(tmp_path):
    create_key_file(tmp_path / "a.json")
    create_key_file(tmp_path / "b.json")
    a, b = (json.loads((tmp_path / name).read_text()) for name in ("a.json", "b.json"))
    assert a["sealing"]["k1"] != b["sealing"]["k1"]
    assert a["signing"] != b["signing"]


def test_it_is_never_overwritten(tmp_path, settings):
    settings.KEY_FILE = tmp_path / "keys.json"
    call_command("create_keys", verbosity=0)
    before = settings.KEY_FILE.read_bytes()
    with pytest.raises(FileExistsError):
        create_key_file(settings.KEY_FILE)
    with pytest.raises(CommandError, match="never overwritten"):
        call_command("create_keys", verbosity=0)
    assert settings.KEY_FILE.read_bytes() == before


def test_without_it_the_reader_is_told_how_to_make_one(tmp_path, settings):
    settings.KEY_FILE = tmp_path / "none.json"
    with pytest.raises(ImproperlyConfigured, match=r"none\.json.*manage\.py create_keys"):
        seal(b"words", "here")


def test_a_retired_key_still_opens_what_it_sealed(tmp_path, settings):
    settings.KEY_FILE = tmp_path / "first.json"
    create_key_file(settings.KEY_FILE)
    sealed = seal(b"words", "here")
    content = json.loads(settings.KEY_FILE.read_text())
    create_key_file(tmp_path / "other.json")
    content["sealing"]["k2"] = json.loads((tmp_path / "other.json").read_text())["sealing"]["k1"]
    content["current"] = "k2"
    settings.KEY_FILE = tmp_path / "second.json"
    settings.KEY_FILE.write_text(json.dumps(content))
    assert unseal(sealed, "here") == b"words"
    assert seal(b"words", "here")[1:3] == b"k2"


@pytest.mark.parametrize("shape", ["json", "base64"])
def test_keys_may_come_from_the_environment(settings, tmp_path, shape):
    out = StringIO()
    call_command("create_keys", "--print", stdout=out)
    settings.KEY_FILE = tmp_path / "none.json"
    settings.KEYS = out.getvalue() if shape == "json" else base64.b64encode(out.getvalue().encode()).decode()
    assert unseal(seal(b"words", "here"), "here") == b"words"
    assert not settings.KEY_FILE.exists()


@pytest.mark.parametrize(
    "value", ["nonsense", "{}", '{"current": "k2"}', "e30=", '{"current":"k1","sealing":{"k1":"AA=="}}']
)
def test_keys_that_cannot_be_read_stop_everything_and_are_not_printed(settings, value):
    settings.KEYS = value
    with pytest.raises(ImproperlyConfigured, match="KASANE_KEYS") as told:
        seal(b"words", "here")
    assert value not in str(told.value)


def test_a_short_key_is_no_key(settings):
    keys = fresh_keys()
    keys["sealing"]["k1"] = base64.b64encode(b"x" * 16).decode()
    settings.KEYS = json.dumps(keys)
    with pytest.raises(ImproperlyConfigured, match="32 bytes"):
        seal(b"words", "here")


def test_a_changed_file_is_read_without_a_restart(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "keys.json"
    create_key_file(settings.KEY_FILE)
    before = seal(b"words", "here")
    assert add_sealing_key(settings.KEY_FILE) == "k2"
    assert seal(b"words", "here").startswith(b"\x02k2")
    assert unseal(before, "here") == b"words"
    assert stat.S_IMODE(settings.KEY_FILE.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["keys.json"]


def test_a_key_is_dropped_only_after_the_stillness_and_never_the_current_one(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "keys.json"
    create_key_file(settings.KEY_FILE)
    add_sealing_key(settings.KEY_FILE)
    for name, why in (("k2", "current"), ("k1", "Try again after")):
        with pytest.raises(KeyStillInUse, match=why):
            drop_sealing_key(settings.KEY_FILE, name)
    content = json.loads(settings.KEY_FILE.read_text())
    content["current_since"] = (datetime.now(tz=UTC) - STILLNESS).isoformat()
    settings.KEY_FILE.write_text(json.dumps(content))
    drop_sealing_key(settings.KEY_FILE, "k1")
    assert set(json.loads(settings.KEY_FILE.read_text())["sealing"]) == {"k2"}


def test_old_seals_stay_valid_when_the_signing_key_changes(settings, tmp_path):
    settings.KEY_FILE = tmp_path / "keys.json"
    create_key_file(settings.KEY_FILE)
    private = json.loads(settings.KEY_FILE.read_text())["signing"]
    record = {"id": "1"}
    old = sign("pledge", record)
    assert add_signing_key(settings.KEY_FILE) == "s2"
    new = sign("pledge", record)
    assert (old[:3], new[:3]) == ("s1:", "s2:")
    assert verify("pledge", record, old)
    assert verify("pledge", record, new)
    assert not verify("pledge", record, old.replace("s1:", "s2:"))
    assert not verify("pledge", {"id": "2"}, old)
    assert private not in settings.KEY_FILE.read_text()  # nobody can sign with it any more


@pytest.mark.parametrize(("mode", "found"), [(0o600, []), (0o640, ["crypto.E001"]), (0o604, ["crypto.E001"])])
def test_a_key_file_that_others_can_read_stops_the_start(settings, tmp_path, mode, found):
    settings.KEY_FILE = tmp_path / "keys.json"
    create_key_file(settings.KEY_FILE)
    settings.KEY_FILE.chmod(mode)
    assert [message.id for message in key_file_is_safe(None)] == found


@pytest.mark.parametrize(("place", "found"), [("keys.json", 1), ("below/keys.json", 1), ("../elsewhere/keys.json", 0)])
def test_keys_beside_the_database_are_warned_of(settings, tmp_path, monkeypatch, place, found):
    data = tmp_path / "data"
    data.mkdir()
    settings.KEY_FILE = (data / place).resolve()
    monkeypatch.setitem(settings.DATABASES, "default", {"ENGINE": "django.db.backends.sqlite3", "NAME": data / "x.db"})
    assert len(keys_lie_apart(None)) == found
