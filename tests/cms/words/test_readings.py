"""ふりがな台帳: readings of words for every page in Japanese."""

import pytest
from django.core.exceptions import ValidationError

from cms.seed.readings import ensure_readings, listed
from cms.words.access import readings
from cms.words.models import Reading
from cms.words.ruby import with_ruby

RUBY = "<ruby>{}<rp>（</rp><rt>{}</rt><rp>）</rp></ruby>"


def read(words, list_of_readings=None):
    return with_ruby(f"<html><body><p>{words}</p></body></html>", list_of_readings or listed())[
        len("<html><body><p>") :
    ][: -len("</p></body></html>")]


@pytest.fixture
def the_list(db):
    ensure_readings()


@pytest.mark.parametrize(
    ("words", "ruby"),
    [
        ("相談する", RUBY.format("相談", "そうだん") + "する"),
        ("一人で行う", RUBY.format("一人", "ひとり") + "で" + RUBY.format("行", "おこな") + "う"),
        ("お知らせ", "お" + RUBY.format("知", "し") + "らせ"),
        ("重層的支援会議", RUBY.format("重層的支援会議", "じゅうそうてきしえんかいぎ")),
    ],
)
def test_a_listed_word_is_read(words, ruby):
    assert read(words) == ruby


@pytest.mark.parametrize("words", ["8050", "10人", "12月5日", "（火）", "80代"])
def test_what_a_list_cannot_know_is_left_alone(words):
    assert read(words) == words


@pytest.mark.parametrize(
    "html",
    [
        "<svg><svg><path/></svg><text>相談</text></svg>",
        '<svg><svg viewBox="0 0 1 1"/><text>相談</text></svg>',
        "<svg><title>相談</title><text>相談</text></svg>",
        "<option>相談</option>",
    ],
)
def test_a_drawing_and_a_choice_carry_words_alone(html):
    assert read(html + "相談") == html + RUBY.format("相談", "そうだん")


def test_a_written_reading_wins_over_the_list():
    assert read("今日《こんにち》", {"今日": "きょう"}) == RUBY.format("今日", "こんにち")


def test_the_list_of_the_starter_content_is_well_formed():
    words = listed()
    assert len(words) >= 1_500
    for word, reading in words.items():
        Reading(word=word, reading=reading).clean_fields()


@pytest.mark.parametrize(("word", "reading"), [("8050", "はちまるごーまる"), ("ひらがな", "ひらがな"), ("市", "shi")])
def test_a_reading_that_makes_no_sense_is_refused(word, reading):
    with pytest.raises(ValidationError):
        Reading(word=word, reading=reading).clean_fields()


def test_readings_cost_no_query(the_list, django_assert_num_queries):
    readings()
    with django_assert_num_queries(0):
        assert readings()["相談"] == "そうだん"


def test_a_changed_reading_is_read_anew(the_list):
    assert readings()["山手"] == "やまて"
    entry = Reading.objects.get(word="山手")
    entry.reading = "やまのて"
    entry.save()
    assert readings()["山手"] == "やまのて"
    entry.delete()
    assert "山手" not in readings()


def test_words_that_editors_took_out_do_not_come_back(the_list):
    Reading.objects.get(word="相談").delete()
    ensure_readings()
    assert not Reading.objects.filter(word="相談").exists()


def test_who_read_while_the_list_was_laid_down_reads_it_after_the_commit(
    db, monkeypatch, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ensure_readings()
        with monkeypatch.context() as meanwhile:  # a request that sees nothing of this transaction
            meanwhile.setattr(readings, "read", dict)
            assert readings() == {}
    assert "相談" in readings()


def test_a_page_carries_ruby_and_its_title_does_not(client, site, the_list):
    html = client.get("/kaigi/futatsu/").content.decode()
    assert "<rt>じゅうそうてきしえんかいぎ</rt>" in html
    head = html.partition("<body")[0]
    assert "<ruby>" not in head
    assert "《" not in html
