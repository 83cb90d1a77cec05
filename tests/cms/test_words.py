"""The starter content keeps to the words of public-ui.md: short sentences, no filler, no numbers that a record holds."""

import re

import pytest
from django.template import Context, Template

from cms.seed.ja import PAGES
from cms.seed.offices import OFFICES
from cms.templatetags.kasanete import tel

FILLER = ["お気軽", "寄り添", "誰一人", "懲役", "対象者", "事例", "ケース", "こちら", "！", "!", "等"]
LAW_NAMES = ["障害者総合支援法"]


def words_of(value, name=""):
    """Every string of an entry with the name of its field."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from words_of(inner, key)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from words_of(inner, name)
    elif isinstance(value, str) and not value.startswith(("page:", "office:", "document:", "district:")):
        yield name, value


def plain(words):
    """Without readings and tags; a tag of a block ends a sentence."""
    words = re.sub("《[^》]*》", "", words)
    return re.sub("<[^>]*>", "\n", re.sub(r"</?(?:b|a)\b[^>]*>", "", words))


def told(entry):
    yield "title", entry.title
    yield "lead", plain(entry.lead)
    for point in entry.key_points:
        yield "key point", point
    for name, words in words_of(entry.body):
        yield name, plain(words)


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path)
def test_a_page_is_written_as_a_counsellor_speaks(entry):
    for name, words in told(entry):
        kept = words
        for law in LAW_NAMES:
            kept = kept.replace(law, "")
        assert [word for word in [*FILLER, "障害"] if word in kept] == [], words
        assert [each for each in re.split("[。\n]", words) if len(each) > 50] == []
        assert name != "answer" or len(words) <= 120, words


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path)
def test_numbers_that_a_record_holds_are_not_typed(entry):
    for _name, words in told(entry):
        assert not re.search(r"\d{2,4}-\d{2,4}-\d{3,4}|#\d{4}|第\d+条", words), words


def test_a_lead_is_short_and_titles_are_unique():
    assert [entry.path for entry in PAGES if len(plain(entry.lead)) > 90] == []
    titles = [entry.title for entry in PAGES]
    assert sorted(titles) == sorted(set(titles))
    assert len(PAGES) >= 25


def test_four_pages_and_more_say_that_a_meeting_may_share_without_consent():
    told_on = {entry.path for entry in PAGES if any("同意の前" in words for _name, words in told(entry))}
    assert {"/", "/kaigi/futatsu/", "/kaigi/shien/", "/kaigi/joho/"} <= told_on


def test_every_office_speaks_three_languages():
    assert len(OFFICES) >= 12
    for key, office in OFFICES.items():
        for name in ("name", "sentence", "hours", "place", "access"):
            if office.get(name):
                assert office.get(f"{name}_easy"), (key, name)
                assert office.get(f"{name}_en"), (key, name)


def test_a_number_with_a_hash_can_be_called():
    assert tel("#7119") == "%237119"
    assert Template('{% load kasanete %}{{ "0000-00-1234"|tel }}').render(Context()) == "0000001234"
