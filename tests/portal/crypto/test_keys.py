"""The key file: readable by one account, written once, asked for in plain words."""

import json
import stat

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from portal.crypto.box import seal, unseal
from portal.crypto.keys import create_key_file


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
