"""What the languages of the public site say in their own way: days, times, laws, the city."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone, translation

from cms.templatetags.kasanete import by_sound, law_name, public_date, public_moment, public_time


@pytest.mark.parametrize(
    ("language", "day", "words"),
    [
        ("en", date(2026, 10, 1), "1 October 2026"),
        ("ja-simple", date(2026, 10, 1), "2026年《ねん》 10月《がつ》 ｜1日《ついたち》"),
        ("ja-simple", date(2026, 4, 24), "2026年《ねん》 4月《がつ》 ｜24日《にじゅうよっか》"),
        ("ja-simple", date(2026, 12, 31), "2026年《ねん》 12月《がつ》 ｜31日《さんじゅういちにち》"),
    ],
)
def test_a_day_is_said_as_the_language_says_it(language, day, words):
    with translation.override(language):
        assert public_date(day) == words


@pytest.mark.parametrize(
    ("language", "hour", "words"),
    [
        ("en", 17, "17:15"),
        ("ja-simple", 17, "午後《ごご》 5:15"),
        ("ja-simple", 8, "午前《ごぜん》 8:15"),
        ("ja", 17, "17時15分"),
    ],
)
def test_a_time_is_said_as_the_language_says_it(language, hour, words):
    with translation.override(language):
        assert public_time(time(hour, 15)) == words
        assert public_moment(timezone.make_aware(datetime(2026, 10, 2, hour, 15))).endswith(words)


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("社会福祉法 第106条の4", "Social Welfare Act, Article 106-4"),
        ("社会福祉法 第106条の6第6項", "Social Welfare Act, Article 106-6, paragraph 6"),
        ("社会福祉法 第159条第2号", "Social Welfare Act, Article 159, item 2"),
        ("社会福祉法施行規則 第34条の7", "Regulation for Enforcement of the Social Welfare Act, Article 34-7"),
        ("知られていない法 第1条", "知られていない法 第1条"),
    ],
)
def test_a_law_has_its_english_name(label, words):
    assert law_name(label) == label
    with translation.override("en"):
        assert law_name(label) == words


def test_what_can_carry_no_ruby_is_written_by_sound():
    assert by_sound("年《とし》をとった 人《ひと》、｜1人《ひとり》") == "としをとった ひと、ひとり"
