"""A passkey in a real browser: made, used at the login, used to take minutes out; a virtual authenticator holds the key."""

import pytest
from playwright.sync_api import expect

from tests.journeys.acts import Authenticator, Clock, fill, press, send

pytestmark = pytest.mark.journey


def a_key(visit) -> None:
    """What a laptop with a fingerprint reader is to the browser."""
    devtools = visit.context.new_cdp_session(visit.page)
    devtools.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def password(page, url, person) -> None:
    page.goto(f"{url}/portal/enter/")
    fill(page, email=person["mail"], password=person["password"])
    press(page.locator("main form button[type=submit]"))


def test_a_passkey_from_the_list_of_devices_to_an_act(kasane, page_factory):
    person = next(each for each in kasane.facts()["accounts"] if each["role"] == "coordinator")
    app = Authenticator(person["totp_secret"], Clock(kasane.data))
    visit = page_factory(1280)
    page, url = visit.page, kasane.url.replace("127.0.0.1", "localhost")
    a_key(visit)

    password(page, url, person)
    expect(page.locator("[data-passkey]")).to_have_count(0)
    fill(page, code=app.next_code())
    assert send(page).ok
    page.goto(f"{url}/portal/me/devices/passkey/")
    fill(page, name="窓口のパソコン", code=app.next_code())
    assert send(page).ok
    press(page.locator("[data-passkey] button"))
    expect(page.locator(".banner--done")).to_be_visible()
    expect(page.locator("main table")).to_contain_text("窓口のパソコン")

    visit.context.clear_cookies()
    password(page, url, person)
    press(page.locator("[data-passkey] button"))
    page.wait_for_url(f"{url}/portal/")

    page.goto(f"{url}/portal/me/devices/codes/")  # an act that asks for a factor
    press(page.locator("[data-passkey] button"))
    expect(page.locator("[data-printed-code]")).to_have_count(10)
    visit.assert_quiet()
