"""Queries are taken apart into words, and no text whatever makes the search stumble."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.search.asked import NOTHING, Lexicon, ask, sounds_of, variants_of
from cms.search.marks import excerpt, marked, words_to_mark
from cms.search.normal import fold, without_readings
from cms.search.pieces import parts
from cms.search.score import Candidate, scores
from cms.search.stem import stem
from cms.search.terms import FTS5, TSQUERY, all_of, any_of
from cms.search.tokens import tokens
from cms.words.ruby import in_kana

VARIANTS = variants_of([(["引きこもり", "ひきこもり"], ["家から出"]), (["障害", "障がい"], [])])
READINGS = {"学校": "がっこう", "行け": "いけ", "食べ": "たべ", "会議": "かいぎ", "海技": "かいぎ", "木": "き"}
LEXICON = Lexicon(
    VARIANTS,
    sounds_of(
        variants_of([(["学校に行けない", "不登校"], ["家族の世話"])]), READINGS, lambda word: in_kana(word, READINGS)
    ),
)
NASTY = st.one_of(
    st.text(),
    st.text(alphabet="\"'*():-^{}[]\\&|!<>~`%_,.;=#@/\0 aAzZ09あア亜ー・、。《》｜ｶﾞ８👪"),
    st.sampled_from(
        ['"', "'", "* OR *", "NEAR(a b)", "a AND NOT b", "title:a", "支援' & '会議", "\0", "👨‍👩‍👧", "あ" * 10_000]
    ),
)


@pytest.fixture
def by_script(monkeypatch):
    """Without a dictionary, whether one is installed or not; ``test_words`` is for that."""
    monkeypatch.setattr("cms.search.words.DICTIONARY", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ヒキコモリ", "ひきこもり"),
        ("ﾔﾝｸﾞｹｱﾗｰ", "ヤングケアラ"),
        ("ＤＶ", "dv"),
        ("８０５０", "8050"),
        ("コンピューター", "コンピュータ"),
        ("サ－ビス", "サービス"),
        ("㈱", "(株)"),
        ("髙橋", "高橋"),
    ],
)
def test_what_is_written_in_two_ways_is_one(one, other):
    assert fold(one) == fold(other)


def test_a_short_word_keeps_its_long_vowel():
    assert fold("カー") == "かー"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("支援会議《しえんかいぎ》とは", "支援会議とは"),
        ("｜支援会議《しえんかいぎ》とは", "支援会議とは"),
        ("<ruby>支援<rp>（</rp><rt>しえん</rt><rp>）</rp></ruby>会議", " 支援 会議"),
    ],
)
def test_readings_are_no_words(text, plain):
    assert without_readings(text) == plain


def test_spaced_japanese_is_read_as_without_spaces():
    assert tokens("あなたの ことを　話す ことが あります") == tokens("あなたのことを話すことがあります")


@pytest.mark.parametrize(
    ("one", "other"),
    [("meetings", "meeting"), ("counselling", "counselled"), ("families", "family"), ("payed", "paying")],
)
def test_english_endings_go(one, other):
    assert stem(one) == stem(other)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("親の介護と子育てで疲れた", ["親", "介護", "子育", "疲れ*"]),
        ("お金がなくて困っています", ["お金", "困っ*"]),
        ("支援会議とは何ですか", ["支援会議"]),
        ("ひきこもりの息子", ["ひきこもり", "息子"]),
        ("電気代 滞納", ["電気代", "滞納"]),
        ("ヤングケアラー", ["やんぐけあら"]),
        ("いじめ", ["いじめ"]),
        ("ＤＶ", ["dv"]),
    ],
)
def test_the_words_of_a_query(query, words, by_script):
    found = [piece for part in parts(query, VARIANTS.keys()) for piece in part.pieces]
    assert sorted(each.text + ("" if each.strong else "*") for each in found) == sorted(words)


def test_a_variant_is_asked_for_in_all_its_ways():
    terms = all_of(ask("障がい者手帳", LEXICON), FTS5)
    for word in ("障がい者手帳", "障害者手帳"):
        assert tokens(word).rpartition(" ")[0] in terms


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("がっこう", ["学校"]),
        ("がっこうがつらい", ["学校"]),
        ("ｶﾞｯｺｳ", ["学校"]),
        ("がっこうにいけない", ["学校に行けない", "不登校", "家族の世話"]),
        ("かいぎ", ["会議", "海技"]),
    ],
)
def test_kana_alone_asks_for_what_sounds_so(query, found):
    terms = all_of(ask(query, LEXICON), FTS5)
    assert [word for word in found if tokens(word).rpartition(" ")[0] not in terms] == []


@pytest.mark.parametrize(
    ("query", "word"), [("がっこうの木", "学校"), ("ガッコウノート", "学校"), ("きをつけて", "木")]
)
def test_beside_other_letters_or_too_short_sounds_say_nothing(query, word, by_script):
    sounding = tokens(word).partition(" ")[0]
    assert sounding not in all_of(ask(query, LEXICON), FTS5) or word in query


@given(NASTY)
def test_only_our_own_tokens_reach_a_database(text):
    asked = ask(text, LEXICON)
    for query in (all_of(asked, FTS5), any_of(asked, FTS5)):
        assert re.fullmatch(r'(?:"[a-z]+(?: [a-z]+)*"(?: \*)?|[()]| AND | OR )*', query)
    for query in (all_of(asked, TSQUERY), any_of(asked, TSQUERY)):
        assert re.fullmatch(r"(?:'[a-z]+'(?::\*)?|[()]| & | <-> | \| )*", query)
        assert len(query) < 40_000


@given(NASTY, NASTY)
def test_no_text_makes_marks_or_points_fail(query, text):
    asked, words = ask(query, LEXICON), words_to_mark(query, LEXICON)
    assert "".join(each.text for each in marked(text, words)) == text
    assert sum(len(each.text) for each in excerpt(text, words)) <= 93
    row = Candidate(tokens(text), tokens(text), 1.0)
    assert scores(asked, [row, row, row])[0] >= 0


def a_candidate(title, first, last=""):
    return Candidate(tokens(title), tokens(f"{title}。{first}{'ほかのこと。' * 30}{last}"), 1.0)


def test_a_word_far_below_counts_less_than_one_in_the_first_sentence_however_rare_it_is():
    below = a_candidate("支援プラン", "プランのつくり方。", "父と祖母の二人暮らし。")
    first = a_candidate("学校に行けないとき", "家族の世話をしている人へ。")
    points = scores(ask("祖母 世話"), [below, first, a_candidate("用語集", "ことばの意味。")])
    assert points[1] > points[0]


@given(st.text(alphabet="支援会議重層的体制ひきこもりヤングケアラー、。", min_size=2, max_size=12).map(str.strip))
def test_a_text_is_found_by_its_own_words(text):
    asked = ask(text)
    if asked.parts:
        for phrase in asked.parts[0].whole[:1]:  # as it was typed
            for chain in phrase:
                assert f" {' '.join(chain.tokens)}" in f" {tokens(text)}"


def test_marks_stand_where_the_words_do_however_they_are_written():
    words = words_to_mark("ひきこもり", LEXICON)
    assert [each.text for each in marked("ﾋｷｺﾓﾘと引きこもりとヒキコモリ", words) if each.marked] == [
        "ﾋｷｺﾓﾘ",
        "引きこもり",
        "ヒキコモリ",
    ]
    assert [
        each.text for each in marked("ヤングケアラーとは", words_to_mark("ヤングケアラ", NOTHING)) if each.marked
    ] == ["ヤングケアラー"]


def test_an_excerpt_starts_with_a_sentence_where_one_is_near():
    text = "はじめの文です。" * 20 + "ここで支援会議を開きます。おわりです。"
    assert "".join(each.text for each in excerpt(text, ["支援会議"])).startswith("ここで支援会議")
