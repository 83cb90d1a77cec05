"""An editor's page from the first word to the letter a year later. Only the clock is not real."""

import contextlib
import json
from io import BytesIO

import pytest
from playwright.sync_api import TimeoutError as Vain
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.journeys.acts import until

pytestmark = pytest.mark.journey

TITLE, SECTION = "引っ越してきた人へ", "fukushi@kasane.example"
# Runs on the host, whose clock stands ``ahead`` days from now, and prints what it found as JSON.
ON_THE_HOST = """
import json, re
from datetime import timedelta
from unittest.mock import patch
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from cms.desk.reviews.services import remind
from cms.pages.article import ExplainerPage, HubPage
from portal.outbox.models import OutboxMail
real = timezone.now
page = ExplainerPage.objects.filter(title="{title}").first()
with patch("django.utils.timezone.now", lambda: real() + timedelta({ahead})):
    found = {act}
print(json.dumps(found))
"""
PARENT = "HubPage.objects.filter(locale__language_code='ja').first().pk"
STANDS = "page and [page.pk, page.live, page.slug]"
GO = "[call_command('publish_scheduled'), ExplainerPage.objects.get(pk=page.pk).live][1]"
REMIND = "[remind(), remind(), list(OutboxMail.objects.filter(kind='review').values_list('recipient', flat=True))]"
READ = "re.sub('<rp>.*?</rp>|<rt>.*?</rt>|<[^>]*>', '', Client(SERVER_NAME='127.0.0.1').get(page.url).content.decode())"
MAILS = "list(OutboxMail.objects.filter(kind='desk').order_by('created_at').values_list('recipient', flat=True))"


def on_the_host(kasane, act, ahead=0):
    return json.loads(
        kasane.manage(
            "shell", "--no-imports", "-c", ON_THE_HOST.format(title=TITLE, act=act, ahead=ahead)
        ).splitlines()[-1]
    )


def press(page, selector):
    """A button of the menu that is folded together."""
    with page.expect_navigation():
        page.locator(selector).first.evaluate("button => button.click()")


def text_added(page):
    """Whether 文章 could be chosen: the list closes when the page saves itself at that moment."""
    page.locator("[data-contentpath=content] .c-sf-add-button").first.click()
    with contextlib.suppress(Vain):
        page.get_by_role("option", name="文章", exact=True).click(timeout=5_000)
        return True
    return False


def written(page, kasane):
    """Title, lead and one section by its example; it is saved by itself, with a panel that says what is missing."""
    page.goto(f"{kasane.url}/editorial/pages/add/cms/explainerpage/{on_the_host(kasane, PARENT)}/")
    page.locator("[name=title]").click()
    page.keyboard.type(TITLE)
    page.locator("[name=reading]").click()
    # the form takes what stood in it two seconds after it came for unchanged: go on typing until it has seen a change
    until(
        lambda: page.keyboard.type("ひ") or "/edit/" in page.url, page
    )  # saved by itself: a draft that has an address
    expect(page.locator(".kasane-readiness__item--must")).to_contain_text(["リード文が空です"])
    page.locator("textarea[name=lead]").click()
    page.keyboard.type("かさね市に来たばかりの方が、はじめに知りたいことをまとめました。")
    page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
    heading = page.locator("[name=body-0-value-heading]")
    expect(heading).to_have_attribute("placeholder", "なぜ始めたのですか")
    heading.fill("どこに聞けばいいですか")
    until(lambda: text_added(page), page)
    page.locator("[data-contentpath=content] [contenteditable=true]").first.click()
    page.keyboard.type("福祉まるごと相談室に電話してください。")
    expect(page.locator(".kasane-readiness__item--must")).to_have_count(0)
    page.evaluate(
        """([at, mail]) => {
             document.querySelector("[name=go_live_at]").value = at;
             document.querySelector("[name=owner_mail]").value = mail;
           }""",
        [on_the_host(kasane, "timezone.localtime().strftime('%Y-%m-%d %H:%M')", ahead=2), SECTION],
    )


def waits(head, kasane):
    """Whether the page waits for this person, looked at anew."""
    head.goto(f"{kasane.url}/editorial/")
    return head.locator(".kasane-panel").get_by_role("link", name=TITLE).count()


def test_from_the_first_word_to_the_letter_a_year_later(kasane, page_factory):
    writer, section_head, division_head = (
        page_factory(cookie=kasane.cookie(role), url=kasane.url).page
        for role in ("editor", "section_head", "division_head")
    )
    written(writer, kasane)
    press(writer, "[name=action-submit]")
    pk, live, slug = on_the_host(kasane, STANDS)
    assert (live, slug.isascii()) == (False, True)
    for head in (section_head, division_head):
        until(lambda head=head: waits(head, kasane), head)
        head.locator(".kasane-panel").get_by_role("link", name=TITLE).first.click()
        head.wait_for_url(f"**/pages/{pk}/edit/**")
        press(head, "[data-workflow-action-name=approve]:not([data-launch-modal])")
    until(lambda: len(on_the_host(kasane, MAILS)) == 3, writer)
    assert [mail.partition("@")[0] for mail in on_the_host(kasane, MAILS)] == ["aoki", "iwata", "hayashi"]

    assert not on_the_host(kasane, STANDS)[1]
    assert not on_the_host(kasane, GO, ahead=1)
    assert on_the_host(kasane, GO, ahead=3)

    writer.goto(f"{kasane.url}/editorial/desk/approvals/page/{pk}/")
    writer.locator(".kasane-list a").first.click()
    writer.wait_for_url("**/desk/approvals/*/")
    paper = PdfReader(BytesIO(writer.pdf(prefer_css_page_size=True)))
    assert [round(float(side) / 72 * 25.4) for side in paper.pages[0].mediabox[2:]] == [210, 297]
    for words in ("林 真由", "青木 千夏", "岩田 康夫", "福祉まるごと相談室に電話してください。"):
        expect(writer.locator("main")).to_contain_text(words)

    fresh = on_the_host(kasane, READ, ahead=300)
    assert ("どこに聞けばいいですか" in fresh, "古い可能性" in fresh) == (True, False)
    once, again, addresses = on_the_host(kasane, REMIND, ahead=380)
    assert (once >= 1, again) == (True, 0)
    assert SECTION in addresses
    assert "この情報は古い可能性があります" in on_the_host(kasane, READ, ahead=380)
