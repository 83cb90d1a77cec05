"""Requests that no form sends: line ends, foreign addresses, odd methods and markup in whatever a person may type."""

import re
from datetime import timedelta
from email import message_from_bytes, policy
from urllib.parse import quote, urljoin, urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.dates.wareki import wareki
from portal.outbox.models import OutboxMail
from tests.doors import matrix
from tests.doors.answers import ask

pytestmark = pytest.mark.django_db

OUR_DOORS = sorted({name for name, _method in matrix.rows()})
ELSEWHERE = [
    "https://evil.test/", "//evil.test/", "/\\evil.test", "\\\\evil.test", "///evil.test", "http:evil.test", "javascript:alert(1)",
    "https:///evil.test", "/%09/evil.test", "\t//evil.test", "//evil.test@127.0.0.1/", "http://testserver.evil.test/",
]  # fmt: skip
LINE_ENDS = [
    "x\r\nSet-Cookie: a=b",
    "x\nBcc: evil@evil.test",
    "x%0d%0aLocation:%20https://evil.test",
    "x\u2028y",
    "x\x00y",
]


def assert_here(answer) -> None:
    """It leads nowhere, or to this host: read as browsers do, which drop tabs and take backslashes for slashes."""
    to = re.sub(r"[\t\r\n]", "", answer.headers.get("Location", "")).replace("\\", "/").strip()
    there = urlsplit(urljoin("http://testserver/portal/", to))
    assert (there.scheme, there.netloc) == ("http", "testserver")


@pytest.mark.parametrize("value", ELSEWHERE)
def test_no_door_leads_to_another_host(world, value):
    """Open redirects (ASVS 3.7.2): by ``next``, of everybody, at every public door and step."""
    for door in [name for name in OUR_DOORS if name.startswith("enter:")] + [
        "set_language",
        "desk_login",
        "site_login",
    ]:
        for role in ("anonymous", "unpledged"):
            client, path = world.client(role), world.address(door)
            answers = [client.get(path, {"next": value})]
            if door in ("set_language", "enter:login"):
                answers.append(client.post(path, {"next": value, "language": "ja"}))
            for answer in answers:
                assert_here(answer)


@pytest.mark.parametrize("value", LINE_ENDS)
def test_line_ends_make_no_header(world, value):
    """IPA: HTTP header injection. In addresses, in ``next``, in the language, in what is asked for."""
    client = world.client("coordinator")
    answers = [
        client.get("/portal/meetings/", {"of": value}),
        client.get("/portal/enter/code/", {"next": f"/portal/{value}"}),
        world.client("anonymous").get("/portal/meetings/", {"of": value}),
        client.post(reverse("set_language"), {"language": value, "next": f"/portal/{value}"}),
        client.get(f"/portal/{value}/"),
        client.get(
            "/portal/", headers={"x-request-id": "a", "accept-language": value.replace("\r", "").replace("\n", "")}
        ),
    ]
    for answer in answers:
        for content in answer.headers.values():
            assert "\r" not in content
            assert "\n" not in content
        assert_here(answer)
        assert "a" not in answer.cookies


def invite(world, **typed):
    """The invitation of a person, as its form sends it."""
    form = {
        "email": "new@example.jp",
        "family_name": "江口",
        "given_name": "恵",
        "organisation": "江口会",
        "post": "係長",
    }
    form |= {
        "role": "member",
        "starts_on": wareki(timezone.localdate()),
        "ends_on": wareki(timezone.localdate() + timedelta(days=90)),
    }
    return world.client("coordinator").post(world.address("bodies:invite"), form | typed)


@pytest.mark.parametrize("field", ["email", "family_name", "given_name", "organisation", "post"])
@pytest.mark.parametrize("value", [*LINE_ENDS[:2], *LINE_ENDS[3:]], ids=["crlf", "lf", "u2028", "nul"])
def test_line_ends_are_refused_where_they_are_typed(world, field, value):
    """IPA: mail header injection, at the form whose answers stand in mails."""
    before = OutboxMail.objects.count()
    answer = invite(world, **{field: value})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert OutboxMail.objects.count() == before


@pytest.mark.parametrize("name", ["恵", LINE_ENDS[2]], ids=["plain", "percent"])
def test_one_mail_goes_out_with_no_line_but_ours(world, name):
    """What only looks like a line end is a word like others: it makes no line in the mail's head."""
    known = set(OutboxMail.objects.values_list("pk", flat=True))
    assert invite(world, given_name=name).status_code == 200
    mail = OutboxMail.objects.exclude(pk__in=known).get()
    assert mail.recipient == "new@example.jp"
    read = message_from_bytes(bytes(mail.content), policy=policy.default)
    assert not read.defects
    assert not {"bcc", "cc", "set-cookie", "location"} & {line.lower() for line in read}
    assert [read.get_all(line) and len(read.get_all(line)) for line in ("From", "To", "Subject")] == [1, 1, 1]
    assert [person.addr_spec for person in read["To"].addresses] == ["new@example.jp"]
    assert b"evil.test" not in bytes(mail.content).partition(b"\r\n\r\n")[0]


def test_an_address_with_a_line_end_is_refused_by_the_outbox(world):
    from portal.outbox import services as outbox
    from portal.outbox.smtp import send_bytes

    mail = outbox.post(
        recipient="a@example.jp\r\nRCPT TO:<x@evil.test>", kind="k", message_id="<1@x>", content=b"x\r\n"
    )
    with pytest.raises((ValueError, OSError)):
        send_bytes("kaigi@kasane.example", mail.recipient, bytes(mail.content))


@pytest.mark.parametrize("method", ["TRACE", "OPTIONS", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND", "GET\tX"])
@pytest.mark.parametrize("address", ["/", "/portal/", "/static/portal/page.css", "/editorial/", "/healthz", "/nothing"])
def test_other_methods_get_nothing(world, method, address):
    for role in ("anonymous", "coordinator"):
        answer = world.client(role).generic(method, address, headers={"x-secret": "come-back"})
        assert answer.status_code == 405
        assert b"come-back" not in answer.content


@pytest.mark.parametrize("door", OUR_DOORS)
def test_markup_in_an_address_is_never_markup_in_a_page(world, door):
    """IPA: cross-site scripting by what a link carries."""
    mark = '"><img src=x onerror=alert(1)>'
    for role in ("anonymous", "coordinator"):
        answer = ask(world.client(role), "GET", world.address(door) + "?next=" + mark + "&of=" + mark + "&q=" + mark)
        assert b"<img src=x" not in answer.content


@pytest.mark.parametrize(
    "path", ["../../../etc/passwd", "..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//etc/passwd"]
)
@pytest.mark.parametrize("place", ["/static/", "/media/", "/demo/mail/", "/portal/", "/documents/1/"])
def test_no_path_climbs_out(client, place, path):
    answer = client.get(place + path)
    assert answer.status_code in (302, 400, 404)
    assert b"root:" not in answer.content


ODD = ["9" * 19, "9" * 5000, "-1", "²", "a\x00b", "あ" * 3000, "\ud800"]
ASKED = [
    *("before", "page", "p", "next", "over", "show", "q", "kind", "person", "verb", "target", "since", "until", "of"),
    *("query", "order", "id", "language"),
]


@pytest.mark.parametrize("value", ODD, ids=range(len(ODD)))
def test_odd_numbers_and_words_in_an_address_break_no_page(world, value):
    """Cursors, filters, ids: ignored, 404 or said at the field, never an error of ours (ASVS 2.2.1)."""
    said = quote(value, errors="surrogatepass")
    broken = []
    for door in OUR_DOORS:
        role = "auditor" if door.startswith("audit:") else "coordinator"
        path = f"{world.address(door)}?{'&'.join(f'{name}={said}' for name in ASKED)}"
        answer = ask(world.client(role), "GET", path)
        if answer.status_code >= 500:
            broken.append((door, answer.status_code))
    assert broken == []
