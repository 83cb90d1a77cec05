"""The rule of hints, as a table, and its sentences."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.hints.rules import Elsewhere, Hint, Standing, hints, overlap, same_place
from meetings.hints.words import sentence
from meetings.schedule.occasion import Occasion
from portal.dates.closed import Closing, Offices
from portal.dates.wareki import TOKYO

TODAY = date(2026, 11, 30)
CITY = Offices(closed=frozenset({date(2026, 12, 18)}), labels={date(2026, 12, 18): "まつり"})


def on(day, begins="14:00", ends="15:30", place="302会議室", month=12, year=2026):
    start, end = (
        datetime.fromisoformat(f"{year}-{month:02}-{day:02}T{at}").replace(tzinfo=TOKYO) for at in (begins, ends)
    )
    return Occasion(start, end, place)


def kinds(occasion, **facts):
    return [each.kind for each in hints(occasion, offices=CITY, today=TODAY, notice_days=10, **facts)]


@pytest.mark.parametrize(
    ("occasion", "said"),
    [
        (on(15), []),
        (on(14), []),  # ten open days after the 30th
        (on(11), ["notice"]),
        (on(1), ["notice"]),
        (on(18), ["closed"]),
        (on(19), ["closed"]),
        (on(29), ["closed"]),
        (on(11, month=2, year=2027), ["closed"]),
        (on(15, "08:00", "09:30"), ["hours"]),
        (on(15, "16:30", "17:30"), ["hours"]),
        (on(15, "18:30", "20:00"), ["hours"]),
        (on(19, "18:30", "20:00"), ["closed"]),
        (on(15, year=2036), []),
    ],
)
def test_day_hours_and_notice(occasion, said):
    assert kinds(occasion) == said


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (on(15), ["people"]),
        (on(15, "15:00", "16:00"), ["people"]),
        (on(15, "15:30", "16:00"), []),
        (on(15, "13:00", "14:00"), []),
        (on(16), []),
    ],
)
def test_people_who_are_taken(other, said):
    assert kinds(on(15), elsewhere=[Elsewhere("大西 恵", other)]) == said


def test_people_stand_once_for_each_meeting_named_only_where_it_may_be():
    elsewhere = [Elsewhere("大西 恵", on(15)), Elsewhere("大西 恵", on(15)), Elsewhere("林 恵", on(15), "第7回")]
    found = hints(on(15), offices=CITY, today=TODAY, notice_days=10, elsewhere=elsewhere)
    assert [(each.people, each.meeting) for each in found] == [(("大西 恵",), ""), (("林 恵",), "第7回")]


@pytest.mark.parametrize(
    ("place", "same"),
    [("302会議室", True), ("３０２ 会議室", True), ("302 会議室", True), ("303会議室", False), ("", False)],
)
def test_the_same_room(place, same):
    assert same_place("302会議室", place) is same
    assert kinds(on(15), standing=[Standing(on(15, place=place), "第7回")]) == (["place"] if same else [])
    assert kinds(on(15), standing=[Standing(on(16, place=place), "第7回")]) == []


@pytest.mark.parametrize(
    ("hint", "words"),
    [
        (Hint("closed", closing=Closing("holiday", "建国記念の日")), "この日は閉庁日です（建国記念の日）。"),
        (Hint("closed", closing=Closing("year_end")), "この日は閉庁日です（年末年始）。"),
        (Hint("closed", closing=Closing("weekend")), "この日は閉庁日です（火曜日）。"),
        (Hint("hours"), "開庁時間の外です。"),
        (Hint("notice", days=3), "会議まで、開庁日はあと3日です。ふつうは10日以上前に案内します。"),
        (Hint("place", meeting="第7回"), "第7回が、同じ時間に同じ場所であります。"),
        (Hint("people", people=("大西 恵",)), "大西 恵さんは、この時間に別の会議があります。"),
        (
            Hint("people", people=("大西 恵", "林 恵"), meeting="第7回"),
            "大西 恵さん、林 恵さんは、この時間に第7回に招かれています。",
        ),
        (Hint("people", people=tuple("あいうえお")), "あさん、いさん、うさんほか2人は、この時間に別の会議があります。"),
    ],
)
def test_hints_in_words(hint, words):
    assert sentence(hint, on(15), 10) == words


MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2028, 1, 1)).map(lambda each: each.replace(tzinfo=TOKYO))


@given(st.lists(MOMENTS, min_size=4, max_size=4))
def test_overlap_is_mutual_and_needs_a_shared_moment(moments):
    one, other = Occasion(*sorted(moments[:2]), "a"), Occasion(*sorted(moments[2:]), "b")
    assert overlap(one, other) is overlap(other, one)
    if one.end <= other.start or other.end <= one.start:
        assert not overlap(one, other)


@given(MOMENTS, MOMENTS)
def test_whatever_the_date_nothing_is_refused(start, end):
    if start < end:
        for each in hints(Occasion(start, end, "x"), offices=CITY, today=TODAY, notice_days=10):
            assert sentence(each, Occasion(start, end, "x"), 10)
