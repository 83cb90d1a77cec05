import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from minutes.documents.content import (
    AGENDA_HEADINGS,
    Decision,
    Heading,
    ListBlock,
    Next,
    Paragraph,
    RoleRow,
    Roles,
    Run,
    Source,
    Statement,
    Table,
    Unknown,
    blocks,
    canonical,
    from_canonical,
    seed_agenda,
    state,
)

SAMPLE = (
    Heading(1, (Run("論点"),)),
    Paragraph((Run("同居の"), Run("母𠮷", True), Run("と\n二人暮らし"))),
    Paragraph(),
    ListBlock(True, ((Paragraph((Run("一"),)), Paragraph((Run("続き"),))), (Paragraph((Run("二"),)),))),
    Statement("大西", "地域包括支援センター かさね東", (Paragraph((Run("週に二度うかがっています。"),)),)),
    Decision(1, (Paragraph((Run("三つの機関で支える。"),)),)),
    Roles((RoleRow("谷川", "社会福祉協議会", "通帳の預かりを相談する", "2026-12-10"), RoleRow("", "", "", ""))),
    Next("2026-12-18", (Paragraph((Run("往診のようすを聞く。"),)),)),
    Source("母", "電話", "2026-11-20", (Paragraph((Run("薬が切れた。"),)),)),
    Decision(2, (Paragraph((Run("月末にもう一度集まる。"),)),)),
    Table(
        True,
        ((Paragraph((Run("日"),)), Paragraph((Run("したこと", True),))), (Paragraph(), Paragraph((Run("一\n二"),)))),
    ),
    Paragraph(
        (
            Run("神戸", ruby="かんべ"),
            Run("さんは"),
            Run("市の", link="https://kasane.example/?a=1&b=2"),
            Run("窓口", True, "https://kasane.example/?a=1&b=2", "まどぐち"),
            Run("へ"),
        )
    ),
)

LETTERS = st.text("あ神𠮷😀がa(< &\n", min_size=1, max_size=8)
WORDS = st.text('大西𠮷\ufa10 <&"a', max_size=8)


def _merged(pairs):
    """Runs as blocks() gives them: neighbours differ in kind, and a line break bears nothing."""
    runs: list[Run] = []
    for text, *kind in pairs:
        for letter in text:
            one = Run(letter) if letter == "\n" else Run(letter, *kind)
            if runs and replace(runs[-1], text=letter) == one:
                runs[-1] = replace(one, text=runs[-1].text + letter)
            else:
                runs.append(one)
    return tuple(runs)


ADDRESSES = st.sampled_from(
    ["", "https://kasane.example/a?b=c&d", "mailto:madoguchi@kasane.example", "tel:0990-12-3456"]
)
READINGS = st.sampled_from(["", "かんべ", "<b>"])
RUNS = st.lists(st.tuples(LETTERS, st.booleans(), ADDRESSES, READINGS), max_size=4).map(_merged)
PARAGRAPH = st.builds(Paragraph, RUNS)
PARAGRAPHS = st.lists(PARAGRAPH, max_size=3).map(tuple)
ROW = st.builds(RoleRow, WORDS, WORDS, WORDS, st.sampled_from(["", "2026-12-10"]))
BLOCK = st.one_of(
    PARAGRAPH,
    st.builds(Heading, st.integers(1, 3), RUNS),
    st.builds(ListBlock, st.booleans(), st.lists(PARAGRAPHS, max_size=3).map(tuple)),
    st.builds(Statement, WORDS, WORDS, PARAGRAPHS),
    st.builds(Decision, st.just(0), PARAGRAPHS),
    st.builds(Roles, st.lists(ROW, max_size=3).map(tuple)),
    st.builds(Next, WORDS, PARAGRAPHS),
    st.builds(Source, WORDS, WORDS, WORDS, PARAGRAPHS),
    st.builds(Table, st.booleans(), st.lists(PARAGRAPHS, max_size=3).map(tuple)),
    st.builds(Unknown, st.just("vote"), WORDS),
)


def _numbered(some):
    numbers = iter(range(1, len(some) + 1))
    return tuple(Decision(next(numbers), b.paragraphs) if isinstance(b, Decision) else b for b in some)


BLOCKS = st.lists(BLOCK, max_size=6).map(_numbered)


def document(*children):
    doc: Doc[Any] = Doc()
    fragment = doc.get("minutes", type=XmlFragment)
    for child in children:
        fragment.children.append(child)
    return doc


def an(tag: str, attributes: dict[str, Any], children: list[Any] | None = None) -> XmlElement:
    """An element whose attributes are not all text, as browsers send them."""
    return XmlElement(tag, attributes, children)


def test_a_whole_document_comes_back():
    stored = state(agenda=SAMPLE[:3], minutes=SAMPLE)
    assert blocks(stored, "agenda") == SAMPLE[:3]
    assert blocks(stored, "minutes") == SAMPLE


@settings(deadline=None)
@given(BLOCKS, BLOCKS)
def test_any_blocks_come_back(agenda, minutes):
    stored = state(agenda=agenda, minutes=minutes)
    assert blocks(stored, "agenda") == agenda
    assert blocks(stored, "minutes") == minutes
    assert from_canonical(canonical(minutes)) == minutes


@pytest.mark.parametrize("stored", [b"", Doc().get_update(), state()])
def test_an_empty_document_has_no_blocks(stored):
    assert blocks(stored, "agenda") == blocks(stored, "minutes") == ()


def test_what_is_no_update_is_refused():
    with pytest.raises(ValueError):
        blocks(b"\xff\xff\xff", "minutes")


def test_a_new_agenda_asks_three_questions():
    assert blocks(seed_agenda(), "agenda") == tuple(
        block for words in AGENDA_HEADINGS for block in (Heading(1, (Run(words),)), Paragraph())
    )
    assert blocks(seed_agenda(), "minutes") == ()


def test_the_seed_applied_twice_is_there_once():
    assert seed_agenda() == seed_agenda()
    doc: Doc[Any] = Doc()
    doc.apply_update(seed_agenda())
    doc.apply_update(seed_agenda())
    assert doc.get_update() == seed_agenda()


@pytest.mark.parametrize(
    ("node", "expected"),
    [
        (XmlText("地の文"), Paragraph((Run("地の文"),))),
        (XmlElement("vote", {}, [XmlElement("cell", {}, [XmlText("甲")]), XmlText("乙")]), Unknown("vote", "甲\n乙")),
        (
            XmlElement("table", {}, [
                XmlText("裸"),
                XmlElement("tableRow", {}, [XmlElement("paragraph", {}, [XmlText("段落")]), XmlElement("x", {}, [XmlText("字")])]),
            ]),
            Table(False, ((Paragraph((Run("裸"),)),), (Paragraph((Run("段落"),)), Paragraph((Run("字"),))))),
        ),
        (an("heading", {"level": 9}, [XmlText("題")]), Heading(3, (Run("題"),))),
        (XmlElement("heading", {"level": "2"}), Heading(2)),
        (XmlElement("heading", {"level": "nan"}), Heading(1)),
        (an("heading", {"level": 1e400}), Heading(1)),
        (XmlElement("heading"), Heading(1)),
        (an("statement", {"speaker": 3, "agency": None}), Statement("", "")),
        (XmlElement("decision", {}, [XmlText("裸")]), Decision(1, (Paragraph((Run("裸"),)),))),
        (
            XmlElement("bulletList", {}, [XmlElement("listItem", {}, [XmlElement("image"), XmlElement("x", {}, [XmlText("字")])])]),
            ListBlock(False, ((Paragraph(), Paragraph((Run("字"),))),)),
        ),
        (XmlElement("roles", {}, [XmlText("裸")]), Roles((RoleRow("", "", "裸", ""),))),
        (XmlElement("paragraph", {}, [XmlElement("mention", {}, [XmlText("名")])]), Paragraph((Run("名"),))),
    ],
)  # fmt: skip
def test_what_is_not_expected_keeps_its_words(node, expected):
    assert blocks(document(node).get_update(), "minutes") == (expected,)


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "", 7, None, {"a": 1}, "https://a@b.example/"]
)
def test_a_link_that_leads_nowhere_good_is_only_words(href):
    stored = document(XmlElement("paragraph", {}, [XmlText("窓口")]))
    stored.get("minutes", type=XmlFragment).children[0].children[0].format(0, 6, {"link": {"href": href}})
    assert blocks(stored.get_update(), "minutes") == (Paragraph((Run("窓口"),)),)


@pytest.mark.parametrize("value", [True, "かんべ", {"reading": 7}, {}])
def test_a_reading_that_is_none_is_left_out(value):
    stored = document(XmlElement("paragraph", {}, [XmlText("神戸")]))
    stored.get("minutes", type=XmlFragment).children[0].children[0].format(0, 6, {"ruby": value})
    assert blocks(stored.get_update(), "minutes") == (Paragraph((Run("神戸"),)),)


def test_in_an_act_readings_and_addresses_are_spelled_out():
    row = XmlElement("role", {"who": "大西"}, [XmlText("神戸さんへ窓口の紙")])
    stored = document(XmlElement("roles", {}, [row]))
    text = stored.get("minutes", type=XmlFragment).children[0].children[0].children[0]
    text.format(0, 6, {"ruby": {"reading": "かんべ"}})
    text.format(15, 21, {"link": {"href": "https://kasane.example/"}})
    assert blocks(stored.get_update(), "minutes") == (
        Roles((RoleRow("大西", "", "神戸（かんべ）さんへ窓口（https://kasane.example/）の紙", ""),)),
    )


def test_depth_does_not_matter():
    doc = document(XmlElement("x"))
    node = doc.get("minutes", type=XmlFragment).children[0]
    for _ in range(2000):
        node.children.append(XmlElement("x"))
        node = node.children[0]
    node.children.append(XmlText("底"))
    assert blocks(doc.get_update(), "minutes") == (Unknown("x", "底"),)


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.sampled_from(["あ", "い", "𠮷", "-", ""])), max_size=25))
def test_how_it_was_typed_leaves_no_trace(edits):
    """Letters put in and taken out in any order hash like the same letters typed at once."""
    doc = document(XmlElement("paragraph", {}, [XmlText("")]))
    text = doc.get("minutes", type=XmlFragment).children[0].children[0]
    letters: list[str] = []
    for place, letter in edits:
        at = place % (len(letters) + 1)
        octets = len("".join(letters[:at]).encode())
        if letter:
            text.insert(octets, letter)
            letters.insert(at, letter)
        elif at < len(letters):
            del text[octets : octets + len(letters.pop(at).encode())]
    once = (Paragraph(_merged([("".join(letters), False)])),)
    assert canonical(blocks(doc.get_update(), "minutes")) == canonical(once)


def test_weight_given_and_taken_leaves_no_trace():
    doc = document(XmlElement("paragraph", {}, [XmlText("大事なこと"), XmlText("です")]))
    text = doc.get("minutes", type=XmlFragment).children[0].children[0]
    text.format(0, 6, {"bold": {}})
    text.format(0, 6, {"bold": None})
    text.format(6, 9, {"bold--a1b2c3": {}})
    assert blocks(doc.get_update(), "minutes") == (
        Paragraph((Run("大事"), Run("な", True), Run("ことです"))),
    )  # fmt: skip


def test_the_canonical_form_letter_by_letter():
    assert canonical((Heading(1, (Run("か\u3099"),)), Roles((RoleRow("a", "b", "c", ""),)))) == (
        '{"blocks":[{"level":1,"runs":[{"bold":false,"text":"が"}],"type":"heading"},'
        '{"rows":[{"agency":"b","due":"","what":"c","who":"a"}],"type":"roles"}],"schema":1}'
    )


def test_the_canonical_form_of_a_source_and_the_next_time():
    heard = (Paragraph((Run("薬"),)),)
    assert canonical((Source("母", "電話", "2026-11-20", heard), Next("2026-12-18", ()))) == (
        '{"blocks":[{"day":"2026-11-20","how":"電話","informant":"母","paragraphs":[[{"bold":false,"text":"薬"}]],'
        '"type":"source"},{"day":"2026-12-18","paragraphs":[],"type":"next"}],"schema":1}'
    )


def test_the_canonical_form_of_every_kind_can_be_read_back():
    assert from_canonical(canonical((*SAMPLE, Unknown("vote", "甲")))) == (*SAMPLE, Unknown("vote", "甲"))


def test_the_canonical_form_of_a_table_a_link_and_a_reading():
    word = Paragraph((Run("母", link="tel:110", ruby="は\u3099は"), Run("へ")))
    assert canonical((Table(True, ((word, Paragraph()), ())),)) == (
        '{"blocks":[{"header":true,"rows":[[[{"bold":false,"link":"tel:110","ruby":"ばは","text":"母"},'
        '{"bold":false,"text":"へ"}],[]],[]],"type":"table"}],"schema":1}'
    )


def test_what_is_confirmed_says_where_a_link_leads_and_how_a_word_is_read():
    """Words that look alike and lead elsewhere, or are read otherwise, are other words."""
    kinds = [Run("母"), Run("母", link="tel:110"), Run("母", link="tel:119"), Run("母", ruby="はは"), Run("母（はは）")]
    tables = [Table(False, ((Paragraph((run,)),),)) for run in kinds]
    flat = [Table(False, ((Paragraph((Run("母"),)), Paragraph()),)), Table(False, ((Paragraph((Run("母"),)),), ()))]
    told = [canonical((block,)) for block in [*map(Paragraph, [(run,) for run in kinds]), *tables, *flat, Table(True)]]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("name", ["髙橋", "山﨑", "\ufa10本", "\ufa19谷", "𠮷田"])
def test_a_name_keeps_its_form(name):
    """U+FA10 and U+FA19 would become other characters in plain NFC."""
    assert from_canonical(canonical((Statement(name, ""),))) == (Statement(name, ""),)


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "null", '{"schema":2,"blocks":[]}', '{"schema":1,"blocks":[{"type":"x"}]}',
     '{"schema":1,"blocks":[{}]}', '{"schema":1,"blocks":[{"type":"roles","rows":[{"a":1}]}]}'],
)  # fmt: skip
def test_other_text_is_not_a_document(text):
    with pytest.raises(ValueError):
        from_canonical(text)


def test_keys_are_in_order():
    read = json.loads(canonical(SAMPLE), object_pairs_hook=lambda pairs: [key for key, _ in pairs])
    assert read == sorted(read)


def test_an_empty_line_has_its_text_already():
    """Two people who begin it at the same time write into one text; two texts would be joined by both, and stand twice."""
    doc: Doc = Doc()
    doc.apply_update(seed_agenda())
    lines = [child for child in doc.get("agenda", type=XmlFragment).children if child.tag in ("paragraph", "heading")]
    assert lines
    assert all(isinstance(each, XmlText) for line in lines for each in line.children)
    assert all(len(line.children) == 1 for line in lines)
