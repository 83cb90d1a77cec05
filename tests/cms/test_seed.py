"""Starter content: complete, within its own limits, and laid down only once."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from cms.pages.models import HomePage
from cms.seed.services import seed_public_site


def test_the_site_begins_at_the_home_page(site):
    assert Site.objects.get().root_page_id == site.home.pk
    assert list(Page.objects.order_by("path").values_list("slug", "live")) == [
        ("root", True),
        ("kasanete", True),
        ("toha", True),
    ]


def test_a_second_time_changes_nothing(site):
    site.home.lead = "市の職員が書き直したことば"
    site.home.save_revision().publish()
    again = seed_public_site()
    assert (again.home.pk, again.explainer.pk) == (site.home.pk, site.explainer.pk)
    assert HomePage.objects.get().lead == "市の職員が書き直したことば"


@pytest.mark.django_db
def test_the_command_says_where_the_pages_are(capsys):
    call_command("seed_public_site")
    assert capsys.readouterr().out.split() == ["/", "かさねて支える", "/toha/", "重層的支援体制整備事業とは"]


def test_starter_content_keeps_the_limits_set_for_editors(site):
    for page, field in [(site.home, "body"), (site.explainer, "body"), (site.explainer, "key_points")]:
        page.full_clean()
        value = getattr(type(page).objects.get(pk=page.pk), field)
        value.stream_block.clean(value)


def test_no_sentence_is_longer_than_a_breath(site):
    texts = [site.home.lead, site.explainer.lead]
    for section in site.explainer.body:
        for part in section.value["content"]:
            if part.block_type == "questions":
                texts += [item["answer"] for item in part.value["questions"]]
    sentences = [sentence for text in texts for sentence in text.split("。")]
    assert [sentence for sentence in sentences if len(sentence) > 50] == []
