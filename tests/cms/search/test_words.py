"""A dictionary parts queries where it is installed; where it is not, or fails, the search goes on without it.

SudachiPy itself is tried here, with a dictionary of some words (``sudachi.py``); with its own of 200 MB where that is installed.
"""

import logging
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given

from cms.search import words
from cms.search.asked import NOTHING, Lexicon, ask, variants_of
from cms.search.marks import words_to_mark
from cms.search.pieces import parts
from cms.search.terms import FTS5, all_of, any_of
from cms.search.tokens import tokens
from tests.cms.search.sudachi import a_dictionary
from tests.cms.search.test_pieces import NASTY, VARIANTS


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    return a_dictionary(tmp_path_factory.mktemp("sudachi"))


@pytest.fixture(params=["some words", *filter(None, [words.installed()])])
def dictionary(request, monkeypatch, opened):
    if request.param == "some words":
        use(monkeypatch, opened)
    else:
        monkeypatch.setattr(words, "DICTIONARY", request.param)


def use(patch, found):
    patch.setattr(words, "DICTIONARY", "core")
    patch.setattr(words, "_dictionary", lambda: found)


def said(query, known=()):
    found = [piece for part in parts(query, known) for piece in part.pieces]
    return [each.text + ("" if each.strong else "*") for each in found]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("親の介護と子育てで疲れた", ["親", "介護", "子育て", "疲れ*"], id="nouns are strong, verbs weak"),
        pytest.param("介護保険の申込書", ["介護保険", "申込書"], id="neighbouring nouns are one word"),
        pytest.param("不登校", ["不登校"], id="with what is set before them"),
        pytest.param("重層的支援", ["重層的支援"], id="and after"),
        pytest.param("支援第7条の77", ["支援", "7*", "条*", "77"], id="a digit is weak, and one letter that counts"),
        pytest.param("7", ["7"], id="unless nothing else is asked"),
        pytest.param("親が家から出てこない", ["親", "家", "出て*"], id="one letter goes with the next"),
        pytest.param("家賃が払わない", ["家賃", "払わ*"], id="what does not bend"),
        pytest.param("親が止まった", ["親", "止ま*"], id="in any of its forms"),
        pytest.param("親が話し合う", ["親", "話し合う*"], id="verbs that are one"),
        pytest.param("静かで怖い親", ["静か*", "怖い*", "親"], id="adjectives"),
        pytest.param("介護をしたい", ["介護"], id="to do says nothing"),
        pytest.param("何年も介護をわからない", ["介護"], id="nor how one asks"),
        pytest.param("親にどこを教えて", ["親"], id="nor pronouns"),
        pytest.param("どこ", ["どこ"], id="but something is asked for"),
        pytest.param("じゅうそうてき支援", ["じゅうそう*", "支援"], id="an unknown word in hiragana"),
        pytest.param("いえの介護", ["いえ*", "介護"], id="short words in hiragana may be a wrong guess"),
        pytest.param("これまでの障害", ["これまでの*", "障害"], id="hiragana without a sure word is as typed"),
        pytest.param("障害のある障がい", ["障害", "障がい"], id="unless it says nothing"),
        pytest.param("ひきこもりの親", ["ひきこもり", "親"], id="known words stay"),
        pytest.param("DV support", ["dv", "support"], id="Latin letters are no matter of the dictionary"),
    ],
)
def test_the_words_of_a_query(dictionary, query, expected):
    assert said(query, VARIANTS.keys()) == expected


def test_a_word_in_kana_is_found_as_dictionaries_write_it(dictionary):
    assert chain("学校") in all_of(ask("がっこうに行けない"), FTS5)
    assert "学校" in words_to_mark("がっこうに行けない", NOTHING)


def test_what_editors_say_of_that_word_holds(dictionary):
    lexicon = Lexicon(variants_of([(["学校", "スクール"], ["家族の世話"])]), {})
    terms = all_of(ask("がっこうに行けない", lexicon), FTS5)
    assert [word for word in ("すくーる", "家族の世話") if chain(word) not in terms] == []


def chain(word):
    return f'"{tokens(word).rpartition(" ")[0]}"'


def test_a_compound_is_found_by_its_words(dictionary):
    asked = ask("重層的支援")
    assert f"({chain('重層')} AND {chain('支援')})" in all_of(asked, FTS5)
    assert {chain("重層"), chain("支援")} <= set(any_of(asked, FTS5).strip("()").split(" OR "))


def test_a_word_with_something_after_it_is_asked_as_it_is_before_less_is(dictionary):
    asked = ask("支援員")
    assert all_of(asked, FTS5) == chain("支援員")
    assert chain("支援") in any_of(asked, FTS5)


@given(NASTY)
def test_no_text_stumbles_over_the_dictionary(opened, text):
    with pytest.MonkeyPatch.context() as patch:
        use(patch, opened)
        asked = ask(text, Lexicon(VARIANTS, {}))
    for query in (all_of(asked, FTS5), any_of(asked, FTS5)):
        assert re.fullmatch(r'(?:"[a-z]+(?: [a-z]+)*"(?: \*)?|[()]| AND | OR )*', query)


def test_many_ask_at_once(dictionary):
    queries = ["親の介護と子育てで疲れた", "介護保険の申込書", "支援第7条の77", "話し合う"] * 50
    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(said, queries)) == [said(query) for query in queries]


class Panic(BaseException):
    """As Rust's panics come to Python."""


class Broken:
    def __init__(self, problem):
        self.problem = problem

    def tokenizer(self, **kwargs):
        raise self.problem


@pytest.mark.parametrize("problem", [ValueError("親の介護"), Panic("親の介護")])
def test_a_search_goes_on_where_the_dictionary_fails(monkeypatch, caplog, problem):
    use(monkeypatch, Broken(problem))
    with caplog.at_level(logging.WARNING, logger=words.__name__):
        assert said("親の介護") == ["親", "介護"]
    assert type(problem).__name__ in caplog.text
    assert "介護" not in caplog.text  # what somebody asked for is nobody's business


def test_who_stops_the_server_stops_it(monkeypatch):
    use(monkeypatch, Broken(KeyboardInterrupt()))
    with pytest.raises(KeyboardInterrupt):
        said("親の介護")


@pytest.fixture
def anew():
    """The dictionary is opened once in a process: before and after these tests it is not."""
    words._dictionary.cache_clear()
    yield
    words._dictionary.cache_clear()


def test_a_dictionary_that_cannot_be_read_is_tried_once(monkeypatch, caplog, anew):
    monkeypatch.setattr(words, "DICTIONARY", "none of its sizes")
    with caplog.at_level(logging.WARNING, logger=words.__name__):
        assert [said("親の介護") for _ in range(3)] == [["親", "介護"]] * 3
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("packages", "size"),
    [
        ([], ""),
        (["sudachipy"], ""),
        (["sudachidict_core"], ""),
        (["sudachipy", "sudachidict_small"], "small"),
        (["sudachipy", "sudachidict_small", "sudachidict_core"], "core"),
    ],
)
def test_it_takes_both_packages(monkeypatch, packages, size):
    monkeypatch.setattr(words, "find_spec", lambda name: name in packages or None)
    assert words.installed() == size


def test_without_them_nothing_of_sudachi_is_asked(monkeypatch):
    use(monkeypatch, Broken(AssertionError()))
    monkeypatch.setattr(words, "DICTIONARY", "")
    assert said("親の介護と子育てで疲れた") == ["親", "介護", "子育", "疲れ*"]
