"""出席・遅刻・早退・欠席・代理 in words; and times of day as moments of the meeting."""

from datetime import datetime, time

import pytest

from meetings.attendance.marks import Mark, expected, on_the_day, words
from portal.dates.wareki import TOKYO


def tokyo(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=TOKYO)


CAME, LEFT = tokyo(30, 14, 20), tokyo(30, 15, 5)


@pytest.mark.parametrize(
    ("mark", "kind", "said", "as_proxy"),
    [
        (Mark(), "", "未記入", "未記入（谷川 由美の代理）"),
        (Mark("present"), "present", "出席", "谷川 由美の代理"),
        (Mark("absent"), "absent", "欠席", "欠席（谷川 由美の代理）"),
        (Mark("present", CAME), "late", "遅刻（14:20から）", "遅刻（14:20から）（谷川 由美の代理）"),
        (Mark("present", None, LEFT), "left", "早退（15:05まで）", "早退（15:05まで）（谷川 由美の代理）"),
        (
            Mark("present", CAME, LEFT),
            "late",
            "遅刻・早退（14:20–15:05）",
            "遅刻・早退（14:20–15:05）（谷川 由美の代理）",
        ),
    ],
)
def test_each_mark_has_its_words(mark, kind, said, as_proxy):
    assert (mark.kind, words(mark), words(mark, in_place_of="谷川 由美")) == (kind, said, as_proxy)


def test_who_sends_a_proxy_is_told_with_their_name():
    assert words(Mark("proxy"), proxies=("山口 恵子",)) == "代理：山口 恵子"
    assert words(Mark("proxy")) == "代理が出席"


@pytest.mark.parametrize(
    ("at", "start", "end", "moment"),
    [
        (time(14, 20), tokyo(29, 14), tokyo(29, 15, 30), tokyo(29, 14, 20)),
        (time(13, 50), tokyo(29, 14), tokyo(29, 15, 30), tokyo(29, 13, 50)),
        (time(0, 20), tokyo(29, 23, 30), tokyo(30, 1), tokyo(30, 0, 20)),
        (time(23, 40), tokyo(29, 23, 30), tokyo(30, 1), tokyo(29, 23, 40)),
        (time(23, 20), tokyo(29, 23, 30), tokyo(30, 1), tokyo(29, 23, 20)),
    ],
)
def test_a_time_of_day_is_a_moment_of_the_meeting(at, start, end, moment):
    assert on_the_day(at, start, end) == moment


def test_an_answer_lets_expect():
    answers = ("ACCEPTED", "DECLINED", "TENTATIVE", "NEEDS-ACTION", "")
    assert [expected(each) for each in answers] == ["present", "absent", "", "", ""]
