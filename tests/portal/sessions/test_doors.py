"""My logins, as a person sees and ends them; and what is said to whom a login ended."""

import pytest
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.sessions.models import LoginSession, stored_key
from tests.factories.people import PASSWORD, a_browser

pytestmark = pytest.mark.django_db
LIST, HOME, LOGIN, MINUTE = "/portal/me/sessions/", "/portal/", "/portal/enter/", 60
WINDOWS_EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0"


@pytest.fixture
def here(cast):
    return cast.session_of(cast.summoned)


@pytest.fixture
def there(cast, here):
    key = cast.session_of(cast.summoned)
    LoginSession.objects.filter(pk=stored_key(key)).update(
        browser=WINDOWS_EDGE, address="192.0.2.7", device="仕事用の電話", shared_pc=True
    )
    return key


def number_of(key: str):
    return LoginSession.objects.get(pk=stored_key(key)).number


def test_the_list_names_each_login_in_words(cast, here, there):
    cast.session_of(cast.member)
    page = a_browser(here).get(LIST).content.decode()
    assert "2か所でログインしています" in page
    for words in ("Windows の Edge", "192.0.2.7", "仕事用の電話", "ほかの人も使う端末", "この端末"):
        assert words in page
    assert page.count(f'action="{LIST}') == 2  # the other login, and all others


def test_one_login_alone_has_nothing_to_end(here):
    page = a_browser(here).get(LIST).content.decode()
    assert "この端末だけです" in page
    assert "/end/" not in page


def test_a_login_that_is_over_is_not_listed(clock, here, there):
    clock.wait(10 * MINUTE)
    assert "Edge" not in a_browser(here).get(LIST).content.decode()


def test_logging_out_from_afar_ends_that_login_only(cast, here, there):
    answer = a_browser(here).post(reverse("me:end_session", args=[number_of(there)]), follow=True)
    assert "そこでのログインを、終わりにしました。" in answer.content.decode()
    assert a_browser(there).get(HOME).headers["Location"].startswith(LOGIN)
    assert a_browser(here).get(HOME).status_code == 200
    assert AuditEvent.objects.filter(verb="session.ended", actor=cast.summoned).exists()


def test_logging_out_everywhere_else(cast, here, there):
    third = cast.session_of(cast.summoned)
    a_browser(here).post(reverse("me:end_sessions"))
    assert [a_browser(key).get(HOME).status_code for key in (here, there, third)] == [200, 302, 302]


def test_nobody_logs_out_somebody_else(cast, here, there):
    stranger = a_browser(cast.session_of(cast.coordinator))
    absent = stranger.post(reverse("me:end_session", args=["00000000-0000-4000-8000-000000000000"]))
    forbidden = stranger.post(reverse("me:end_session", args=[number_of(there)]))
    assert absent.status_code == forbidden.status_code == 404
    assert a_browser(there).get(HOME).status_code == 200


def test_without_a_pledge_one_can_still_log_out_elsewhere(cast):
    here, there = (cast.session_of(cast.lapsed) for _each in range(2))
    a_browser(here).post(reverse("me:end_sessions"))
    assert a_browser(there).get(LIST).status_code == 302
    assert a_browser(here).get(LIST).status_code == 200


def test_the_list_costs_the_same_at_any_length(cast, here, django_assert_num_queries):
    a_browser(here).get(LIST)
    for count in (3, 30):
        for _each in range(count):
            cast.session_of(cast.summoned)
        with django_assert_num_queries(5):
            a_browser(here).get(LIST)


# --- a login that ended by itself ---------------------------------------------------------------


@pytest.mark.parametrize(("shared", "minutes"), [(False, 30), (True, 10)])
def test_after_a_while_without_an_act_one_is_led_to_the_login_that_says_so(cast, clock, shared, minutes):
    client = cast.client_of(cast.summoned)
    LoginSession.objects.update(shared_pc=shared)
    for _each in range(3):
        clock.wait(minutes * MINUTE - 1)
        assert client.get("/portal/meetings/").status_code == 200
    clock.wait(minutes * MINUTE)
    answer = client.get("/portal/meetings/")
    assert answer.headers["Location"] == "/portal/enter/?next=/portal/meetings/&over=idle"
    # on one's own computer what was unsent stays, sealed: only the same person's new login opens it
    assert answer.headers["Clear-Site-Data"] == ('"cache", "storage"' if shared else '"cache"')
    assert not client.cookies["kasane_sid"].value
    page = client.get(answer.headers["Location"])
    assert page.context["next"] == "/portal/meetings/"
    assert "しばらく操作がなかったので" in page.content.decode()


def test_after_ten_hours_too(cast, clock):
    client = cast.client_of(cast.summoned)
    for _each in range(39):
        clock.wait(15 * MINUTE)
        assert client.get("/portal/meetings/").status_code == 200
    clock.wait(15 * MINUTE)
    assert client.get("/portal/meetings/").headers["Location"].endswith("&over=old")


@pytest.mark.parametrize(("shared", "said"), [(False, "ひとつ前のページ"), (True, "書いたものを残しません")])
def test_a_form_that_comes_too_late_is_not_taken_and_says_so(cast, clock, shared, said):
    client = cast.client_of(cast.summoned)
    LoginSession.objects.update(shared_pc=shared)
    clock.wait(30 * MINUTE)
    answer = client.post("/portal/emergency/", {"reason": "明日の朝、訪問するため"})
    assert answer.status_code == 403  # no other page: the form stays one step back in the browser
    page = answer.content.decode()
    assert "いま送った内容は、保存されていません" in page
    assert said in page
    assert "明日の朝" not in page
    assert answer.headers["Clear-Site-Data"] == ('"cache", "storage"' if shared else '"cache"')


def test_what_a_script_sends_too_late_is_led_to_the_login(cast, clock):
    client = cast.client_of(cast.summoned)
    clock.wait(30 * MINUTE)
    assert client.post("/portal/me/stay/", headers={"Sec-Fetch-Mode": "cors"}).status_code == 302


def test_going_on_keeps_the_login_and_says_how_long(cast, clock):
    client = cast.client_of(cast.summoned)
    clock.wait(29 * MINUTE + 59)
    asked = client.get("/portal/me/stay/").json()
    assert (asked["left"], asked["who"]) == (1, str(cast.summoned.pk))
    assert client.post("/portal/me/stay/").json()["left"] == 30 * MINUTE
    clock.wait(29 * MINUTE + 59)
    assert client.get(HOME).status_code == 200


def test_going_on_ends_with_the_ten_hours(cast, clock):
    client = cast.client_of(cast.summoned)
    for _each in range(23):
        clock.wait(25 * MINUTE)
        left = client.post("/portal/me/stay/").json()["left"]
    assert left == 25 * MINUTE  # 23 × 25 minutes are gone of 600
    clock.wait(25 * MINUTE)
    assert client.post("/portal/me/stay/").status_code == 403


# --- the way in ---------------------------------------------------------------------------------


@pytest.mark.parametrize("shared", [True, False])
def test_a_shared_computer_is_remembered(cast, shared):
    client = a_browser()
    client.post(LOGIN, {"email": cast.summoned.email, "password": PASSWORD, **({"shared": "on"} if shared else {})})
    row = LoginSession.objects.get(pk=stored_key(client.cookies["kasane_sid"].value))
    assert row.shared_pc is shared


def test_logging_in_again_begins_anew(cast, here):
    """Not even one's own login goes on under a new password step: its factor must be shown again."""
    client = a_browser(here)
    client.post(LOGIN, {"email": cast.summoned.email, "password": PASSWORD})
    assert a_browser(here).get(HOME).headers["Location"].startswith(LOGIN)
    assert client.get(HOME).headers["Location"].startswith("/portal/enter/code/")
