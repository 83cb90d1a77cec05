"""The Japanese catalogue is complete, that of easy Japanese sound, and the checks that say so can fail."""

from pathlib import Path

import polib
import pytest
from django.apps import apps

from tools import messages

LOCALE = messages.ROOT / "locale"


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


def test_the_easy_catalogue_holds_words_of_public_pages_with_readings():
    assert list(messages.easy_faults(messages.collected(), messages.kept(po=messages.EASY_PO))) == []


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_no_word_of_the_desk_is_left_in_english(domain):
    """What Wagtail's own Japanese catalogues lack stands in ours, and what we say in other words."""
    path = LOCALE / "wagtail/ja/LC_MESSAGES" / f"{domain}.po"
    ours = said_in(path)
    otherwise = {(each.msgctxt, each.msgid) for each in polib.pofile(str(path)) if each.tcomment}
    lacking, needed = [], set()
    for app in apps.get_app_configs():
        if app.name.startswith("wagtail"):
            folder = Path(app.path) / "locale"
            theirs = said_in(folder / f"ja/LC_MESSAGES/{domain}.po")
            for word in said_in(folder / f"en/LC_MESSAGES/{domain}.po", translated=False) - theirs:
                needed.add(word)
                lacking += [f"{app.name}: {word}"] * (word not in ours)
    assert lacking == []
    assert ours - needed - otherwise == set()


def said_in(path, *, translated=True):
    """Context and words of each message of a catalogue; none where there is none."""
    entries = polib.pofile(str(path)) if path.exists() else []
    return {(each.msgctxt, each.msgid) for each in entries if each.translated() or not translated}


def test_what_wagtail_lacks_keeps_its_placeholders():
    wrong = []
    for path in sorted((LOCALE / "wagtail/ja/LC_MESSAGES").glob("*.po")):
        catalogue = polib.pofile(str(path))
        for entry in catalogue:
            wrong += messages.placeholders(entry, path.name)
    assert wrong == []


PUBLIC = {
    "msgid": "Print %(n)s",
    "msgstr": "%(n)sを紙《かみ》に 出《だ》す",
    "occurrences": [("cms/templates/a.html", "")],
}


@pytest.mark.parametrize(
    ("code", "easy", "fault"),
    [
        (PUBLIC, PUBLIC, None),
        (PUBLIC, None, None),
        (PUBLIC | {"occurrences": [("portal/a.py", "")]}, PUBLIC, "no longer in the public pages: 'Print %(n)s'"),
        (PUBLIC, PUBLIC | {"msgstr": "%(n)sを印刷《いんさつ》する人"}, "no reading on 人: 'Print %(n)s'"),
        (PUBLIC, PUBLIC | {"msgstr": "だす"}, "placeholders differ ['%(n)s']: 'Print %(n)s' (easy Japanese)"),
    ],
)
def test_a_fault_of_easy_words_is_named(code, easy, fault):
    found = list(messages.easy_faults(catalogue(code), catalogue(*filter(None, [easy]))))
    assert found == ([fault] if fault else [])


def test_a_catalogue_is_compiled_only_when_newer(tmp_path):
    folder = tmp_path / "locale" / "ja" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue({"msgid": "Hello", "msgstr": "こんにちは"}).save(str(folder / "django.po"))
    assert messages.compile_catalogues(tmp_path) == [folder / "django.mo"]
    assert messages.compile_catalogues(tmp_path) == []
    assert polib.mofile(str(folder / "django.mo"))[0].msgstr == "こんにちは"
