"""How far a meeting has come, in cells (pure)."""

import pytest
from django.utils import translation

from meetings.schedule.models import Meeting
from minutes.signoff.progress import Counts, cells

State = Meeting.State


@pytest.mark.parametrize(
    ("state", "counts", "expected"),
    [
        (State.DRAFT, Counts(), ("later", "通知のあと", "")),
        (State.CALLED, Counts(invited=4, coming=2, silent=2), ("need", "2人がまだ", "replies:everybody")),
        (State.CALLED, Counts(invited=4, silent=2, unreached=1), ("need", "1人に届いていません", "replies:everybody")),
        (State.CALLED, Counts(invited=4, coming=3), ("done", "3人が出席", "replies:everybody")),
        (State.HELD, Counts(invited=4, coming=3, silent=1, present=2), ("done", "2人が出席", "")),
    ],
)
def test_the_answers_to_the_invitation(state, counts, expected):
    with translation.override("ja"):
        cell = next(each for each in cells(state, counts) if each.name == "出欠")
    assert (cell.state, cell.words, cell.link) == expected


@pytest.mark.parametrize("state", [State.DRAFT, State.CALLED, State.HELD])
def test_the_cells_have_one_order(state):
    with translation.override("ja"):
        assert [cell.name for cell in cells(state, Counts())] == ["日程", "通知", "出欠", "次第", "会議録", "確認"]
