"""Pages that have something to mend, and pages that have nothing."""

import json

from django.urls import reverse

NOWHERE = '<p>くわしくは<a href="https://example.jp/">こちら</a></p>'
SOMEWHERE = '<p><a href="https://example.jp/">秘密を守るきまり</a>を読めます。</p>'


def explainer(site):
    """A page of running text that stands."""
    return site.page("/shikumi/toha/")


def in_english(page):
    """The English page of this Japanese one; begun now where the starter content has none."""
    from wagtail.models import Locale

    locale = Locale.objects.get(language_code="en")
    return page.get_translation_or_none(locale) or page.copy_for_translation(locale, copy_parents=True)


def with_text(page, html):
    """The page with one section that holds this text; nothing is stored."""
    content = [{"type": "text", "value": html, "id": "5e6f7a8b-0000-4000-8000-000000000002"}]
    section = {"heading": "きまりを読みたいとき", "anchor": "kimari", "content": content}
    page.body = json.dumps([{"type": "section", "value": section, "id": "5e6f7a8b-0000-4000-8000-000000000001"}])
    return page


def edit(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
