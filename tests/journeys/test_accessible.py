"""Every page that can be reached by links holds to WCAG 2.2 AA as far as axe-core can tell, on a phone and on a PC."""

from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from django.urls import Resolver404, resolve
from playwright.sync_api import Error, Page, Response, expect

from tests.journeys.acts import PASSWORD, WIDTHS, Authenticator, Clock, fill, send

pytestmark = pytest.mark.journey

AXE = Path(__file__).resolve().parents[2] / "minutes/editor/node_modules/axe-core/axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
NOT_OURS = ("/editorial/", "/static/", "/media/", "/demo/")
# where each visitor begins, besides the links of their pages
STARTS = {
    "": ["/portal/enter/", "/", "/portal/enter/join/unknown/"],
    "unpledged": ["/portal/"],
    "member": ["/portal/", "/portal/no-such-page/"],
    "coordinator": ["/portal/"],
}


def door(url: str) -> str:
    """The name of the door, so that each kind of page is looked at once; kinds of public pages by tests/cms/look."""
    try:
        found = resolve(urlsplit(url).path)
    except Resolver404:
        return urlsplit(url).path
    named = found.namespaces or found.view_name in ("home", "wagtail_serve")
    return found.view_name if named else urlsplit(url).path


def links(page: Page) -> list[str]:
    """Where the page leads by links, on this host."""
    found = page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))")
    return [urljoin(page.url, each).partition("#")[0] for each in found if not each.startswith(("mailto:", "tel:"))]


def opened(page: Page, url: str) -> Response | None:
    """The page at this address; nothing where a file comes instead."""
    try:
        return page.goto(url)
    except Error as refusal:
        if "Download is starting" not in str(refusal):
            raise
        return None


def violations(page: Page) -> list[str]:
    """What axe finds, a line each: rule, where, why."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{each['id']}: {node['target']} {node['failureSummary']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("role", STARTS)
def test_no_page_has_a_violation(kasane, page_factory, role):
    cookie = kasane.cookie(role) if role else ""
    visit = page_factory(width=1280, cookie=cookie, url=kasane.url)
    page, seen, wrong = visit.page, set(), {}
    waiting = [kasane.url + start for start in STARTS[role]]
    while waiting:
        url = waiting.pop(0)
        name = door(url)
        if (
            name in seen
            or urlsplit(url).netloc != urlsplit(kasane.url).netloc
            or urlsplit(url).path.startswith(NOT_OURS)
        ):
            continue
        seen.add(name)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            answer = opened(page, url)
            if answer is None or "html" not in answer.headers.get("content-type", ""):
                break
            if found := violations(page):
                wrong[f"{name} {width}"] = found
        else:
            waiting += links(page)
    assert wrong == {}
    assert {door(kasane.url + start) for start in STARTS[role]} <= seen


def test_what_is_wrong_is_found(page_factory):
    page = page_factory().page
    page.set_content("<html lang=ja><title>x</title><main><h1>x</h1><img src='data:,'></main></html>")
    assert [line.partition(":")[0] for line in violations(page)] == ["image-alt"]


def test_without_scripts_a_person_gets_in_and_signs(kasane, page_factory):
    """From the link to the home page with every script off: password, code, pledge."""
    clock = Clock(kasane.data)
    person = next(one for one in kasane.facts()["accounts"] if one["role"] == "unpledged")
    app = Authenticator(person["totp_secret"], clock)
    page = page_factory(width=390, java_script_enabled=False).page
    page.goto(f"{kasane.url}/portal/")
    fill(page, email=person["mail"], password=PASSWORD)
    send(page)
    fill(page, code=app.next_code())
    send(page)
    expect(page).to_have_url(f"{kasane.url}/portal/enter/pledge/?next=/portal/")
    for box in page.get_by_role("checkbox").all():
        box.check()
    fill(page, code=app.next_code())
    send(page)
    expect(page).to_have_url(f"{kasane.url}/portal/")
    adds_an_app(page, kasane.url, app)


def adds_an_app(page: Page, url: str, app: Authenticator) -> None:
    """One more app, with a code of the first and one of its own; then it is given another name."""
    page.goto(f"{url}/portal/me/devices/app/")
    fill(page, name="自宅のスマホ", code=app.next_code())
    send(page)
    new = Authenticator(page.locator("[data-secret]").inner_text(), app.clock)
    fill(page, code=new.next_code())
    send(page)
    expect(page).to_have_url(f"{url}/portal/me/devices/")
    expect(page.locator("main")).to_contain_text("自宅のスマホ")


def test_by_keyboard_alone_a_person_gets_in(kasane, page_factory):
    """Nothing is clicked; where the focus is can be seen, and Enter sends."""
    clock = Clock(kasane.data)
    person = next(one for one in kasane.facts()["accounts"] if one["role"] == "member2")
    page = page_factory().page
    page.goto(f"{kasane.url}/portal/")
    tab_to(page, "email")
    page.keyboard.type(person["mail"])
    tab_to(page, "password")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    tab_to(page, "code")
    page.keyboard.type(Authenticator(person["totp_secret"], clock).next_code())
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(f"{kasane.url}/portal/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"  # the skip link comes first


def test_by_keyboard_alone_a_person_signs_and_adds_a_device(kasane, page_factory):
    """The boxes of the pledge, its code, and the two steps of a new app."""
    clock = Clock(kasane.data)
    person = next(one for one in kasane.facts()["accounts"] if one["role"] == "adviser")
    page, app = (
        page_factory(cookie=kasane.cookie("adviser"), url=kasane.url).page,
        Authenticator(person["totp_secret"], clock),
    )
    page.goto(f"{kasane.url}/portal/enter/pledge/")
    for box in page.get_by_role("checkbox").all():
        tab_to(page, str(box.get_attribute("name")), str(box.get_attribute("value") or ""))
        page.keyboard.press("Space")
        expect(box).to_be_checked()
    types(page, code=app.next_code())
    expect(page).to_have_url(f"{kasane.url}/portal/")
    page.goto(f"{kasane.url}/portal/me/devices/app/")
    types(page, name="自宅のスマホ", code=app.next_code())
    new = Authenticator(page.locator("[data-secret]").inner_text(), clock)
    types(page, code=new.next_code())
    expect(page).to_have_url(f"{kasane.url}/portal/me/devices/")
    expect(page.locator("main")).to_contain_text("自宅のスマホ")


def types(page: Page, **values: str) -> None:
    """Type into the fields of these names, and send by Enter."""
    for name, value in values.items():
        tab_to(page, name)
        page.keyboard.type(value)
    with page.expect_navigation():
        page.keyboard.press("Enter")


# name, value and outline of what has the focus; a box shows it on the tile around it
FOCUSED = """(() => {
    const field = document.activeElement;
    return [field.name, field.value, getComputedStyle(field.closest(".tile") ?? field).outlineStyle];
})()"""


def tab_to(page: Page, name: str, value: str = "") -> None:
    """Press Tab until the field of this name (and value) has the focus; each stop on the way shows that it has it."""
    for _stop in range(40):
        here = page.evaluate(FOCUSED)
        if here[0] == name and value in ("", here[1]):
            assert here[2] != "none"
            return
        page.keyboard.press("Tab")
    pytest.fail(f"the keyboard does not reach {name}")
