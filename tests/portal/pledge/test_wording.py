"""From when the law that a text cites reads otherwise."""

from datetime import date

import pytest

from portal.pledge.wording import changed_on


@pytest.mark.parametrize(
    ("articles", "since", "until", "expected"),
    [
        (["secrecy"], date(2025, 1, 10), date(2025, 3, 31), None),
        (["secrecy"], date(2025, 1, 10), date(2025, 4, 1), date(2025, 4, 1)),
        (["secrecy", "penalty"], date(2025, 4, 1), date(2026, 11, 22), date(2025, 6, 1)),
        (["secrecy", "penalty"], date(2025, 1, 10), date(2026, 11, 22), date(2025, 4, 1)),
        (["secrecy", "penalty"], date(2025, 6, 1), date(2026, 11, 22), None),
        (["local_staff_secrecy"], date(2025, 1, 10), date(2026, 11, 22), date(2025, 6, 1)),
        ([], date(2021, 1, 1), date(2026, 11, 22), None),
    ],
)
def test_a_change_is_found_on_its_day(articles, since, until, expected):
    assert changed_on(articles, since, until) == expected


def test_what_was_repealed_changed_on_the_day_after_its_last(monkeypatch):
    from dataclasses import replace

    from portal.law import data

    ended = [replace(each, in_force_to=date(2027, 3, 31)) for each in data.CITATIONS if each.key == "plan"]
    monkeypatch.setattr(data, "CITATIONS", tuple(ended))
    assert changed_on(["plan"], date(2026, 1, 1), date(2027, 4, 30)) == date(2027, 4, 1)
