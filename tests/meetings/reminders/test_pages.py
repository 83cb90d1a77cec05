"""The page on which a person says of what they wish to be reminded."""

import pytest

from meetings.reminders.models import Silence
from portal.audit.models import AuditEvent

pytestmark = pytest.mark.django_db
PAGE = "/portal/me/mails/"


def off(person):
    return sorted(Silence.objects.filter(user=person).values_list("kind", flat=True))


def test_each_kind_is_switched_off_and_on(cast):
    client = cast.client_of(cast.summoned)
    page = client.get(PAGE).content.decode()
    assert page.count("checked") == 3
    assert client.post(PAGE, {"kinds": ["meeting", "poll"]}).status_code == 302
    assert off(cast.summoned) == ["answer"]
    assert client.get(PAGE).content.decode().count("checked") == 2
    assert client.post(PAGE, {"kinds": ["meeting", "poll", "answer"]}).status_code == 302
    assert off(cast.summoned) == []
    details = AuditEvent.objects.filter(verb="reminders.chosen").order_by("pk").values_list("detail", flat=True)
    assert list(details) == ["off:answer", "off:none"]


def test_who_runs_a_body_has_one_more(cast):
    assert cast.client_of(cast.coordinator).get(PAGE).content.decode().count("checked") == 4
    assert cast.client_of(cast.summoned).post(PAGE, {"kinds": ["agenda"]}).status_code == 422
    assert cast.client_of(cast.summoned).post(PAGE).status_code == 302  # nothing ticked
    assert off(cast.summoned) == ["answer", "meeting", "poll"]


def test_ones_own_page_leads_there_and_it_says_what_comes_in_any_case(cast):
    client = cast.client_of(cast.summoned)
    assert f'href="{PAGE}"' in client.get("/portal/me/").content.decode()
    assert "誓約の期間が終わる前" in client.get(PAGE).content.decode()
