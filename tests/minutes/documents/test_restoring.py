"""An edit that makes a document read as before, and touches nothing else."""

import pytest
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from minutes.documents import content
from minutes.documents.blocks import Decision, Heading, ListBlock, Paragraph, RoleRow, Roles, Run, Statement
from minutes.documents.restoring import restoring


def p(*runs):
    return Paragraph(tuple(Run(*run) if isinstance(run, tuple) else Run(run) for run in runs))


def after(state, edit):
    doc: Doc = Doc()
    doc.apply_update(state)
    doc.apply_update(edit)
    return doc


def read(state, part="minutes"):
    return content.blocks(state, part)


THEN = [
    Heading(2, (Run("論点𠮷野家"),)),
    p("訪問は", ("火曜日", True), "に\n決まった。"),
    ListBlock(True, ((p("一"), p("二")), (p("三"),))),
    Statement("大西", "包括", (p("薬が切れている。"),)),
    Decision(1, (p("電話する。"),)),
    Roles((RoleRow("大西", "包括", "電話する", "2026-12-01"),)),
    p(),
]
NOWS: tuple = ([], [p("消えた")], THEN[::-1], [*THEN[:2], p("あとから"), *THEN[2:5]])


@pytest.mark.parametrize("now", NOWS)
def test_it_reads_as_before(now):
    before, state = (
        content.state(agenda=[p("議題")], minutes=THEN),
        content.state(agenda=[p("べつの議題")], minutes=now),
    )
    restored = after(state, restoring(state, before)).get_update()
    assert read(restored) == read(before)
    assert read(restored, "agenda") == read(before, "agenda")
    assert restoring(restored, before) is None


def test_what_is_nothing_becomes_one_empty_line():
    state = content.state(agenda=[p("議題")], minutes=[p("書いた")])
    restored = after(state, restoring(state, content.state(agenda=[p("議題")]))).get_update()
    assert read(restored) == (Paragraph(),)
    assert restoring(restored, content.state(agenda=[p("議題")])) is None


def test_names_and_marks_that_this_version_does_not_know_come_back():
    doc: Doc = Doc()
    node = XmlElement("table", {"wide": True, "rows": 2.0})
    doc.get("minutes", type=XmlFragment).children.append(node)
    text = XmlText("かんじ")
    node.children.append(text)
    text.format(0, 3, {"ruby": {"text": "か"}})
    before, state = doc.get_update(), content.state(minutes=[p("べつの話")])
    made = after(state, restoring(state, before)).get("minutes", type=XmlFragment).children[0]
    assert (made.tag, dict(made.attributes)) == ("table", {"wide": True, "rows": 2.0})
    assert made.children[0].diff() == text.diff()


def test_what_reads_the_same_keeps_its_place_and_who_writes_there_loses_nothing():
    before = content.state(minutes=[p("一"), p("二"), p("三")])
    doc = after(before, b"\0\0")
    text = doc.get("minutes", type=XmlFragment).children[1].children[0]
    text += "を消した"
    state = doc.get_update()
    third = doc.get("minutes", type=XmlFragment).children[2].children[0]
    third += "に続けて書いた"  # at the same moment, in another browser
    edit = restoring(state, before)
    doc.apply_update(edit)
    assert [block.runs[0].text for block in read(doc.get_update())] == ["一", "二", "三に続けて書いた"]
