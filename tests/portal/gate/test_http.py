"""The gate before pages: it leads to the step that is missing, and back to where one wanted to go."""

import pytest
from django.test import AsyncClient, Client
from django.urls import path, reverse

from portal.gate.views import healthz

pytestmark = pytest.mark.django_db


def where(answer) -> tuple[int, str]:
    return answer.status_code, answer.headers.get("Location", "")


@pytest.mark.parametrize(
    ("role", "step"), [("anonymous", ""), ("password_only", "code/"), ("unpledged", "pledge/"), ("lapsed", "pledge/")]
)
def test_the_missing_step_remembers_where_one_wanted_to_go(cast, role, step):
    client = cast.client_of(getattr(cast, role))
    wanted = "/portal/meetings/?of=a%20year"
    assert where(client.get(wanted)) == (302, f"/portal/enter/{step}?next=/portal/meetings/%3Fof%3Da%2520year")
    # a form is not sent again by itself: afterwards one begins at home
    assert where(client.post(wanted)) == (302, f"/portal/enter/{step}?next=/portal/")


@pytest.mark.parametrize("elsewhere", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", "/\\evil.test"])
def test_nobody_is_led_to_another_host(cast, elsewhere):
    page = cast.client_of(cast.password_only).get(reverse("enter:code"), {"next": elsewhere})
    assert page.status_code == 200
    assert "evil.test" not in page.content.decode()
    assert "alert" not in page.content.decode()


def test_a_view_without_any_mark_is_closed(cast, settings):
    """Somebody adds a door and forgets the gate: nobody gets in who has not shown everything."""
    settings.ROOT_URLCONF = __name__
    people = (cast.anonymous, cast.password_only, cast.unpledged, cast.member)
    answers = [cast.client_of(person).get("/forgotten/").status_code for person in people]
    assert answers == [302, 302, 302, 200]


def test_a_form_from_elsewhere_is_refused_with_a_way_on(cast):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(reverse("enter:login"), {"email": cast.member.email, "password": "x"})
    assert answer.status_code == 403
    assert "no-store" in answer.headers["Cache-Control"]
    assert "もう一度" in answer.content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.storage
def test_the_gate_stands_in_the_async_server_too(cast):
    """As uvicorn runs it: the same answers on the other path."""
    from asgiref.sync import async_to_sync

    client = AsyncClient()
    answer = async_to_sync(client.get)("/portal/meetings/")
    assert where(answer) == (302, "/portal/enter/?next=/portal/meetings/")
    assert "no-store" in answer.headers["Cache-Control"]


def _include():
    from portal.urls import urlpatterns as ours

    return [path("forgotten/", healthz, name="forgotten"), *ours]


def __getattr__(name):
    """``urlpatterns`` of this module, once Django is ready: the house with one forgotten door."""
    if name == "urlpatterns":
        return _include()
    raise AttributeError(name)
