"""Passkeys: made with a fresh factor only, good for the one thing they were asked for, and once."""

import json

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from portal.audit.models import AuditEvent
from portal.mfa.models import Passkey, PasskeyChallenge
from portal.mfa.passkeys import begin_proof, prove
from portal.mfa.step_up import WrongCode
from portal.outbox.models import OutboxMail
from portal.pledge.models import PledgeSignature
from portal.pledge.services import SIGNING, shown_sha256
from portal.sessions.models import LoginSession
from tests.factories.people import PASSWORD
from tests.portal.mfa.authenticator import PRESENT, SoftPasskey
from tests.portal.mfa.floor import code_of, together

pytestmark = pytest.mark.django_db
ASK, CODE, HOME = reverse("enter:passkey"), reverse("enter:code"), reverse("home")
ADD, FINISH, LIST = (reverse(f"me:{name}") for name in ("add_passkey", "finish_passkey", "devices"))


@pytest.fixture
def passkey():
    return SoftPasskey(origin=settings.PASSKEY_URL)


@pytest.fixture
def owner(cast, clock, passkey):
    """The member, who made a passkey."""
    make(cast.client_of(cast.member), cast.member, clock, passkey)
    return cast.member


def make(client, user, clock, passkey):
    """As far as the passkey is in the list."""
    assert client.post(ADD, {"name": "わたしの鍵", "code": code_of(user, clock)}).headers["Location"] == FINISH
    made = json.loads(client.get(FINISH).context["made"])
    answer = client.post(FINISH, {"answer": passkey.make(made)})
    assert answer.headers["Location"] == LIST
    return made


def with_password(user) -> Client:
    client = Client()
    client.post(reverse("enter:login"), {"email": user.email, "password": PASSWORD})
    return client


def options(client, act="", about=""):
    return client.post(ASK, {"act": act, "about": about}).json()


def test_it_is_made_with_a_code_and_told_by_mail(cast, owner):
    device = Passkey.objects.get()
    assert (device.user, device.title) == (owner, "わたしの鍵")
    assert OutboxMail.objects.filter(recipient=owner.email, kind="devices").count() == 1
    assert LoginSession.objects.filter(user=owner).count() == 1
    assert AuditEvent.objects.filter(verb="device.added", detail="passkey").count() == 1
    assert not PasskeyChallenge.objects.exists()


def test_what_is_asked_of_the_browser(cast, owner, clock):
    made = json.loads(_finish_page(cast.client_of(cast.chair), cast.chair, clock).context["made"])
    assert made["authenticatorSelection"]["userVerification"] == "required"
    assert made["rp"]["id"] == settings.PASSKEY_DOMAIN
    asked = options(with_password(owner))
    assert asked["userVerification"] == "required"
    assert len(asked["allowCredentials"]) == 1


def _finish_page(client, user, clock):
    client.post(ADD, {"name": "鍵", "code": code_of(user, clock)})
    return client.get(FINISH)


def test_without_a_fresh_code_none_is_made(cast, passkey, clock):
    client = cast.client_of(cast.member)
    assert client.post(ADD, {"name": "鍵"}).status_code == 422
    assert client.get(FINISH).headers["Location"] == ADD
    assert client.post(FINISH, {"answer": "{}"}).headers["Location"] == ADD
    assert not Passkey.objects.exists()


def test_a_password_alone_makes_none(cast, clock):
    client = with_password(cast.member)
    for door in (ADD, FINISH):
        assert client.get(door).headers["Location"].startswith(CODE)
        assert client.post(door, {"answer": "{}"}).headers["Location"].startswith(CODE)
    assert not Passkey.objects.exists()


def test_it_lets_in_under_a_new_session_id(owner, passkey):
    client = with_password(owner)
    before = client.session.session_key
    answer = client.post(CODE, {"assertion": passkey.sign(options(client))})
    assert answer.headers["Location"] == HOME
    assert client.get(HOME).status_code == 200
    assert client.session.session_key != before
    assert AuditEvent.objects.filter(verb="passkey.accepted", actor=owner).count() == 1


def test_it_lets_nobody_in_without_the_password(owner, passkey):
    assert Client().post(ASK).headers["Location"].startswith(reverse("enter:login"))


def test_an_answer_counts_once(owner, passkey):
    client = with_password(owner)
    answer = passkey.sign(options(client))
    assert client.post(CODE, {"assertion": answer}).status_code == 302
    again = with_password(owner)
    options(again)
    assert again.post(CODE, {"assertion": answer}).status_code == 422
    assert again.get(HOME).headers["Location"].startswith(CODE)
    assert AuditEvent.objects.filter(verb="passkey.refused").count() == 1


def test_the_passkey_of_somebody_else_is_refused(cast, owner, passkey):
    client = with_password(cast.chair)
    assert client.post(ASK).status_code == 422  # none of their own
    asked = begin_proof(cast.chair, "", "")
    assert client.post(CODE, {"assertion": passkey.sign(asked)}).status_code == 422
    # nor does the owner's answer, to the owner's challenge
    theirs = options(with_password(owner))
    assert client.post(CODE, {"assertion": passkey.sign(theirs)}).status_code == 422


@pytest.mark.parametrize("how", ["unverified", "elsewhere", "another key", "late", "rubbish", "long", "changed"])
def test_what_is_not_right_is_refused(owner, passkey, clock, how):
    asked = begin_proof(owner, "", "")
    if how == "late":
        clock.wait(301)
    answer = {
        "unverified": lambda: passkey.but(flags=PRESENT).sign(asked),
        "elsewhere": lambda: passkey.but(origin="https://evil.example").sign(asked),
        "another key": lambda: SoftPasskey(passkey.origin, id=passkey.id).sign(asked),
        "late": lambda: passkey.sign(asked),
        "rubbish": lambda: '{"response": []}',
        "long": lambda: passkey.sign(asked) + " " * 20_000,
        "changed": lambda: passkey.sign({**asked, "challenge": asked["challenge"][::-1]}),
    }[how]()
    with pytest.raises(WrongCode):
        prove(owner, answer)


def test_a_counter_that_runs_back_is_a_copy(owner, passkey):
    passkey.uses = 5
    assert prove(owner, passkey.sign(begin_proof(owner, "", "")))
    passkey.uses = 3
    with pytest.raises(WrongCode):
        prove(owner, passkey.sign(begin_proof(owner, "", "")))


def test_it_proves_the_act_that_it_was_asked_for(owner, passkey):
    factor = prove(owner, passkey.sign(begin_proof(owner, "pledge.sign", "7")), act="pledge.sign", about="7")
    assert factor.proves(owner, "pledge.sign", "7")
    assert factor.kind == "passkey"
    asked = passkey.sign(begin_proof(owner, "pledge.sign", "7"))
    for act, about in (("", ""), ("pledge.sign", "8"), ("device.add", "7")):
        with pytest.raises(WrongCode):
            prove(owner, asked, act=act, about=about)


def test_a_pledge_is_signed_with_it(cast, passkey, clock):
    person, shown = cast.unpledged, shown_sha256(cast.text)
    client = cast.client_of(person)
    make(client, person, clock, passkey)
    words = {"read": "on", "lasting": "on", "shown": shown}
    page = reverse("enter:pledge")
    assert client.post(page, words | {"assertion": passkey.sign(options(client))}).status_code == 422
    assert not PledgeSignature.objects.filter(user=person).exists()
    assert client.post(page, words | {"assertion": passkey.sign(options(client, SIGNING, shown))}).status_code == 302
    assert PledgeSignature.objects.get(user=person).factor == f"passkey:{Passkey.objects.get().pk}"


def test_a_removed_one_opens_nothing(cast, owner, passkey, clock):
    clock.wait(30)
    client = cast.client_of(owner)
    remove = reverse("me:remove_device", args=[Passkey.objects.get().number])
    assert client.post(remove, {"code": code_of(owner, clock)}).headers["Location"] == LIST
    assert with_password(owner).post(ASK).status_code == 422
    with pytest.raises(WrongCode):
        prove(owner, passkey.sign(begin_proof(owner, "", "")))


def test_a_page_offers_it_to_who_has_one(cast, owner):
    offered = "data-passkey"
    assert offered in with_password(owner).get(CODE).content.decode()
    assert offered not in with_password(cast.chair).get(CODE).content.decode()


def test_an_address_in_numbers_is_told_where_passkeys_work(cast):
    client = cast.client_of(cast.member)
    assert settings.PASSKEY_URL in client.get(ADD, headers={"host": "127.0.0.1"}).content.decode()
    assert settings.PASSKEY_URL not in client.get(ADD, headers={"host": settings.PASSKEY_DOMAIN}).content.decode()


def test_no_passkey_logs_in_alone_and_the_package_has_no_door_here():
    from django.urls import get_resolver

    assert settings.OTP_WEBAUTHN_ALLOW_PASSWORDLESS_LOGIN is False
    assert "otp_webauthn" not in str(list(get_resolver().reverse_dict))
    assert "otp_webauthn" not in get_resolver().namespace_dict


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_with_one_answer_one_gets_in(owner, passkey):
    answer = passkey.sign(begin_proof(owner, "", ""))
    answers = together(8, lambda _: prove(owner, answer))
    assert sum(isinstance(each, WrongCode) for each in answers) == 7, answers
