"""The demo's conveniences tell the truth: the code fits, the cookie enters, the mail is shown harmlessly."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from portal.demo.codes import code_now
from portal.demo.facts import cookie
from portal.demo.letters import letters
from portal.demo.postoffice import open_post_office
from portal.mfa.step_up import prove
from portal.outbox.smtp import send_bytes
from tests.portal.mfa.floor import app_shows

pytestmark = pytest.mark.django_db
HTML = b"<script>document.body.innerHTML='x'</script><p>11\xe6\x9c\x88</p>"
MAIL = (
    b"From: kaigi@kasane.example\r\nTo: onishi@kasane.example\r\nSubject: Test\r\nMIME-Version: 1.0\r\n"
    b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n'
    b"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nwords\r\n"
    b"--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + HTML + b"\r\n--b--\r\n"
)


@pytest.fixture
def kept(settings, tmp_path):
    """The demo's post office with one mail on its shelf."""
    settings.DATA_DIR = tmp_path
    controller, port = open_post_office(tmp_path / "mail")
    settings.SMTP_HOST, settings.SMTP_PORT = "127.0.0.1", port
    try:
        send_bytes("kaigi@kasane.example", "onishi@kasane.example", MAIL)
    finally:
        controller.stop()
    (letter,) = letters(tmp_path / "mail")
    return letter


def test_the_code_is_that_of_the_app_and_fits(cast, clock):
    user = cast.member
    code, seconds, used = code_now(user)
    assert (code, used) == (app_shows(user.appdevice_set.get().secret, clock.now.timestamp()), False)
    assert 0 < seconds <= 30
    prove(user, code)
    assert code_now(user)[2] is True


def test_the_command_prints_it(cast, clock):
    out = StringIO()
    call_command("demo_code", cast.member.email, stdout=out)
    assert out.getvalue().startswith(app_shows(cast.member.appdevice_set.get().secret, clock.now.timestamp()))


def test_nobody_is_said_to_be_somebody(cast):
    for command in ("demo_code", "demo_cookie"):
        with pytest.raises(CommandError, match="No demo account"):
            call_command(command, "nobody@example.jp")


def test_the_cookie_enters(cast, client):
    name, _, value = cookie(cast.member.email).removeprefix("Cookie: ").partition("=")
    client.cookies[name] = value
    assert client.get(reverse("home")).status_code == 200


def test_a_mail_is_kept_as_it_arrived(kept, settings):
    (file,) = (settings.DATA_DIR / "mail").glob("*.eml")
    assert file.read_bytes() == MAIL
    assert (kept.subject, kept.to) == ("Test", "onishi@kasane.example")
    assert [part.content_type.split(";")[0] for part in kept.parts] == ["text/plain", "text/html"]


def test_html_of_a_mail_is_shown_without_any_right(kept, client):
    assert kept.subject in client.get(reverse("demo:mail")).content.decode()
    page = client.get(reverse("demo:letter", args=[kept.name])).content
    assert b"<script>document" not in page
    answer = client.get(reverse("demo:part", args=[kept.name, kept.parts[1].number]))
    assert answer.content.strip() == HTML
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy


def test_what_is_not_kept_is_not_found(kept, client):
    assert client.get(reverse("demo:letter", args=["20260101.eml"])).status_code == 404
    assert client.get(reverse("demo:part", args=[kept.name, 99])).status_code == 404


def test_facts_are_json(cast, monkeypatch):
    from portal.demo import facts

    monkeypatch.setattr(facts, "CAST", ())  # the demo's own people are not in this city
    out = StringIO()
    call_command("demo_facts", stdout=out)
    told = json.loads(out.getvalue())
    assert {"base_url", "accounts", "bodies", "meetings", "never_leak"} <= set(told)
    assert {body["name"] for body in told["bodies"]} == {"かさね市支援会議", "かさね市重層的支援会議"}
