"""Asking addresses outside: each gets an answer, whatever it is, and nothing inside is asked. No test asks a network."""

import socket

import pytest

from cms.desk.links.access import outside_links
from cms.desk.links.services import ask, check_links
from cms.desk.models import LinkCheck
from tests.cms.desk.pages import explainer, with_text

NAMES = {
    "example.jp": ["93.184.216.34"],
    "two.example.jp": ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"],
    "inside.example.jp": ["10.0.0.7"],
    "turns.example.jp": ["93.184.216.34", "127.0.0.1"],
}


class Outside:
    """The world outside: names, who was reached, and what was said to them."""

    def __init__(self):
        self.lookups, self.reached, self.ends, self.down = [], [], [], set()

    def getaddrinfo(self, host, port, *args, **kwargs):
        self.lookups.append(host)
        if host not in NAMES:
            raise socket.gaierror("no such name")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in NAMES[host]]

    def create_connection(self, address, *args, **kwargs):
        self.reached.append(address)
        if address[0] in self.down:
            raise TimeoutError
        ours, theirs = socket.socketpair()
        theirs.sendall(b"HTTP/1.1 204 No Content\r\n\r\n")
        self.ends.append(theirs)
        return ours

    @property
    def said(self):
        """The first lines of what was asked."""
        return [end.recv(4000).decode().partition("\r\n")[0] for end in self.ends]


@pytest.fixture
def outside(monkeypatch):
    world = Outside()
    monkeypatch.setattr(socket, "getaddrinfo", world.getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", world.create_connection)
    yield world
    for end in world.ends:
        end.close()


@pytest.mark.parametrize(("url", "line"), [
    ("http://example.jp", "HEAD / HTTP/1.1"),
    ("http://example.jp/a?id=3&x=%E3%81%82#b", "HEAD /a?id=3&x=%E3%81%82 HTTP/1.1"),
    ("http://example.jp/?q", "HEAD /?q HTTP/1.1"),
    ("http://example.jp/福祉/相談 所?語=日本", "HEAD /%E7%A6%8F%E7%A5%89/%E7%9B%B8%E8%AB%87%20%E6%89%80?%E8%AA%9E=%E6%97%A5%E6%9C%AC HTTP/1.1"),
])  # fmt: skip
def test_an_address_is_asked_as_it_stands(outside, url, line):
    assert ask(url) == "204"
    assert outside.said == [line]


def test_a_name_in_japanese_is_asked(outside):
    NAMES["xn--wgv71a119e.example.jp"] = NAMES["example.jp"]
    assert ask("http://日本語.example.jp/") == "204"


@pytest.mark.parametrize("url", [
    "https://127.0.0.1/", "http://[::1]:1/", "http://10.0.0.1/", "http://169.254.1.1/", "http://inside.example.jp/",
    "http://turns.example.jp/",
])  # fmt: skip
def test_nothing_inside_is_asked_by_whichever_of_its_addresses(outside, url, monkeypatch):
    for literal in ("127.0.0.1", "::1", "10.0.0.1", "169.254.1.1"):
        monkeypatch.setitem(NAMES, literal, [literal])
    assert ask(url) == "inside"
    assert outside.reached == []


def test_who_was_looked_up_is_who_is_asked(outside):
    assert ask("http://example.jp:8080/") == "204"
    assert outside.lookups == ["example.jp"]  # looked up again, the name might lead inside
    assert outside.reached == [("93.184.216.34", 8080)]


def test_where_one_address_is_down_the_other_is_asked(outside):
    outside.down.add("93.184.216.34")
    assert ask("http://two.example.jp/") == "204"
    assert [address for address, _port in outside.reached] == NAMES["two.example.jp"]
    outside.down.add(NAMES["two.example.jp"][1])
    assert ask("http://two.example.jp/") == "TimeoutError"


@pytest.mark.parametrize(("url", "answer"), [
    ("http://example.jp:99999/", "ValueError"), ("http://[example.jp/", "ValueError"), ("http://nowhere.invalid/", "gaierror"),
    ("http://" + "a" * 70 + ".jp/", "UnicodeError"), ("http:///a", "gaierror"),
])  # fmt: skip
def test_what_is_no_address_gets_an_answer_too(outside, url, answer):
    assert ask(url) == answer
    assert outside.reached == []


def lead_to(site, *urls):
    """A live page with these links, the only ones outside."""
    page = with_text(explainer(site), "".join(f'<p><a href="{url}">きまりを読む</a></p>' for url in urls))
    type(page).objects.filter(pk=page.pk).update(body=page.body)
    return {each.url for each in outside_links()} - set(urls)


def test_one_bad_address_ends_no_run(outside, site):
    bad, good = "http://example.jp:99999/", "http://example.jp/"
    others = lead_to(site, bad, good)
    asked, failed = check_links(seconds=60)
    assert (asked, failed) == (2 + len(others), 1 + len(others))
    answers = dict(LinkCheck.objects.values_list("url", "answer"))
    assert (answers[bad], answers[good]) == ("ValueError", "204")


def test_an_address_too_long_to_be_kept_is_listed_and_not_asked(outside, site):
    long = "http://example.jp/" + "a" * 500
    others = lead_to(site, long)
    assert check_links(seconds=60) == (len(others), len(others))
    assert [each.check for each in outside_links() if each.url == long] == [None]
    assert not LinkCheck.objects.filter(url=long).exists()


def test_without_time_nothing_is_asked(outside, site):
    lead_to(site, "http://example.jp/")
    assert check_links(seconds=0) == (0, 0)
    assert outside.lookups == []
