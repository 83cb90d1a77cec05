"""Starter content: complete, within its own limits, and laid down only once."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, Site

from cms.pages.home import HomePage
from cms.seed.services import seed_public_site


def test_the_site_begins_at_the_home_page(site):
    assert Site.objects.get().root_page_id == site.home.pk
    assert not Page.objects.filter(slug="home").exists()
    assert not Page.objects.filter(live=False).exists()


def test_a_second_time_changes_nothing(site):
    site.home.lead = "市の職員が書き直したことば"
    site.home.save_revision().publish()
    again = seed_public_site()
    assert {key: page.pk for key, page in again.pages.items()} == {key: page.pk for key, page in site.pages.items()}
    assert HomePage.objects.get(pk=site.home.pk).lead == "市の職員が書き直したことば"


@pytest.mark.django_db
def test_the_command_says_where_the_pages_are(capsys):
    call_command("seed_public_site")
    assert "/shikumi/toha/ 重層的支援体制整備事業とは" in capsys.readouterr().out.splitlines()


def test_starter_content_keeps_the_limits_set_for_editors(site):
    for page in site.pages.values():
        page.full_clean()
        for name in ("body", "key_points"):
            if hasattr(page, name):
                value = getattr(page, name)
                value.stream_block.clean(value)


def test_no_sentence_is_longer_than_a_breath(site):
    texts = []
    for (language, _path), page in site.pages.items():
        if language != "ja" or not hasattr(page, "parts"):
            continue
        texts.append(page.lead)
        for section in page.body:
            for part in section.value["content"]:
                if part.block_type == "questions":
                    texts += [item["answer"] for item in part.value["questions"]]
    sentences = [sentence for text in texts for sentence in text.split("。")]
    assert [sentence for sentence in sentences if len(sentence) > 60] == []
