"""The pages in やさしい日本語 and in English keep the rules of their language (public-ui.md §8, domain.md §4.5)."""

import re
from html import unescape

import pytest

from cms.seed import easy, en, ja
from cms.seed.en.home import JAPANESE_NAME
from cms.words.ruby import without_readings
from tools.messages import unread

LONGEST = 24  # characters of a sentence in やさしい日本語, without spaces and readings
NO_WORDS = {"anchor", "button_page", "drawing", "icon", "key", "line", "offices", "page", "scene", "support", "type"}
JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]+")


def words_of(entry):
    """Every text of an entry that a reader sees."""
    texts = [entry.title, entry.lead, *entry.key_points]
    waiting = [entry.fields, entry.body]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            waiting += [inner for name, inner in value.items() if name not in NO_WORDS]
        elif isinstance(value, list | tuple):
            waiting += value
        elif isinstance(value, str) and not value.startswith(("page:/", "office:")):
            texts.append(value)
    return texts


@pytest.mark.parametrize("pages", [easy.PAGES, en.PAGES])
def test_a_page_stands_where_its_japanese_page_does_and_is_of_its_kind(pages):
    kinds = {entry.path: entry.kind for entry in ja.PAGES}
    assert {entry.path: entry.kind for entry in pages}.items() <= kinds.items()


def test_each_kanji_has_a_reading_in_easy_japanese():
    assert [text for entry in easy.PAGES for text in words_of(entry) if unread(text)] == []


def test_a_sentence_in_easy_japanese_says_one_thing():
    plain = [without_readings(re.sub(r"<[^>]+>", "\n", text)) for entry in easy.PAGES for text in words_of(entry)]
    sentences = [re.sub(r"\s", "", sentence) for text in plain for sentence in re.split(r"[。\n]", text)]
    assert [sentence for sentence in sentences if len(sentence) > LONGEST] == []


@pytest.mark.parametrize("hard", ["ございます", "いただ", "いたします", "なければ", "ないと"])
def test_easy_japanese_has_neither_honorifics_nor_double_negation(hard):
    plain = [without_readings(text) for entry in easy.PAGES for text in words_of(entry)]
    assert [text for text in plain if hard in text] == []


def test_english_pages_hold_no_japanese_but_the_name_to_show():
    texts = [text.replace(JAPANESE_NAME, "") for entry in en.PAGES for text in words_of(entry)]
    assert [text for text in texts if JAPANESE.search(text)] == []


def test_english_pages_say_what_the_law_lets_and_name_both_meetings():
    texts = " ".join(text for entry in en.PAGES for text in words_of(entry))
    assert not re.search(r"\bshall\b", texts)
    needed = ("Support Meeting", "Plan Review Meeting", "without consent", "The law lets")
    assert [words for words in needed if words not in texts] == []


def shown(html):
    """The words in the body of a page, without drawings and the names of languages."""
    body = re.sub(r"<(svg|script|textarea)\b.*?</\1>", "", html.partition("<body")[2], flags=re.DOTALL)
    return re.sub(r'<(a|b)[^>]* lang="[^"]*"[^>]*>.*?</\1>', "", body)


def test_no_easy_page_shows_kanji_without_reading(client, site):
    found = []
    for entry in easy.PAGES:
        body = shown(client.get(f"/ja-simple{entry.path}").content.decode())
        words = re.sub(r"<[^>]+>", "", re.sub(r"<ruby>.*?</ruby>", "", body))
        found += [(entry.path, line) for line in words.split("\n") if unread(line) or "《" in line]
    assert found == []


def test_no_english_page_shows_japanese_but_the_name_to_show(client, site):
    found = []
    for entry in en.PAGES:
        words = unescape(re.sub(r"<[^>]+>", "", shown(client.get(f"/en{entry.path}").content.decode())))
        found += [(entry.path, *JAPANESE.findall(words.replace(JAPANESE_NAME, "")))]
    assert [each for each in found if len(each) > 1] == []
