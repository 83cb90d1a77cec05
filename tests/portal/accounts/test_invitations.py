"""The way in: a link by mail and a code by another channel, both needed, once."""

import hashlib
import io
import logging
import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.urls import reverse

from portal.accounts.access import open_invitation_by
from portal.accounts.models import Invitation, User
from portal.accounts.services import CannotJoin, join, open_invitation
from portal.accounts.tokens import LETTERS
from portal.audit.models import AuditEvent
from portal.audit.setup import Setup
from portal.sessions.store import SessionStore
from tests.factories.people import a_person
from tests.portal.mfa.floor import together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]
PASSWORD = "haru wa akebono yau yau"


@pytest.fixture
def newcomer():
    return User.objects.create_user("eguchi@example.jp", last_name="江口", first_name="美帆")


@pytest.fixture
def way(clock, newcomer):
    return open_invitation(actor=Setup("tests"), user=newcomer)


def door(way) -> str:
    return reverse("enter:join", args=[way.token])


def come(way, code=None, password=PASSWORD, again=None, client=None):
    words = {"code": way.code if code is None else code, "password": password, "again": again or password}
    return (client or Client()).post(door(way), words)


def texts(answer) -> str:
    return re.sub(r"<[^>]*>", "", answer.content.decode())


def may_log_in(user) -> bool:
    user.refresh_from_db()
    return user.has_usable_password()


def test_the_database_knows_neither_token_nor_code(way):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portal_invitation")
        stored = "|".join(str(value) for row in cursor.fetchall() for value in row)
    assert way.token not in stored
    assert way.code not in stored
    assert way.code.replace("-", "") not in stored
    assert hashlib.sha256(way.token.encode()).hexdigest() in stored


def test_the_record_knows_neither(way):
    come(way)
    lines = str(list(AuditEvent.objects.values_list("verb", "target_id", "detail")))
    assert "person.joined" in lines
    assert way.token not in lines
    assert way.code.replace("-", "") not in lines


def test_the_log_knows_no_token(way):
    (console,) = [handler for handler in logging.getLogger().handlers if type(handler) is logging.StreamHandler]
    lines = io.StringIO()
    before = console.setStream(lines)
    try:
        for code in ["AAAA-AAAA"] * 5:
            come(way, code=code)  # 422 and at last 410: Django logs the address of each
    finally:
        console.setStream(before)
    assert lines.getvalue().count("/portal/enter/join/…/") == 5
    assert way.token not in lines.getvalue()


def test_a_token_is_long_and_a_code_readable(way):
    assert len(way.token) >= 43  # 256 bits
    assert len(way.code) == 9
    assert not set(LETTERS) & set("01IO")


def test_link_and_code_let_in(way, newcomer):
    client = Client()
    assert client.get(door(way)).status_code == 200
    assert come(way, client=client).headers["Location"] == reverse("enter:app")
    newcomer.refresh_from_db()
    assert newcomer.check_password(PASSWORD)


def test_the_session_id_is_a_new_one(way):
    client = Client()
    session = client.session
    session["left"] = "by the one before me"
    session.save()
    before = session.session_key
    client.cookies["kasane_sid"] = before
    come(way, client=client)
    assert client.session.session_key != before
    assert not SessionStore().exists(before)


@pytest.mark.parametrize("write", [str.lower, lambda code: code.replace("-", ""), lambda code: code.replace("-", "　ー "),
                                   lambda code: "".join(chr(ord(char) + 0xFEE0) for char in code)])  # fmt: skip
def test_the_code_may_be_typed_as_people_type(way, newcomer, write):
    come(way, code=write(way.code))
    assert may_log_in(newcomer)


def test_it_is_good_once(way):
    come(way)
    assert Client().get(door(way)).status_code == 410
    assert come(way, password="another password of mine").status_code == 410


def test_it_is_good_for_three_days(way, newcomer, clock):
    clock.wait(72 * 3600 - 1)
    assert Client().get(door(way)).status_code == 200
    clock.wait(1)
    assert Client().get(door(way)).status_code == 410
    assert come(way).status_code == 410
    assert not may_log_in(newcomer)


def test_only_who_may_help_opens_one(newcomer):
    """Of the floor alone nobody is registered to help: the service asks, whoever calls it."""
    with pytest.raises(PermissionDenied):
        open_invitation(actor=a_person("水野"), user=newcomer)
    assert not Invitation.objects.exists()


def test_a_newer_one_closes_the_older(way, newcomer):
    newer = open_invitation(actor=Setup("tests"), user=newcomer)
    assert come(way).status_code == 410
    assert come(newer).status_code == 302


def test_the_code_of_the_older_does_not_fit_the_newer_link(way, newcomer):
    newer = open_invitation(actor=Setup("tests"), user=newcomer)
    assert come(newer, code=way.code).status_code == 422
    assert not may_log_in(newcomer)


def test_an_unknown_link_looks_like_a_used_one(way):
    come(way)
    used = Client().get(door(way))
    unknown = Client().get(reverse("enter:join", args=["no-such-token"]))
    assert used.status_code == unknown.status_code == 410
    assert texts(used) == texts(unknown)
    assert open_invitation_by("no-such-token") is None


def test_wrong_codes_are_counted_and_then_it_is_over(way, newcomer, settings):
    for left in range(settings.SETUP_CODE_TRIES - 1, 0, -1):
        answer = come(way, code="AAAA-AAAA")
        assert answer.status_code == 422
        assert str(left) in str(answer.context["form"].errors["code"])
    assert come(way, code="AAAA-AAAA").status_code == 410
    assert come(way).status_code == 410  # the right one comes too late
    assert not may_log_in(newcomer)


def test_a_right_code_after_some_wrong_ones_lets_in(way, newcomer):
    come(way, code="AAAA-AAAA")
    assert come(way).status_code == 302
    assert may_log_in(newcomer)


@pytest.mark.parametrize("weak", ["mijikai", "123456789012", "qwerty123456", "eguchi@example.jp"])
def test_a_weak_password_is_refused_and_the_code_need_not_be_typed_again(way, newcomer, weak):
    answer = come(way, password=weak)
    assert answer.status_code == 422
    assert "password" in answer.context["form"].errors
    assert f'value="{way.code}"' in answer.content.decode()
    assert not may_log_in(newcomer)
    assert Invitation.objects.get().tries_left == 5


def test_two_different_passwords_are_refused(way, newcomer):
    answer = come(way, again="something else of mine")
    assert answer.status_code == 422
    assert "again" in answer.context["form"].errors
    assert not may_log_in(newcomer)


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_five_wrong_codes_at_once_are_five_tries(way, newcomer):
    answers = together(5, lambda _: join(invitation=way.invitation, code="AAAAAAAA", password=PASSWORD))
    assert all(isinstance(answer, CannotJoin) for answer in answers), answers
    assert sorted(answer.tries_left for answer in answers) == [0, 1, 2, 3, 4]
    with pytest.raises(CannotJoin):
        join(invitation=way.invitation, code=way.code, password=PASSWORD)
    assert come(way).status_code == 410
    assert not may_log_in(newcomer)


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_with_the_right_code_one_gets_in(way, newcomer):
    answers = together(
        8, lambda number: join(invitation=way.invitation, code=way.code, password=f"{PASSWORD} {number}")
    )
    (inside,) = [number for number, answer in enumerate(answers) if isinstance(answer, User)]
    assert sum(isinstance(answer, CannotJoin) for answer in answers) == 7
    newcomer.refresh_from_db()
    assert newcomer.check_password(f"{PASSWORD} {inside}")
    assert AuditEvent.objects.filter(verb="person.joined").count() == 1
