"""The pledge in the browser: nobody passes the gate without it."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from portal.audit.models import AuditEvent
from portal.audit.protection import lifted
from portal.audit.setup import Setup
from portal.pledge.access import my_pledges
from portal.pledge.models import PledgeSignature
from portal.pledge.proving import is_genuine
from portal.pledge.services import publish_text, shown_sha256
from portal.sessions.models import LoginSession
from tests.factories.people import SERIES, a_text
from tests.portal.mfa.floor import code_of

pytestmark = pytest.mark.django_db
PLEDGE, LATER, HOME = "/portal/enter/pledge/", "/portal/enter/pledge/later/", "/portal/"


def without_tokens(answer) -> str:
    return re.sub(r'(value|nonce)="[^"]*"', "", answer.content.decode())


def words(cast, clock, person, **other):
    return {"read": "on", "lasting": "on", "shown": shown_sha256(cast.text), "code": code_of(person, clock), **other}


def test_the_gate_leads_to_the_pledge_and_opens_once_it_is_signed(cast, clock):
    person = cast.unpledged
    client = cast.client_of(person)
    assert client.get("/portal/meetings/").headers["Location"] == f"{PLEDGE}?next=/portal/meetings/"
    page = client.get(PLEDGE).content.decode()
    for part in (cast.text.preamble, *cast.text.clauses, *cast.text.law.split("\n"), cast.text.covers):
        assert part in page
    answer = client.post(PLEDGE, words(cast, clock, person, next="/portal/meetings/"))
    assert answer.headers["Location"] == "/portal/meetings/"
    assert client.get("/portal/meetings/").status_code == 200
    (signature,) = my_pledges(person)
    assert signature.text_sha256 == shown_sha256(cast.text)
    assert (signature.organisation, signature.post) == ("高橋相談所", "相談員")


@pytest.mark.parametrize(("behind", "address"), [(True, "203.0.113.9"), (False, "127.0.0.1")])
def test_the_evidence_names_the_signers_address_and_not_the_proxys(cast, clock, settings, behind, address):
    settings.BEHIND_PROXY = behind
    client = cast.client_of(cast.unpledged)
    said = {"x-forwarded-for": "10.0.0.1, 203.0.113.9"}  # only the last one is our proxy's word
    assert client.post(PLEDGE, words(cast, clock, cast.unpledged), headers=said).status_code == 302
    (signature,) = my_pledges(cast.unpledged)
    assert signature.address == address
    assert is_genuine(signature)


@pytest.mark.parametrize("lacking", ["read", "lasting", "code", "shown"])
def test_each_confirmation_is_needed(cast, clock, lacking):
    form = words(cast, clock, cast.unpledged)
    del form[lacking]
    client = cast.client_of(cast.unpledged)
    assert client.post(PLEDGE, form).status_code == 422
    assert not my_pledges(cast.unpledged)


def test_a_wrong_code_signs_nothing(cast, clock):
    client = cast.client_of(cast.unpledged)
    assert client.post(PLEDGE, words(cast, clock, cast.unpledged, code="000000")).status_code == 422
    assert not my_pledges(cast.unpledged)


def test_the_code_of_somebody_else_signs_nothing(cast, clock):
    client = cast.client_of(cast.unpledged)
    assert client.post(PLEDGE, words(cast, clock, cast.unpledged, code=code_of(cast.member, clock))).status_code == 422
    assert not my_pledges(cast.unpledged)


def test_a_text_renewed_while_reading_is_shown_again_and_costs_no_code(cast, clock):
    person = cast.unpledged
    form = words(cast, clock, person)  # as the page was when it was opened
    newer = publish_text(
        actor=Setup("tests"), series=SERIES, covers="会議", addressee="かさね市長", body="私は改めて誓約します。\n秘密を守ります。",
        law="社会福祉法", in_force_from=timezone.localdate(),
    )  # fmt: skip
    client = cast.client_of(person)
    answer = client.post(PLEDGE, form)
    assert answer.status_code == 422
    assert answer.context["form"].non_field_errors()
    assert shown_sha256(newer) in answer.content.decode()
    assert not my_pledges(person)
    # the same code signs what is shown now
    assert client.post(PLEDGE, form | {"shown": shown_sha256(newer)}).status_code == 302
    assert my_pledges(person)[0].text == newer


def test_a_newer_text_closes_the_gate(cast):
    client = cast.client_of(cast.member)
    assert client.get(HOME).status_code == 200
    a_text(SERIES, timezone.localdate())
    assert client.get(HOME).headers["Location"].startswith(PLEDGE)


def test_a_lapsed_pledge_closes_the_gate(cast):
    assert cast.client_of(cast.lapsed).get(HOME).headers["Location"].startswith(PLEDGE)
    assert cast.client_of(cast.lapsed).get(PLEDGE).status_code == 200


def test_at_midnight_before_april_the_gate_closes(cast, clock):
    client = cast.client_of(cast.member)
    with lifted():
        PledgeSignature.objects.filter(user=cast.member).update(valid_until=timezone.localdate())
    assert client.get(HOME).status_code == 200
    day = timezone.localtime().replace(hour=0, minute=0, second=0) + timedelta(days=1)
    LoginSession.objects.update(last_seen_at=day, expire_date=day + timedelta(days=1))
    clock.set(day)
    assert client.get(HOME).headers["Location"].startswith(PLEDGE)


def test_declining_is_recorded_and_ends_the_session(cast):
    client = cast.client_of(cast.unpledged)
    assert client.post(LATER).status_code == 200
    assert AuditEvent.objects.filter(verb="pledge.declined", actor=cast.unpledged, target_id=str(cast.text.pk)).exists()
    assert client.get(HOME).headers["Location"].startswith("/portal/enter/?")
    assert not my_pledges(cast.unpledged)


def test_a_link_declines_nothing(cast):
    client = cast.client_of(cast.unpledged)
    assert client.get(LATER).headers["Location"] == PLEDGE
    assert not AuditEvent.objects.filter(verb="pledge.declined").exists()


def test_what_i_signed_is_mine_to_read(cast):
    (mine,) = my_pledges(cast.member)
    page = cast.client_of(cast.member).get(reverse("me:pledge", args=[mine.pk]))
    assert page.status_code == 200
    for part in (cast.text.preamble, *cast.text.clauses):
        assert part in page.content.decode()


def test_a_lapsed_pledge_is_still_mine_to_read(cast):
    (mine,) = my_pledges(cast.lapsed)
    assert cast.client_of(cast.lapsed).get(reverse("me:pledge", args=[mine.pk])).status_code == 200


def test_what_somebody_else_signed_does_not_exist(cast):
    (theirs,) = my_pledges(cast.member)
    for person in (cast.summoned, cast.coordinator, cast.chair, cast.superuser):
        client = cast.client_of(person)
        there, not_there = (client.get(reverse("me:pledge", args=[pk])) for pk in (theirs.pk, uuid4()))
        assert there.status_code == not_there.status_code == 404
        assert without_tokens(there) == without_tokens(not_there)


def test_who_signed_all_is_sent_on(cast):
    assert cast.client_of(cast.member).get(PLEDGE).headers["Location"] == HOME


def test_who_is_asked_for_nothing_is_told_so(cast):
    assert cast.client_of(cast.editor).get(PLEDGE).status_code == 200
