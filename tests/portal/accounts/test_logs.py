import logging

import pytest

from portal.accounts.logs import HideTokens


def line(message, *args):
    record = logging.LogRecord("x", logging.WARNING, "", 0, message, args, None)
    assert HideTokens().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(("said", "written"), [
    ("Gone: /portal/enter/join/sEcrEt_-1/", "Gone: /portal/enter/join/…/"),
    ('"GET /portal/enter/join/sEcrEt HTTP/1.1" 200', '"GET /portal/enter/join/… HTTP/1.1" 200'),
    ("https://kasane.example/portal/enter/join/sEcrEt/?a=1", "https://kasane.example/portal/enter/join/…/?a=1"),
    ("Gone: /portal/enter/reset/1-2/sEcrEt-1/", "Gone: /portal/enter/reset/1-2/…/"),
    ("Not Found: /portal/me/address/sEcrEt/", "Not Found: /portal/me/address/…/"),
    ("Not Found: /portal/meetings/", "Not Found: /portal/meetings/"),
    ("100% of nothing", "100% of nothing"),
])  # fmt: skip
def test_only_the_token_is_hidden(said, written):
    assert line(said) == written
    assert line("%s", said) == written


def test_other_lines_keep_their_arguments():
    record = logging.LogRecord("x", logging.WARNING, "", 0, "%s: %s", ("Not Found", "/portal/"), None)
    HideTokens().filter(record)
    assert record.args == ("Not Found", "/portal/")
