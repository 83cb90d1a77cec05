"""A law on a public page comes from the dated records."""

from datetime import date

import pytest
from django.template import Context, Template

from cms.blocks.choices import LAWS
from cms.templatetags.kasanete import citation, public_date


@pytest.mark.parametrize("key", [key for key, _ in LAWS])
def test_every_law_an_editor_can_pick_is_on_record(key):
    assert citation(key).key == key


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 10, 1), "令和8年（2026年）10月1日"),
        (date(2019, 5, 1), "令和元年（2019年）5月1日"),
    ],
)
def test_a_date_stands_in_both_calendars(day, words):
    assert public_date(day) == words


def test_an_icon_is_hidden_from_screen_readers():
    svg = Template('{% load kasanete %}{% pictogram "phone" 10 20 8 %}').render(Context())
    assert svg.startswith(
        '<svg class="pictogram" x="6.0" y="16.0" width="8" height="8" viewBox="0 0 24 24" aria-hidden="true"'
    )
