"""Whatever way leads to the public, a page with something to mend does not go it; and its draft is kept."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from cms.desk.checks.door import PublicationRefused
from tests.cms.desk.forms import form_of
from tests.cms.desk.pages import NOWHERE, SOMEWHERE, edit, explainer, with_text


@pytest.fixture
def bad(site):
    """A draft of the live explainer with a link that says nothing."""
    page = with_text(explainer(site), NOWHERE)
    page.save_revision()
    return page


def stands(page):
    """What the public reads."""
    return str(type(page).objects.get(pk=page.pk).body.raw_data[:])


def refused(answer, page):
    """The browser is back on the form, told what is wrong and where."""
    assert answer.redirect_chain[-1][0] == edit(page)
    html = answer.content.decode()
    assert "「こちら」" in html
    assert "#block-5e6f7a8b-0000-4000-8000-000000000002-section" in html
    return True


def test_the_form_refuses_and_keeps_the_draft(chief, cast, site):
    page = with_text(explainer(site), NOWHERE)
    sent = form_of(page, cast.superuser, **{"action-publish": "1"})
    assert refused(chief.post(edit(page), sent, follow=True), page)
    assert "こちら" not in stands(page)
    assert "こちら" in str(type(page).objects.get(pk=page.pk).get_latest_revision_as_object().body.raw_data[:])


def test_the_form_publishes_what_is_mended(chief, cast, site):
    page = with_text(explainer(site), SOMEWHERE)
    assert chief.post(edit(page), form_of(page, cast.superuser, **{"action-publish": "1"})).status_code == 302
    assert "秘密を守るきまり" in stands(page)


def test_a_new_page_is_refused_and_kept_as_a_draft(chief, cast, site):
    page = with_text(explainer(site), NOWHERE)
    sent = form_of(page, cast.superuser, slug="atarashii", **{"action-publish": "1"})
    door = reverse("wagtailadmin_pages:add", args=["cms", "explainerpage", page.get_parent().pk])
    answer = chief.post(door, sent, follow=True)
    new = type(page).objects.get(slug="atarashii")
    assert refused(answer, new)
    assert not new.live


def test_a_publication_in_the_future_is_refused_today(chief, cast, site):
    page = with_text(explainer(site), NOWHERE)
    later = timezone.localtime() + timedelta(days=2)
    sent = form_of(page, cast.superuser, go_live_at=later.strftime("%Y-%m-%d %H:%M"), **{"action-publish": "1"})
    assert refused(chief.post(edit(page), sent, follow=True), page)
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_the_hour_of_a_page_that_may_not_be_shown_holds_up_no_other(site, bad):
    good = with_text(type(bad).objects.get(pk=bad.pk), SOMEWHERE)
    past = timezone.now() - timedelta(minutes=1)
    first = bad.get_latest_revision()
    other = type(bad)(**{f.name: getattr(good, f.name) for f in bad._meta.fields if not f.primary_key and f.editable})
    other.title, other.slug, other.translation_key, other.live = "もう一つ", "mo-hitotsu", uuid4(), False
    other.body = good.body
    bad.get_parent().add_child(instance=other)
    second = other.save_revision()
    for revision, at in ((first, past), (second, past + timedelta(seconds=1))):
        revision.approved_go_live_at = at
        revision.save()
    call_command("publish_scheduled")
    assert "こちら" not in stands(bad)
    assert type(bad).objects.get(pk=other.pk).live
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_publishing_many_at_once_publishes_none(chief, site, bad):
    door = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    asked = f"{door}?id={bad.pk}&next=/editorial/"
    assert chief.get(asked).status_code == 200
    answer = chief.post(asked, {"include_descendants": ""}, follow=True)
    assert refused(answer, bad)
    assert "こちら" not in stands(bad)


def test_code_is_refused_too(bad):
    with pytest.raises(PublicationRefused, match="こちら"):
        bad.get_latest_revision().publish()


def test_a_draft_is_saved_whatever_is_wrong_with_it(desk, cast, site):
    page = with_text(explainer(site), NOWHERE)
    assert desk.post(edit(page), form_of(page, cast.editor)).status_code == 302
    html = desk.get(edit(page)).content.decode()
    assert 'href="#block-5e6f7a8b-0000-4000-8000-000000000002-section"' in html


def test_saving_by_itself_brings_the_panel_anew(desk, cast, site):
    page = with_text(explainer(site), NOWHERE)
    answer = desk.post(edit(page), form_of(page, cast.editor), headers={"accept": "application/json"})
    assert answer.json()["success"]
    assert "kasane-readiness" in answer.json()["html"]
    assert "こちら" in answer.json()["html"]


def test_a_new_page_has_the_panel_from_the_start(desk, site):
    door = reverse("wagtailadmin_pages:add", args=["cms", "explainerpage", explainer(site).get_parent().pk])
    assert 'data-side-panel="readiness"' in desk.get(door).content.decode()


@pytest.fixture
def spoiled(site):
    """A page that residents read and that would not be let out today: the rules came after it."""
    page = with_text(explainer(site), NOWHERE)
    type(page).objects.filter(pk=page.pk).update(body=page.body)
    return type(page).objects.get(pk=page.pk)


def copy(client, page, **ticked):
    """The form of a copy beside the page."""
    sent = {"new_title": "うつし", "new_slug": "utsushi", "new_parent_page": page.get_parent().pk} | ticked
    return client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), sent, follow=True)


@pytest.mark.parametrize("tick", ["publish_copies", "alias"])
def test_no_copy_shows_anew_what_has_something_to_mend(chief, spoiled, tick):
    assert refused(copy(chief, spoiled, **{tick: "on"}), spoiled)
    assert not Page.objects.filter(slug="utsushi").exists()


@pytest.mark.parametrize("tick", ["publish_copies", "alias"])
def test_no_page_below_is_shown_anew_either(chief, spoiled, tick):
    above = spoiled.get_parent()
    assert refused(copy(chief, above, copy_subpages="on", **{tick: "on"}), spoiled)
    assert not Page.objects.filter(slug="utsushi").exists()


def test_a_copy_that_is_a_draft_may_have_something_to_mend(chief, spoiled):
    copy(chief, spoiled)
    assert not Page.objects.get(slug="utsushi").live


def test_a_copy_of_what_stands_is_shown(chief, site):
    copy(chief, explainer(site), publish_copies="on")
    assert Page.objects.get(slug="utsushi").live


def test_a_page_that_is_not_shown_is_copied_whatever_is_wrong_with_it(chief, spoiled):
    spoiled.unpublish()
    copy(chief, spoiled, publish_copies="on")
    assert not Page.objects.get(slug="utsushi").live


@pytest.mark.parametrize("tick", ["publish_copies", "alias"])
def test_who_lets_nothing_out_shows_no_copy(desk, site, tick):
    copy(desk, explainer(site), **{tick: "on"})
    assert not Page.objects.filter(slug="utsushi", live=True).exists()
