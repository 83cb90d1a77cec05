"""What only a browser can tell: axe-core, sideways scroll, the skip link, console and network."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

HERE = Path(__file__).resolve().parent
AXE = HERE / "node_modules/axe-core/axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
WIDTHS = (390, 1280)
Scheme = Literal["light", "dark"]
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
# WCAG 1.4.12, as its test describes it
SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
SPACING += "p { margin-bottom: 2em !important }"


def faults(urls: list[str], chromium: str) -> Iterator[str]:
    """Faults of the pages at ``urls``: at both widths, by day and in the dark, without and with furigana."""
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for width in WIDTHS:
            for scheme in SCHEMES:
                yield from _looked_at(browser, urls, width, scheme)
        yield from _narrow(browser, urls)
        browser.close()


def _words_of(message: ConsoleMessage, url: str) -> str:
    """A complaint; that the page itself is not there is no fault: some are looked at for that."""
    if message.type not in ("error", "warning") or ("404" in message.text and message.location["url"] == url):
        return ""
    return message.text


def _looked_at(browser: Browser, urls: list[str], width: int, scheme: Scheme) -> Iterator[str]:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,
        bypass_csp=True,
    )
    page = context.new_page()
    said: list[str] = []
    asked: set[str] = set()
    page.on("console", lambda message: said.append(_words_of(message, page.url)))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.add(urlsplit(request.url).netloc))
    for url in urls:
        where = f"{urlsplit(url).path} ({width} px, {scheme})"
        said.clear()
        asked.clear()
        page.goto(url)
        yield from (f"{where}: the console says {words}" for words in said if words)
        yield from (f"{where}: asks {host}" for host in asked - {urlsplit(url).netloc})
        if context.cookies():
            yield f"{where}: keeps a cookie"
        for ruby in ("off", "on") if page.locator("[data-ruby]:visible").count() else ("",):
            if ruby and (page.locator("[data-ruby]").get_attribute("aria-pressed") == "true") != (ruby == "on"):
                page.locator("[data-ruby]").click()
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
            for each in found:
                for node in each["nodes"]:
                    yield f"{where}, furigana {ruby or 'none'}: {each['id']} {node['target']} {node['failureSummary']}"
    context.close()


def _narrow(browser: Browser, urls: list[str]) -> Iterator[str]:
    """4: 320 px with wide spacing does not scroll sideways; the first Tab shows the skip link, Enter moves into main."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, bypass_csp=True)
    page = context.new_page()
    for url in urls:
        page.goto(url)
        yield from (f"{urlsplit(url).path}: {fault}" for fault in _first_tab(page))
        page.add_style_tag(content=SPACING)
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if over > 0:
            yield f"{urlsplit(url).path}: scrolls {over} px sideways at 320 px"
    context.close()


def _first_tab(page: Page) -> Iterator[str]:
    page.keyboard.press("Tab")
    box = page.locator(":focus").bounding_box()
    if page.evaluate("document.activeElement.getAttribute('href')") != "#main" or not box or box["y"] < 0:
        yield "the first Tab does not show the way to the text"
        return
    page.keyboard.press("Enter")
    if page.evaluate("document.activeElement.id") != "main":
        yield "Enter on the skip link does not move into the text"
