"""The Japanese catalogue is complete, and the check that says so can fail."""

import polib
import pytest

from tools import messages


def catalogue(*entries):
    made = polib.POFile()
    made.extend(polib.POEntry(**entry) for entry in entries)
    return made


HELLO = {"msgid": "Hello %(name)s", "msgstr": "こんにちは、%(name)sさん", "occurrences": [("portal/a.py", "")]}


def test_the_japanese_catalogue_is_complete():
    assert list(messages.faults(messages.collected(), messages.kept())) == []


@pytest.mark.parametrize(
    ("code", "kept", "fault"),
    [
        (HELLO, HELLO, None),
        (HELLO, None, "not collected: 'Hello %(name)s' (portal/a.py)"),
        (HELLO | {"msgstr": ""}, HELLO, "not translated: 'Hello %(name)s' (portal/a.py)"),
        (HELLO | {"flags": ["fuzzy"]}, HELLO, "not translated: 'Hello %(name)s' (portal/a.py)"),
        (HELLO | {"msgstr": "さん"}, HELLO, "placeholders differ ['%(name)s']: 'Hello %(name)s' (portal/a.py)"),
        (None, HELLO, "no longer in the code: 'Hello %(name)s'"),
    ],
)
def test_a_fault_is_named(code, kept, fault):
    found = list(messages.faults(catalogue(*filter(None, [code])), catalogue(*filter(None, [kept]))))
    assert found == ([fault] if fault else [])


def test_a_catalogue_is_compiled_only_when_newer(tmp_path):
    folder = tmp_path / "locale" / "ja" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue({"msgid": "Hello", "msgstr": "こんにちは"}).save(str(folder / "django.po"))
    assert messages.compile_catalogues(tmp_path) == [folder / "django.mo"]
    assert messages.compile_catalogues(tmp_path) == []
    assert polib.mofile(str(folder / "django.mo"))[0].msgstr == "こんにちは"
