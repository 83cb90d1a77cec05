"""The Cabinet Office's list: what it says otherwise is entered, nothing else."""

from datetime import date

import pytest

from meetings.office_days.reading import CannotRead, differences, holidays_in

HEAD = "国民の祝日・休日月日,国民の祝日・休日名称\r\n"


def test_it_is_read_as_published():
    text = HEAD + "2027/1/1,元日\r\n2027/1/11,成人の日\r\n"
    expected = {date(2027, 1, 1): "元日", date(2027, 1, 11): "成人の日"}
    assert holidays_in(text.encode("cp932"), "syukujitsu.csv") == expected
    assert holidays_in(text.encode("utf-8-sig"), "syukujitsu.csv") == expected


@pytest.mark.parametrize(
    "content",
    [b"", HEAD.encode("cp932"), b"a,b\r\n2027/1/1,x\r\n", (HEAD + "来年,元日\r\n").encode("cp932"), b"\x00\x01"],
)
def test_what_is_not_that_list_is_refused(content):
    with pytest.raises(CannotRead):
        holidays_in(content, "syukujitsu.csv")


def test_only_what_differs_and_is_to_come_counts():
    listed = {date(2027, 1, 1): "元日", date(2027, 6, 1): "開府記念の日", date(2020, 6, 1): "昔の日"}
    found = differences(listed, date(2026, 11, 30))
    assert found[date(2027, 6, 1)] == (True, "開府記念の日")
    assert found[date(2027, 2, 11)] == (False, "建国記念の日")  # the list covers 2027 and does not name it
    assert date(2027, 1, 1) not in found
    assert {day.year for day in found} == {2027}
