"""決裁記録: who let a page pass, when, with which words, and what changed."""

import pytest
from django.urls import reverse

from cms.desk.approval.changes import changes
from tests.cms.desk.pages import SOMEWHERE, edit, explainer, with_text
from tests.cms.desk.test_approval import act, approval, asked, division_head, fresh, section_head  # noqa: F401
from tests.cms.desk.words import block, page


def told(before, after):
    return [[(line.kind, line.words) for line in group] for group in changes(before, after)]


def test_only_what_changed_is_told_with_a_line_around_it():
    before = page(block(text="一\n二\n三\n四\n五"))
    after = page(block(text="一\n二\n三の改め\n四\n五"))
    assert told(before, after) == [[("same", "二"), ("gone", "三"), ("new", "三の改め"), ("same", "四")]]
    assert told(before, before) == []


def test_a_new_page_is_told_whole_and_rich_text_as_words():
    after = page(block(text="<p>相談<b>できます</b></p><ul><li>電話</li></ul>", rich=("text",)))
    assert told(None, after) == [[("new", "相談できます"), ("new", "電話")]]


def test_a_block_that_moved_down_is_not_a_change():
    one, two = block(name="図1", text="いち"), block(name="図2", text="いち")
    assert told(page(one), page(two)) == []


@pytest.fixture
def approved(desk, section_head, division_head, cast, site):  # noqa: F811
    changed = with_text(explainer(site), SOMEWHERE)
    asked(desk, cast, changed)
    act(section_head, fresh(changed), cast.former, comment="読みました")
    act(division_head, fresh(changed), cast.other_body, comment="よろしい")
    return fresh(changed)


def test_the_record_names_who_when_and_what(desk, cast, approved):
    listed = desk.get(reverse("desk:records", args=[approved.pk])).content.decode()
    address = reverse("desk:record", args=[approved.workflow_states.get().pk])
    assert address in listed
    assert reverse("desk:records", args=[approved.pk]) in desk.get(edit(approved)).content.decode()
    html = desk.get(address).content.decode()
    for words in (cast.editor.full_name, cast.former.full_name, cast.other_body.full_name, "読みました", "よろしい"):
        assert words in html
    assert "<ins>秘密を守るきまりを読めます。</ins>" in html
    assert "<del>お金はかかりますか</del>" in html
    assert "<script" not in html


def test_who_may_not_edit_the_page_finds_no_record(cast, approved):
    number = approved.workflow_states.get().pk
    for door in (reverse("desk:record", args=[number]), reverse("desk:records", args=[approved.pk])):
        answer = cast.client_of(cast.member).get(door)
        assert (answer.status_code, answer.headers.get("Location", "")[:8]) == (302, "/portal/")


@pytest.mark.parametrize("door", ["desk:record", "desk:records"])
def test_there_is_no_record_of_nothing(desk, door):
    assert desk.get(reverse(door, args=[999])).status_code == 404
