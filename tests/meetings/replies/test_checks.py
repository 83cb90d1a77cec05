"""What an operator is told at the start."""

import pytest
from django.core.checks import run_checks


@pytest.mark.parametrize(
    ("by_mail", "judge", "told"), [(True, "", True), (True, "mx.city.example", False), (False, "", False)]
)
def test_answers_by_mail_that_nobody_judges_are_told_at_the_start(settings, by_mail, judge, told):
    settings.ANSWERS_BY_MAIL, settings.MAIL_AUTH_SERVER = by_mail, judge
    assert ("replies.W001" in {each.id for each in run_checks(tags=["security"])}) is told
