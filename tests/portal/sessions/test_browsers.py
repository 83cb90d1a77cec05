"""Browsers in words."""

import pytest

from portal.sessions.browsers import described

MOZILLA = "Mozilla/5.0 ({}) {}"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko) "


@pytest.mark.parametrize(
    ("system", "rest", "words"),
    [
        ("Windows NT 10.0; Win64; x64", f"{WEBKIT}Chrome/130.0 Safari/537.36 Edg/130.0", ("Edge", "Windows")),
        ("Windows NT 10.0; Win64; x64", f"{WEBKIT}Chrome/130.0 Safari/537.36", ("Chrome", "Windows")),
        ("Windows NT 10.0; rv:131.0", "Gecko/20100101 Firefox/131.0", ("Firefox", "Windows")),
        ("Macintosh; Intel Mac OS X 10_15", f"{WEBKIT}Version/18.0 Safari/605.1", ("Safari", "Mac")),
        ("iPhone; CPU iPhone OS 18_0 like Mac OS X", f"{WEBKIT}Version/18.0 Safari/604.1", ("Safari", "iPhone")),
        ("iPad; CPU OS 18_0 like Mac OS X", f"{WEBKIT}CriOS/130.0 Safari/604.1", ("Chrome", "iPad")),
        ("Linux; Android 14; Pixel 8", f"{WEBKIT}Chrome/130.0 Mobile Safari/537.36", ("Chrome", "Android")),
        ("X11; CrOS x86_64 14541", f"{WEBKIT}Chrome/130.0 Safari/537.36", ("Chrome", "Chromebook")),
        ("X11; Linux x86_64", "Gecko/20100101 Firefox/131.0", ("Firefox", "Linux")),
        ("", "", ("", "")),
    ],
)
def test_a_browser_in_words(system, rest, words):
    assert described(MOZILLA.format(system, rest)) == words
