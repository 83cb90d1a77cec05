"""決裁: a page goes out once 係長 and 課長 let it pass, and everybody hears when it is their turn."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.core import mail as django_mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import TaskState, Workflow, WorkflowPage
from wagtail.snippets.models import get_snippet_models

from cms.desk.approval.roles import KEPT
from cms.desk.approval.services import ensure_approval
from cms.search.models import SearchCount, SearchVariant
from portal.accounts.desk_roles import GROUPS, DeskRole
from portal.audit.models import AuditEvent
from portal.outbox.models import OutboxMail
from tests.cms.desk.forms import form_of
from tests.cms.desk.pages import NOWHERE, SOMEWHERE, edit, explainer, with_text


@pytest.fixture
def approval(cast, site):
    """The two steps; 係長 is who is otherwise a former member, 課長 who sits in another body."""
    workflow = ensure_approval()
    cast.former.groups.add(Group.objects.get(name=GROUPS[DeskRole.SECTION_HEAD]))
    cast.other_body.groups.add(Group.objects.get(name=GROUPS[DeskRole.DIVISION_HEAD]))
    return workflow


@pytest.fixture
def section_head(cast, approval):
    return cast.client_of(cast.former)


@pytest.fixture
def division_head(cast, approval):
    return cast.client_of(cast.other_body)


def asked(desk, cast, page, **more):
    """The editor hands the page in."""
    return desk.post(edit(page), form_of(page, cast.editor, **{"action-submit": "1"} | more), follow=True)


def act(client, page, user, name="approve", comment=""):
    """Who looks at it lets it pass or sends it back, by the door of the list."""
    state = page.current_workflow_task_state
    door = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, name, state.pk])
    return client.post(door, {"comment": comment})


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def letters():
    from email import message_from_bytes, policy

    read = [message_from_bytes(bytes(m.content), policy=policy.default) for m in OutboxMail.objects.filter(kind="desk")]
    return [(str(m["To"]), str(m["Subject"]), m.get_content()) for m in read]


def test_a_page_goes_out_by_both(desk, section_head, division_head, cast, site):
    page = with_text(explainer(site), SOMEWHERE)
    asked(desk, cast, page)
    assert "秘密を守るきまり" not in str(fresh(page).body.raw_data[:])
    act(section_head, fresh(page), cast.former, comment="読みました")
    assert "秘密を守るきまり" not in str(fresh(page).body.raw_data[:])
    act(division_head, fresh(page), cast.other_body)
    assert "秘密を守るきまり" in str(fresh(page).body.raw_data[:])
    people = [to for to, _subject, _text in letters()]
    assert [any(user.email in to for to in people) for user in (cast.former, cast.other_body, cast.editor)] == [
        True
    ] * 3
    assert len(people) == 3
    assert django_mail.outbox == []


def test_a_letter_says_what_to_do_and_where(desk, section_head, cast, site):
    page = with_text(explainer(site), SOMEWHERE)
    asked(desk, cast, page)
    ((to, subject, text),) = letters()
    assert cast.former.email in to
    assert subject == f"ページの確認をお願いします：{page.title}"
    assert f"/editorial/pages/{page.pk}/edit/" in text
    assert cast.editor.full_name in text


def test_what_is_sent_back_comes_with_the_words(desk, section_head, cast, site):
    page = with_text(explainer(site), SOMEWHERE)
    asked(desk, cast, page)
    act(section_head, fresh(page), cast.former, "reject", "電話の受付時間を足してください")
    to, _subject, text = letters()[-1]
    assert cast.editor.email in to
    assert "電話の受付時間を足してください" in text


def test_an_editor_neither_publishes_nor_approves(desk, section_head, cast, site):
    page = with_text(explainer(site), SOMEWHERE)
    desk.post(edit(page), form_of(page, cast.editor, **{"action-publish": "1"}))
    assert "秘密を守るきまり" not in str(fresh(page).body.raw_data[:])
    asked(desk, cast, page)
    act(desk, fresh(page), cast.editor)
    assert fresh(page).current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS
    door = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    desk.post(f"{door}?id={page.pk}", {"include_descendants": ""})
    assert "秘密を守るきまり" not in str(fresh(page).body.raw_data[:])


def test_the_section_head_alone_lets_nothing_out(section_head, cast, site):
    page = with_text(explainer(site), SOMEWHERE)
    section_head.post(edit(page), form_of(page, cast.former, **{"action-publish": "1"}))
    assert "秘密を守るきまり" not in str(fresh(page).body.raw_data[:])


def test_who_is_asked_finds_nothing_left_to_mend(desk, section_head, cast, site):
    page = with_text(explainer(site), NOWHERE)
    answer = asked(desk, cast, page)
    assert "「こちら」だけのリンク" in answer.content.decode()
    assert fresh(page).current_workflow_state is None
    assert letters() == []


def test_a_page_that_was_spoiled_meanwhile_is_not_let_pass(desk, section_head, cast, site):
    page = with_text(explainer(site), SOMEWHERE)
    asked(desk, cast, page)
    with_text(page, NOWHERE).save_revision()
    act(section_head, fresh(page), cast.former)
    assert fresh(page).current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS
    sent = form_of(fresh(page).get_latest_revision_as_object(), cast.former)
    sent |= {"action-workflow-action": "1", "workflow-action-name": "approve"}
    section_head.post(edit(page), sent)
    assert fresh(page).current_workflow_task_state.status == TaskState.STATUS_IN_PROGRESS


def test_what_was_changed_after_a_step_goes_through_it_again(desk, section_head, division_head, cast, site):
    page = with_text(explainer(site), SOMEWHERE)
    asked(desk, cast, page)
    act(section_head, fresh(page), cast.former)
    with_text(page, SOMEWHERE.replace("秘密", "ひみつ")).save_revision()
    act(division_head, fresh(page), cast.other_body)
    assert fresh(page).current_workflow_task.name == "係長の確認"
    assert "ひみつ" not in str(fresh(page).body.raw_data[:])


def test_an_approved_page_waits_for_its_hour(desk, section_head, division_head, cast, site):
    page = with_text(explainer(site), SOMEWHERE)
    later = timezone.localtime() + timedelta(days=2)
    asked(desk, cast, page, go_live_at=later.strftime("%Y-%m-%d %H:%M"))
    act(section_head, fresh(page), cast.former)
    act(division_head, fresh(page), cast.other_body)
    assert "秘密を守るきまり" not in str(fresh(page).body.raw_data[:])
    assert fresh(page).scheduled_revision is not None
    assert "承認されました" in letters()[-1][2]


@pytest.mark.django_db
def test_the_steps_are_put_in_place_once(site):
    first = ensure_approval()
    first.workflow_tasks.first().task.specific.groups.clear()
    assert ensure_approval().pk == first.pk
    assert [task.name for task in first.tasks] == ["係長の確認", "課長の決裁"]
    assert not first.workflow_tasks.first().task.specific.groups.exists()  # what a city changed stays
    assert WorkflowPage.objects.get().workflow == first


def test_another_workflow_of_the_city_stays(site):
    ensure_approval()
    own = Workflow.objects.create(name="部長まで")
    WorkflowPage.objects.update(workflow=own)
    ensure_approval()
    assert WorkflowPage.objects.get().workflow == own


@pytest.mark.parametrize(
    ("role", "verb"),
    [("writer", "editor.appointed"), ("section-head", "approver.appointed"), ("division-head", "approver.appointed")],
)
def test_the_host_appoints_and_dismisses(cast, role, verb):
    call_command("editor", cast.member.email, "--role", role)
    assert [group.name for group in cast.member.groups.all()] == [GROUPS[DeskRole(role)]]
    assert AuditEvent.objects.latest("at").verb == verb
    call_command("editor", cast.member.email, "--remove")
    assert not cast.member.groups.exists()


def test_an_unchanged_form_of_news_is_passed_on_and_not_begun_anew(desk, section_head, division_head, cast, site):
    """News has a day whose default is a function: Django would call every form of it changed."""
    page = site.pages["ja", "/oshirase/nenmatsu-2026/"]
    asked(desk, cast, page, title="年末年始の相談窓口")
    for head, user in ((section_head, cast.former), (division_head, cast.other_body)):
        waiting = fresh(page).get_latest_revision_as_object()
        form = form_of(waiting, user, **{"action-workflow-action": "1", "workflow-action-name": "approve"})
        head.post(edit(page), form, follow=True)
    assert fresh(page).title == "年末年始の相談窓口"
    assert not fresh(page).workflow_in_progress


def test_who_may_write_news_begins_at_a_button(desk, division_head, cast, site):
    address = reverse("wagtailadmin_pages:add", args=["cms", "newspage", site.pages["ja", "/oshirase/"].pk])
    assert f'href="{address}"' in desk.get("/editorial/").content.decode()


def rights_on(group, model):
    """The codenames of a group's rights on a table of the site, without the table's name."""
    given = Group.objects.get(name=group).permissions.filter(content_type__app_label="cms", content_type__model=model)
    return {codename.partition("_")[0] for codename in given.values_list("codename", flat=True)}


@pytest.mark.parametrize("group", sorted(GROUPS.values()))
@pytest.mark.parametrize(("model", "verbs"), [
    ("searchcount", {"view"}), ("searchvariant", {"add", "change", "delete", "view"}), ("office", {"add", "change", "view"}),
    ("sitewords", {"change", "view"}), ("approvalstep", set()), ("linkcheck", set()), ("visitcount", set()),
])  # fmt: skip
def test_everybody_at_the_desk_keeps_what_people_write_and_nobody_what_is_counted(site, group, model, verbs):
    assert rights_on(group, model) == verbs


def test_every_record_that_the_desk_lists_has_its_rights_named(site):
    listed = {model._meta.label_lower for model in get_snippet_models() if model._meta.app_label == "cms"}
    assert listed <= set(KEPT)
    named = Permission.objects.filter(codename__in=[f"{v}_{t.partition('.')[2]}" for t, vs in KEPT.items() for v in vs])
    assert named.count() == sum(map(len, KEPT.values()))


def test_what_was_searched_for_is_read_and_not_rewritten(desk, site):
    row = SearchCount.objects.create(day=timezone.localdate(), language="ja", words="支援会議", times=3, found=1)
    assert "支援会議" in desk.get(reverse("wagtailsnippets_cms_searchcount:list")).content.decode()
    door = reverse("wagtailsnippets_cms_searchcount:edit", args=[row.pk])
    sent = {"day": "2026-01-01", "language": "ja", "words": "ほかのことば", "times": 0, "found": 9}
    desk.post(door, sent)
    assert list(SearchCount.objects.values_list("words", "times")) == [("支援会議", 3)]


def test_a_search_word_is_taken_out_by_who_is_at_the_desk(section_head, site):
    row = SearchVariant.objects.create(words="ぷるぷる", instead="生活保護")
    section_head.post(reverse("wagtailsnippets_cms_searchvariant:delete", args=[row.pk]))
    assert not SearchVariant.objects.filter(pk=row.pk).exists()
