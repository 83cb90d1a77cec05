"""The pages of the minutes: reading, confirming with a fresh code, asking, opening again."""

from uuid import uuid4

import pytest
from django.urls import reverse

from minutes.signoff.models import ChangeRequest, SignOff
from minutes.versions.models import Version
from minutes.versions.services import reopen_item
from portal.audit.models import AuditEvent
from portal.mfa.access import app_device
from tests.minutes.signoff.scene import FIRST_WORDS, SECOND_WORDS, sign
from tests.portal.mfa.floor import code_of

pytestmark = pytest.mark.django_db


def door(name, version) -> str:
    return reverse(f"signoff:{name}", args=[version.pk])


def confirm(cast, clock, person, version, **other):
    form = {"code": code_of(person, clock), "shown": version.sha256, **other}
    return cast.client_of(person).post(door("version", version), form)


def code_is_fresh(person, clock) -> bool:
    device = app_device(person)
    assert device is not None
    return not device.seen(code_of(person, clock))


def test_the_page_shows_the_frozen_words_and_who_confirmed(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    page = cast.client_of(cast.summoned).get(door("version", first)).content.decode()
    for words in (FIRST_WORDS, "通院が途切れている。", first.check_number, "大西 恵", first.sha256):
        assert words in page
    assert SECOND_WORDS not in page
    assert AuditEvent.objects.filter(verb="version.opened", actor=cast.summoned, target_id=str(first.pk)).exists()


def test_a_fresh_code_confirms(going_round, cast, clock):
    first, _ = going_round.freeze(cast.summoned, cast.chair)
    answer = confirm(cast, clock, cast.summoned, first)
    assert answer.headers["Location"] == reverse("signoff:minutes", args=[going_round.meeting.pk])
    assert SignOff.objects.get().user == cast.summoned
    assert not code_is_fresh(cast.summoned, clock)


def test_being_inside_is_not_enough_without_a_code(going_round, cast, clock):
    first, _ = going_round.freeze(cast.summoned)
    for code in ("", "000000", code_of(cast.chair, clock)):
        assert confirm(cast, clock, cast.summoned, first, code=code).status_code == 422
    assert not SignOff.objects.exists()


def test_one_code_confirms_one_thing(going_round, cast, clock):
    first, _ = going_round.freeze(cast.summoned, cast.chair)
    code = code_of(cast.summoned, clock)
    confirm(cast, clock, cast.summoned, first)
    reopen_item(actor=cast.coordinator, item=going_round.first)
    again, _ = going_round.freeze(cast.summoned, cast.chair)
    assert confirm(cast, clock, cast.summoned, again, code=code).status_code == 422
    assert not SignOff.objects.filter(version=again).exists()


def test_what_moved_costs_no_code(going_round, cast, clock):
    first, _ = going_round.freeze(cast.summoned)
    back = reverse("signoff:minutes", args=[going_round.meeting.pk])
    # another hash than that which stands
    assert confirm(cast, clock, cast.summoned, first, shown="0" * 64).headers["Location"] == back
    assert code_is_fresh(cast.summoned, clock)
    # nothing is asked of somebody who was not there
    assert confirm(cast, clock, cast.chair, first).headers["Location"] == back
    assert code_is_fresh(cast.chair, clock)
    # withdrawn meanwhile
    reopen_item(actor=cast.coordinator, item=going_round.first)
    assert confirm(cast, clock, cast.summoned, first).headers["Location"] == back
    assert code_is_fresh(cast.summoned, clock)
    assert not SignOff.objects.exists()


def test_confirming_twice_costs_no_code(going_round, cast, clock):
    first, _ = going_round.freeze(cast.summoned, cast.chair)
    sign(cast.summoned, first)
    assert confirm(cast, clock, cast.summoned, first).status_code == 302
    assert code_is_fresh(cast.summoned, clock)
    assert SignOff.objects.count() == 1


@pytest.mark.parametrize("role", ["member", "other_coordinator", "superuser"])
def test_for_a_stranger_it_does_not_exist(going_round, cast, clock, role):
    first, _ = going_round.freeze(cast.summoned)
    person = getattr(cast, role)
    client = cast.client_of(person)
    for name in ("version", "ask", "reopen"):
        assert client.get(door(name, first)).status_code == 404
        assert client.get(reverse(f"signoff:{name}", args=[uuid4()])).status_code == 404
    assert confirm(cast, clock, person, first).status_code == 404
    assert code_is_fresh(person, clock)


def test_only_who_is_asked_finds_the_form_for_changes(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    assert cast.client_of(cast.chair).get(door("ask", first)).status_code == 404
    client = cast.client_of(cast.summoned)
    assert client.get(door("ask", first)).status_code == 200
    assert client.post(door("ask", first), {"text": ""}).status_code == 422
    assert client.post(door("ask", first), {"text": "往診の日を直してほしい。"}).status_code == 302
    assert ChangeRequest.objects.get().text == "往診の日を直してほしい。"


def test_what_is_asked_is_read_by_who_runs_it_only(going_round, cast):
    first, _ = going_round.freeze(cast.summoned, cast.chair)
    cast.client_of(cast.summoned).post(door("ask", first), {"text": "往診の日を直してほしい。"})
    overview = reverse("signoff:minutes", args=[going_round.meeting.pk])
    assert "往診の日を直してほしい。" in cast.client_of(cast.coordinator).get(overview).content.decode()
    assert "往診の日を直してほしい。" not in cast.client_of(cast.summoned).get(overview).content.decode()


def test_opening_again_is_for_who_runs_it_and_says_first_what_it_does(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    assert cast.client_of(cast.summoned).post(door("reopen", first)).status_code == 404
    client = cast.client_of(cast.coordinator)
    assert client.get(door("reopen", first)).status_code == 200
    assert Version.objects.get(pk=first.pk).withdrawn_at is None
    answer = client.post(door("reopen", first))
    assert answer.headers["Location"] == reverse("rooms:room", args=[going_round.meeting.pk, going_round.first.pk])
    assert Version.objects.get(pk=first.pk).withdrawn_at
    assert client.post(door("reopen", first)).status_code == 404


def test_a_final_version_is_not_opened_again(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    sign(cast.summoned, first)
    client = cast.client_of(cast.coordinator)
    assert client.get(door("reopen", first)).status_code == 404
    assert client.post(door("reopen", first)).status_code == 404


def test_freezing_by_the_page(going_round, cast):
    address = reverse("signoff:freeze", args=[going_round.meeting.pk])
    for person in (cast.summoned, cast.member, cast.other_coordinator):
        assert cast.client_of(person).post(address).status_code == 404
    assert not Version.objects.exists()
    client = cast.client_of(cast.coordinator)
    assert client.get(address).status_code == 200
    form = {str(going_round.first.pk): [str(cast.summoned.pk)], str(going_round.second.pk): []}
    # an item at which nobody was becomes final at once: not by a forgotten tick
    assert client.post(address, form).status_code == 422
    assert not Version.objects.exists()
    assert client.post(address, form | {"nobody": "on"}).status_code == 302
    first, second = Version.objects.order_by("item__position")
    assert (first.final_at, bool(second.final_at)) == (None, True)


def test_nobody_is_made_present_who_was_not_called(going_round, cast):
    address = reverse("signoff:freeze", args=[going_round.meeting.pk])
    form = {str(going_round.first.pk): [str(cast.member.pk)]}
    assert cast.client_of(cast.coordinator).post(address, form).status_code == 422
    assert not Version.objects.exists()


def test_a_link_freezes_and_confirms_nothing(going_round, cast):
    cast.client_of(cast.coordinator).get(reverse("signoff:freeze", args=[going_round.meeting.pk]))
    assert not Version.objects.exists()
    first, _ = going_round.freeze(cast.summoned)
    cast.client_of(cast.summoned).get(door("version", first), {"code": "000000", "shown": first.sha256})
    assert not SignOff.objects.exists()
