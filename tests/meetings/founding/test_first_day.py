"""From an empty database to the home page: one command, one link, one code, an app and a signature."""

import re
from email import message_from_bytes

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from meetings.bodies.access import runs_body
from meetings.bodies.models import Appointment, Body
from portal.accounts.models import Invitation, User
from portal.audit.models import AuditEvent
from portal.mfa.access import unfinished_device
from portal.outbox.models import OutboxMail
from portal.pledge.models import Kind, PledgeText
from portal.pledge.services import shown_sha256
from tests.factories.people import PASSWORD
from tests.portal.mfa.floor import app_shows, code_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]
MAIL = "mizuno@city.example.jp"
WHO = ("--family", "水野", "--given", "遥", "--agency", "かさね市 福祉政策課")


def found(*more, name="かさね市支援会議", mail=MAIL):
    call_command("found_body", name, mail, *WHO, *more)


def code_in(printed):
    return re.search(r"Setup code \(72 hours\): (\w{4}-\w{4})", printed).group(1)


def link_in_the_mail():
    mail = message_from_bytes(bytes(OutboxMail.objects.get(recipient=MAIL).content))
    [plain] = [part for part in mail.walk() if part.get_content_type() == "text/plain"]
    text = plain.get_payload(decode=True).decode()
    return re.search(re.escape(settings.BASE_URL) + r"(\S+/join/\S+)", text).group(1)


def test_from_an_empty_database_to_the_home_page(clock, capsys):
    assert not User.objects.exists()
    found()
    code, client = code_in(capsys.readouterr().out), Client()
    words = {"code": code, "password": PASSWORD, "again": PASSWORD}
    assert client.post(link_in_the_mail(), words).status_code == 302
    client.get(reverse("enter:app"))
    user = User.objects.get(email=MAIL)
    typed = app_shows(unfinished_device(user).secret, clock.now.timestamp())
    assert client.post(reverse("enter:app"), {"code": typed}).status_code == 302
    client.post(reverse("enter:codes"))
    page = client.get(reverse("enter:pledge")).content.decode()
    assert "事務局の職務に従事する者として" in page
    assert "社会福祉法 第106条の6第6項" in page
    clock.wait(30)
    text = PledgeText.objects.get(series="city", kind=Kind.OFFICE)
    signed = {"read": "on", "lasting": "on", "shown": shown_sha256(text), "code": code_of(user, clock)}
    assert client.post(reverse("enter:pledge"), signed).status_code == 302
    assert "水野" in client.get(reverse("home")).content.decode()
    assert runs_body(user, Body.objects.get())  # and so can invite everybody else
    assert client.get(reverse("bodies:invite", args=[Body.objects.get().pk])).status_code == 200


def test_each_kind_of_people_gets_a_text_that_names_the_body(capsys):
    found()
    texts = PledgeText.objects.filter(series="city")
    assert {text.kind for text in texts} == set(Kind.values)
    assert {text.covers for text in texts} == {"かさね市支援会議"}
    assert not any(text.confirmed for text in texts)
    assert {event.detail for event in AuditEvent.objects.filter(verb="body.founded")} == {"setup:found_body"}


def test_a_second_body_of_the_series_keeps_its_texts_and_its_people(capsys):
    found()
    found("--kind", "plan_review", name="かさね市重層的支援会議")
    assert "stay as they are" in capsys.readouterr().out
    assert PledgeText.objects.count() == len(Kind)
    assert Appointment.objects.filter(user__email=MAIL).count() == 2
    assert User.objects.count() == 1


def test_a_review_of_plans_rests_on_the_rules_of_the_city(capsys):
    found("--kind", "plan_review", "--series", "plans", name="かさね市重層的支援会議")
    text = PledgeText.objects.get(kind=Kind.MEMBER)
    assert "実施要綱" in text.law
    assert "第159条" not in text.law_on(timezone.localdate())


def test_the_same_name_twice_is_refused_in_words(capsys):
    found()
    with pytest.raises(CommandError, match="There is a body of this name"):
        found()
    assert (Body.objects.count(), Invitation.objects.count()) == (1, 1)


def test_a_lost_code_is_replaced_and_the_earlier_one_opens_nothing(capsys):
    found()
    first, earlier = code_in(capsys.readouterr().out), link_in_the_mail()
    call_command("found_body", "かさね市支援会議", MAIL, "--again")
    assert code_in(capsys.readouterr().out) != first
    words = {"code": first, "password": PASSWORD, "again": PASSWORD}
    assert Client().post(earlier, words).status_code == 410
    assert Invitation.objects.filter(withdrawn_at=None).count() == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("かさね市支援会議", "mizuno", *WHO), "mizuno"),
        (("かさね市支援会議", MAIL, "--family", "水野"), "--given --agency"),
        (("かさね市支援会議", MAIL, *WHO, "--until", "2020-03-31"), "ahead"),
        (("かさね市支援会議", MAIL, *WHO, "--series", "会議"), "会議"),
        (("かさね市支援会議", MAIL, "--again"), "yet to come in"),
    ],
)
def test_what_does_not_fit_is_said_and_nothing_is_made(arguments, said):
    with pytest.raises(CommandError, match=said):
        call_command("found_body", *arguments)
    assert not Body.objects.exists()
    assert not User.objects.exists()
