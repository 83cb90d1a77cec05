"""Every kind of page in a browser: no barrier that axe-core finds, no sideways scroll, and what works without a script.

The pages are rendered once, before the browser starts: Playwright keeps an event loop on this thread, in which Django
asks no database.
"""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from cms.records.models import GlossaryTerm
from cms.words.models import Reading
from tests.cms.kitchen import kitchen_sink, notice

AXE = Path(__file__).resolve().parents[3] / "minutes/editor/node_modules/axe-core/axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
HOST = "http://public.test"
KINDS = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
BELOW = ("every", "trouble", "offices", "plan", "place", "news", "news/rain", "words", "map", "access")
PATHS = ("/", "/kitchen/", "/nowhere/", *(f"/kitchen/{slug}/" for slug in BELOW))
# WCAG 2.2 SC 1.4.12
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"
SPACING += " p { margin-bottom: 2em !important; }"
pytestmark = pytest.mark.journey


@pytest.fixture(scope="module")
def answers(_seeded, django_db_blocker):
    """What the site answers, by path."""
    with django_db_blocker.unblock():
        kitchen_sink(_seeded)
        notice()
        Reading.objects.get_or_create(word="相談", defaults={"reading": "そうだん"})
        GlossaryTerm.objects.get_or_create(
            term="支援会議", defaults={"reading": "しえんかいぎ", "meaning": "会議です。"}
        )
        return {path: Client().get(path) for path in PATHS}


@pytest.fixture
def opened(answers, chromium):
    """Opens a page as the site answers it."""
    contexts = []

    def answer(route):
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            found = Path(str(finders.find(path.removeprefix("/static/"))))
            route.fulfill(body=found.read_bytes(), content_type=KINDS[found.suffix])
        elif path in answers:
            policy = answers[path].headers["Content-Security-Policy"]
            route.fulfill(
                body=answers[path].content,
                content_type="text/html; charset=utf-8",
                headers={"content-security-policy": policy},
            )
        else:
            route.abort()

    def open_page(path, width=390, **options):
        context = chromium.new_context(viewport={"width": width, "height": 844}, locale="ja-JP", **options)
        contexts.append(context)
        context.route("**/*", answer)
        page = context.new_page()
        page.goto(HOST + path)
        return page

    yield open_page
    for context in contexts:
        context.close()


def violations(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


def test_the_pages_are_there(answers, db):  # the one test that asks for the database, which pytest-django makes for it
    assert {path for path, answer in answers.items() if answer.status_code != 200} == {"/nowhere/"}


@pytest.mark.parametrize("path", PATHS)
def test_no_barrier_is_found(opened, path):
    phone = opened(path)
    found = {"phone": violations(phone)}
    if path in ("/", "/kitchen/every/"):
        phone.locator("[data-ruby]").click()
        found["with furigana"] = violations(phone)
    found["wide, dark"] = violations(opened(path, 1280, color_scheme="dark"))
    assert {state: lines for state, lines in found.items() if lines} == {}


@pytest.mark.parametrize("path", PATHS)
def test_nothing_scrolls_sideways(opened, path):
    page = opened(path, 320)
    page.evaluate(
        "css => { const own = new CSSStyleSheet(); own.replaceSync(css); document.adoptedStyleSheets = [own]; }",
        SPACING,
    )
    for _size in range(3):
        wide = page.evaluate(
            "[...document.querySelectorAll('body *')].filter(each => each.getBoundingClientRect().right > innerWidth + 1"
            " && !each.closest('.unseen, .find__label, thead, svg') && each.checkVisibility()).map(each => each.outerHTML.slice(0, 80))"
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, wide
        page.locator("[data-size]").click()


def test_the_first_stop_of_the_keyboard_leads_to_the_text(opened):
    page = opened("/kitchen/every/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_without_a_script_menu_and_notes_open(opened):
    page = opened("/kitchen/every/", java_script_enabled=False)
    menu = page.locator("#menu")
    assert not menu.is_visible()
    page.locator("a[href='#menu']").click()
    assert menu.is_visible()
    assert not page.locator("[data-ruby]").is_visible()
    note = page.locator(".term").first
    card = page.locator(f"#{note.get_attribute('popovertarget')}")
    note.focus()
    page.keyboard.press("Enter")
    assert card.is_visible()
    page.keyboard.press("Escape")
    assert not card.is_visible()


def test_furigana_and_size_stay_on_the_device(opened):
    page = opened("/kitchen/every/")
    assert not page.locator("main rt").first.is_visible()
    page.locator("[data-ruby]").click()
    page.locator("[data-size]").click()
    page.reload()
    assert page.locator("main rt").first.is_visible()
    assert page.locator("[data-ruby]").get_attribute("aria-pressed") == "true"
    assert "large" in page.locator("html").get_attribute("class").split()
    assert page.context.cookies() == []


def test_forced_colours_keep_what_colour_said(opened):
    page = opened("/kitchen/every/", 1280, forced_colors="active")
    styles = page.evaluate(
        """() => {
            const of = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
            return [of(".menu a[aria-current]", "textDecorationLine"), of(".points", "borderStyle"), of(".arc--share", "strokeDasharray"),
                    of(".tag--filled", "borderStyle"), of(".notice__inner", "borderStyle")];
        }"""
    )
    assert styles[0] == "underline"
    assert styles[2] != "none"
    assert [styles[1], *styles[3:]] == ["solid"] * 3


def test_on_paper_answers_stand_open_and_menus_are_gone(opened):
    page = opened("/kitchen/every/", 794)
    page.emulate_media(media="print")
    for gone in (".masthead nav", ".utility", ".foot__hills", ".feedback", ".contents"):
        assert not page.locator(gone).first.is_visible()
    assert page.get_by_text("いいえ。そのままで大丈夫です。").bounding_box()["height"] > 0
    assert page.locator(".foot__last .printed").is_visible()
