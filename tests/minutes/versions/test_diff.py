"""What changed between two states of a record, as people read it."""

from time import process_time

import pytest

from minutes.documents.blocks import (
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
)
from minutes.versions.diff import differences, passages, stretches

SIGNS = {"same": "{}", "gone": "[-{}-]", "new": "[+{}+]"}


def p(text, bold=False):
    return Paragraph((Run(text, bold),))


def marked(before, after):
    return [
        (
            each.kind,
            each.change,
            "／".join("".join(SIGNS[x.change].format(x.words) for x in line) for line in each.lines),
        )
        for each in differences(before, after)
    ]


@pytest.mark.parametrize(("before", "after", "found"), [
    ([p("訪問する。")], [p("訪問する。")], [("text", "same", "訪問する。")]),
    ([p("火曜日に訪問する。")], [p("金曜日に訪問する。")], [("text", "changed", "[-火曜日-][+金曜日+]に訪問する。")]),
    ([], [p("訪問する。")], [("text", "new", "[+訪問する。+]")]),
    ([p("訪問する。"), p("")], [], [("text", "gone", "[-訪問する。-]")]),
    ([p("訪問する。")], [p("訪問する。", True)], [("text", "form", "訪問する。")]),
    ([p("訪問する。")], [Heading(1, (Run("訪問する。"),))], [("heading", "new", "[+訪問する。+]"), ("text", "gone", "[-訪問する。-]")]),
    ([Decision(1, (p("訪問する。"),))], [Decision(1, (p("電話する。"),)), Decision(2, (p("訪問する。"),))],
     [("decision", "new", "[+電話する。+]"), ("decision", "same", "訪問する。")]),
    ([ListBlock(False, ((p("一"),), (p("三"),)))], [ListBlock(False, ((p("一"),), (p("二"),), (p("三"),)))],
     [("point", "same", "一"), ("point", "new", "[+二+]"), ("point", "same", "三")]),
    ([Statement("大西", "包括", (p("薬が切れている。"),))], [Statement("江口", "包括", (p("薬が切れている。"),))],
     [("statement", "changed", "[-大西-][+江口+]（包括）／薬が切れている。")]),
    ([Table(True, ((p("日"), p("こと")), (p("1日"), p("訪問"))))], [Table(True, ((p("日"), p("こと")), (p("1日"), p("電話"))))],
     [("row", "same", "日｜こと"), ("row", "changed", "1日｜[-訪問-][+電話+]")]),
    ([Roles((RoleRow("大西", "包括", "電話する", "2026-12-01"),))], [Roles((RoleRow("大西", "包括", "電話する", "2026-12-08"),))],
     [("role", "changed", "大西（包括）　電話する　2026-12-[-01-][+08+]")]),
    ([Table(True, ((p("日"), p("こと")), (p("火曜"), p("訪問する"))))],
     [Table(False, ((p("日"), p("こと")), (p("金曜"), p("訪問する")), (p(""), p(""))))],
     [("row", "form", "日｜こと"), ("row", "changed", "[-火曜-][+金曜+]｜訪問する")]),
    ([Paragraph((Run("窓口", link="tel:110"), Run("の神戸さんに聞く")))], [Paragraph((Run("窓口", link="tel:119"), Run("の神戸さんに聞く")))],
     [("text", "changed", "窓口（tel:[-110-][+119+]）の神戸さんに聞く")]),
    ([p("神戸さん")], [Paragraph((Run("神戸", ruby="かんべ"), Run("さん")))], [("text", "changed", "神戸[+（かんべ）+]さん")]),
])  # fmt: skip
def test_what_became_of_each_passage(before, after, found):
    assert marked(before, after) == found


def test_every_block_has_its_words():
    told = passages(
        [Next("2026-12-18", (p("ようすを聞く"),)), Source("主治医", "電話", "", (p("薬"),)), Unknown("x", "何か")]
    )
    assert [(each.kind, each.text) for each in told] == [
        ("next", "2026-12-18\nようすを聞く"), ("source", "主治医、電話\n薬"), ("other", "x\n何か"),
    ]  # fmt: skip


def test_what_did_not_change_is_folded_but_for_what_stands_beside_a_change():
    before = [p(f"{number}行目") for number in range(9)]
    after = [*before[:4], p("ちがうこと"), *before[4:]]
    parts = stretches(differences(before, after))
    assert [(each.quiet, len(each.differences)) for each in parts] == [(True, 3), (False, 3), (True, 4)]


def test_fifty_pages_are_compared_in_the_wink_of_an_eye():
    before = [p(f"{number}番目の発言。家族のようすと、これからの支援について話し合った。" * 3) for number in range(600)]
    after = [p(each.runs[0].text.replace("家族", "本人", 1)) if at % 5 == 0 else each for at, each in enumerate(before)]
    begun = process_time()
    assert sum(each.change == "changed" for each in differences(before, after)) == 120
    assert process_time() - begun < 5
