"""Which language the screen speaks."""

import pytest
from django.urls import reverse
from django.utils import translation

from tests.factories.people import a_browser

pytestmark = pytest.mark.django_db


def spoken(client) -> str:
    return client.get(reverse("enter:login"), headers={"accept-language": "en"})["Content-Language"]


def test_japanese_whatever_the_browser_would_like_until_somebody_chooses():
    client = a_browser()
    assert spoken(client) == "ja"
    client.post(reverse("set_language"), {"language": "en", "next": reverse("enter:login")})
    assert spoken(client) == "en"
    client.post(reverse("set_language"), {"language": "ja", "next": reverse("enter:login")})
    assert spoken(client) == "ja"


@pytest.mark.parametrize("turn", [1, 2])
def test_a_page_in_english_leaves_the_next_test_japanese(turn):
    assert translation.get_language() == "ja"
    client = a_browser()
    client.cookies["kasane_language"] = "en"
    assert spoken(client) == "en"


def test_a_cookie_with_another_word_speaks_japanese():
    client = a_browser()
    client.cookies["kasane_language"] = "<script>"
    assert spoken(client) == "ja"
