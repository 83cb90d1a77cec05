"""What an operator is told at the start."""

import pytest
from django.core.checks import run_checks


@pytest.mark.parametrize(
    ("imap", "judge", "told"), [("imap.city.example", "", True), ("imap.city.example", "mx.city.example", False), ("", "", False)]
)  # fmt: skip
def test_a_mailbox_whose_mails_nobody_judges_is_told_at_the_start(settings, imap, judge, told):
    settings.IMAP_HOST, settings.MAIL_AUTH_SERVER = imap, judge
    assert ("replies.W001" in {each.id for each in run_checks(tags=["security"])}) is told
