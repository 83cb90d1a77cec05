"""A city that has just been set up: one command, one signature, and the auditor reads the record."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.auditor.access import SERIES
from portal.mfa.models import AppDevice
from portal.pledge.models import PledgeText
from portal.pledge.services import shown_sha256
from tests.factories.people import PASSWORD, a_person
from tests.portal.mfa.floor import code_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]
UNTIL = (timezone.localdate() + timedelta(days=30)).isoformat()


def test_from_an_empty_database_to_the_record(clock):
    assert not PledgeText.objects.exists()
    person = a_person("佐野")
    AppDevice.objects.create(user=person, name="app", confirmed=True, secret=b"the key of the auditor")
    call_command("give_audit", person.email, "--until", UNTIL)
    client = Client()
    client.post(reverse("enter:login"), {"email": person.email, "password": PASSWORD})
    client.post(reverse("enter:code"), {"code": code_of(person, clock)})
    assert client.get("/portal/audit/").headers["Location"].startswith(reverse("enter:pledge"))
    page = client.get(reverse("enter:pledge")).content.decode()
    assert "操作の記録の監査" in page
    assert "地方公務員法" in page
    clock.wait(30)
    words = {"read": "on", "lasting": "on", "shown": shown_sha256(PledgeText.objects.get(series=SERIES))}
    assert client.post(reverse("enter:pledge"), words | {"code": code_of(person, clock)}).status_code == 302
    assert client.get("/portal/audit/").status_code == 200


def test_a_second_mandate_publishes_no_second_text():
    for family in ("佐野", "星"):
        call_command("give_audit", a_person(family).email, "--until", UNTIL)
    assert PledgeText.objects.filter(series=SERIES).count() == 1
    assert AuditEvent.objects.filter(verb="pledge_text.published").count() == 1
