"""One thing has one word on screen: those that docs/glossary.md and the design fixed, and none of their rivals."""

import re

import pytest
from django.utils import translation

from portal.audit.sentences import SENTENCES
from tools import messages

FIXED = {  # what is not said, and what is said instead
    "登録コード": "設定コード",
    "認証コード": "確認コード",
    "ワンタイムパスワード": "確認コード",
    "確認の手段": "端末",
    "緊急閲覧": "緊急の閲覧",
    "誓約の台帳": "誓約の一覧",
    "議事録": "会議録",
}
MACHINE = ("エラー", "不正", "無効", "セッション", "トークン", "認証に失敗")  # no words of a helpful colleague
POLITE = re.compile(r"(です|ます|ました|ません|ませんでした)(（.+）)?$")


def said():
    """Every Japanese text of the catalogue."""
    return [text for entry in messages.kept() for text in (entry.msgstr, *entry.msgstr_plural.values())]


@pytest.mark.parametrize(("rival", "word"), FIXED.items())
def test_a_thing_has_one_word(rival, word):
    assert [text for text in said() if rival in text] == [], f"say {word}"


@pytest.mark.parametrize("word", MACHINE)
def test_no_machine_words(word):
    assert [text for text in said() if word in text] == []


def test_each_act_is_said_politely():
    japanese = {entry.msgid: entry.msgstr for entry in messages.kept()}
    with translation.override("en"):
        acts = [japanese[str(words)] for words in SENTENCES.values()]
    assert [act for act in acts if not POLITE.search(act)] == []
