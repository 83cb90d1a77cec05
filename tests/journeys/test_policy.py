"""The content policy in a real browser: the desk works under it, our pages are silent, a planted script does not run."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import PASSWORD, Authenticator, Clock, fill, send

pytestmark = pytest.mark.journey

DESK = [
    "", "pages/", "pages/{home}/", "pages/{home}/edit/", "pages/{explainer}/edit/", "pages/{home}/history/",
    "pages/{explainer}/copy/", "pages/{explainer}/unpublish/", "pages/add/cms/explainerpage/{home}/", "images/", "images/add/",
    "documents/", "documents/multiple/add/", "redirects/",
    "redirects/add/", "redirects/import/", "sites/", "sites/new/", "collections/add/", "workflows/list/", "workflows/add/",
    "reports/site-history/", "reports/locked/", "reports/aging-pages/", "reports/page-types-usage/", "choose-page/",
]  # fmt: skip
OURS = ["/", "/portal/", "/portal/meetings/", "/portal/bodies/", "/portal/enter/", "/portal/nothing/"]
WATCH = """
document.addEventListener("securitypolicyviolation", (event) => window.noteViolation({
  directive: event.effectiveDirective, blocked: event.blockedURI, at: `${event.sourceFile}:${event.lineNumber}`, page: location.pathname,
}));
"""
PLANT = """
from cms.pages.article import ExplainerPage
from cms.pages.home import HomePage
bad = "<img src=x onerror='document.title=`owned`'><script>document.title='owned'</script><a href='javascript:1'>x</a>"
def planted(value):  # every word of the blocks, not their codes
    if isinstance(value, dict):
        return {name: each if name in ("type", "id") else planted(each) for name, each in value.items()}
    if isinstance(value, list):
        return [planted(each) for each in value]
    return bad if isinstance(value, str) and not value.isascii() else value
home = HomePage.objects.get(locale__language_code="ja")
page = ExplainerPage.objects.descendant_of(home).get(slug="toha")
for page in (home, page):
    page.lead = bad
    for field in ("headline", "reading"):
        if hasattr(page, field): setattr(page, field, "<script>document.title='owned'</script>")
    page.body = page.body.stream_block.to_python(planted(list(page.body.raw_data)))
    page.save()
print(page.url)
"""


@dataclass
class Watcher:
    """Notes every violation of the policy that the browser reports."""

    seen: list[dict[str, Any]] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.context.expose_binding("noteViolation", lambda _source, note: self.seen.append(note))
        page.context.add_init_script(WATCH)

    def of(self, *directives: str) -> list[dict[str, Any]]:
        return [note for note in self.seen if note["directive"].startswith(directives)]


@pytest.fixture(scope="module")
def pages(kasane) -> dict[str, int]:
    """The keys of the public pages."""
    told = kasane.manage(
        "shell", "--no-imports", "-c",
        "import json; from cms.pages.home import HomePage; from cms.pages.article import ExplainerPage; "
        "home = HomePage.objects.get(locale__language_code='ja'); "
        "page = ExplainerPage.objects.descendant_of(home).get(slug='toha'); "
        "print(json.dumps({'home': home.pk, 'explainer': page.pk}))",
    )  # fmt: skip
    return json.loads(told.splitlines()[-1])


def test_the_desk_works_without_any_inline_script(kasane, page_factory, pages):
    """Entered through our gate, by password and code; then page after page of Wagtail's admin."""
    visit = page_factory()
    watcher = Watcher()
    watcher.watch(visit.page)
    person = next(one for one in kasane.facts()["accounts"] if one["role"] == "operator")
    app = Authenticator(person["totp_secret"], Clock(kasane.data))
    page = visit.page
    page.goto(f"{kasane.url}/editorial/")
    fill(page, email=person["mail"], password=PASSWORD)
    send(page)
    fill(page, code=app.next_code())
    send(page)
    expect(page).to_have_url(f"{kasane.url}/editorial/")
    answers = {}
    for address in DESK:
        answer = page.goto(f"{kasane.url}/editorial/{address.format(**pages)}", wait_until="load")
        assert answer is not None
        answers[address] = answer.status
        assert "'unsafe-inline'" not in answer.headers["content-security-policy"].split("script-src")[1].split(";")[0]
    assert {address: status for address, status in answers.items() if status != 200} == {}
    assert sorted({(note["page"], note["directive"], note["blocked"]) for note in watcher.seen}) == []
    assert visit.errors == []


def test_pickers_and_the_editor_work(kasane, page_factory, pages):
    visit = page_factory(cookie=kasane.cookie("operator"), url=kasane.url)
    watcher = Watcher()
    watcher.watch(visit.page)
    page = visit.page
    page.goto(f"{kasane.url}/editorial/pages/{pages['explainer']}/edit/")
    page.get_by_role("tab", name="設定").click()
    page.locator("#id_review_on").click()
    expect(page.locator(".xdsoft_datetimepicker:visible .xdsoft_calendar")).to_be_visible()
    page.goto(f"{kasane.url}/editorial/pages/{pages['explainer']}/edit/")
    expect(page.locator(".public-DraftEditor-content").first).to_be_visible()
    page.locator("[data-side-panel-toggle='preview']").click()
    expect(page.frame_locator("#w-preview-iframe").locator("h1").first).to_be_visible()
    page.goto(f"{kasane.url}/editorial/redirects/add/")
    page.locator("#id_redirect_page-chooser [data-chooser-action-choose]:visible").first.click()
    expect(page.locator(".modal-content h1, .modal-content h2").first).to_be_visible()
    assert watcher.of("script", "frame", "connect", "default") == []


@pytest.mark.parametrize("role", ["", "coordinator"])
def test_our_own_pages_never_break_the_policy(kasane, page_factory, role):
    visit = page_factory(cookie=kasane.cookie(role) if role else "", url=kasane.url)
    watcher = Watcher()
    watcher.watch(visit.page)
    addresses = list(OURS)
    if role:
        meeting = next(one for one in kasane.facts()["meetings"] if one.get("items"))
        addresses += [f"/portal/meetings/{meeting['id']}/", f"/portal/meetings/{meeting['id']}/room/"]
    for address in addresses:
        visit.page.goto(kasane.url + address)
    assert watcher.seen == []


def test_what_an_editor_plants_does_not_run(kasane, page_factory):
    """Every text of both public pages is hostile, even inside rich text, past Wagtail's own filter (abuse case 18)."""
    url = kasane.manage("shell", "--no-imports", "-c", PLANT).splitlines()[-1]
    visit = page_factory(cookie=kasane.cookie("coordinator"), url=kasane.url)
    for address in ("/", url.removeprefix(kasane.url)):
        answer = visit.page.goto(kasane.url + address, wait_until="networkidle")
        assert answer is not None
        assert answer.ok
        assert visit.page.title() != "owned"
        assert "<script>document.title" not in visit.page.locator("footer").inner_html()
    assert "onerror" in visit.page.content()  # it was there, and did not run
