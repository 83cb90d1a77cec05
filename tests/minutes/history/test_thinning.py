"""Which of many stages stay."""

from datetime import UTC, datetime, timedelta

import pytest

from minutes.history.thinning import MOST_OF_A_DAY, Kept, Written, goes_on, joined

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)


def stages(*ages, letters=None, fixed=()):
    """Oldest first; ages in minutes."""
    sizes = letters or [100] * len(ages)
    return [
        Kept(number, NOW - timedelta(minutes=age), size, number in fixed)
        for number, (age, size) in enumerate(zip(ages, sizes, strict=True), start=1)
    ]


def test_of_the_last_day_all_stay():
    assert joined(stages(600, 599, 598, 1, 0), NOW) == {}


def test_before_that_the_last_of_each_hour():
    two_days = 2 * 24 * 60
    assert joined(stages(two_days + 50, two_days + 40, two_days - 10, 5), NOW) == {1: 2}


def test_after_a_month_the_last_of_each_day():
    forty_days = 40 * 24 * 60
    assert joined(stages(forty_days + 300, forty_days + 200, forty_days, 5), NOW) == {1: 3, 2: 3}


def test_what_was_fixed_stays_and_so_does_what_stood_before_much_was_deleted():
    day = 3 * 24 * 60
    ages = (day + 50, day + 40, day + 30, day + 20, day + 10)
    assert joined(stages(*ages, fixed=(2,)), NOW) == {1: 2, 3: 5, 4: 5}
    assert joined(stages(*ages, letters=(100, 110, 30, 31, 32)), NOW) == {1: 2, 3: 5, 4: 5}


def test_a_crowded_day_keeps_one_for_every_ten_minutes_and_the_youngest():
    crowd = stages(*range(MOST_OF_A_DAY + 100, 0, -1))
    stay = {each.number for each in crowd} - set(joined(crowd, NOW))
    assert len(stay) <= (MOST_OF_A_DAY + 100) / 10 + 1
    assert crowd[-1].number in stay


def test_thinning_twice_is_thinning_once():
    crowd = stages(*range(5 * 24 * 60, 0, -13))
    gone = joined(crowd, NOW)
    assert gone
    assert joined([each for each in crowd if each.number not in gone], NOW) == {}


@pytest.mark.parametrize(
    ("began", "ended", "letters", "on"),
    [(0.1, 4, 200, True), (2, 4, 200, False), (0.1, 13, 200, False), (0.1, 4, 81, True), (0.1, 4, 80, False)],
    ids=["they write on", "a pause", "long", "a little deleted", "much deleted"],
)
def test_one_stretch_of_writing_is_one_stage(began, ended, letters, on):
    before = Written(NOW - timedelta(minutes=2), NOW, 100)
    after = Written(NOW + timedelta(minutes=began), NOW + timedelta(minutes=ended), letters)
    assert goes_on(before, after) is on
