"""Inviting many: nothing before the word, all or nobody, and the codes once."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from meetings.bodies.models import Appointment
from meetings.imports import services
from meetings.imports.models import RosterDraft
from portal.accounts.models import Invitation, User
from portal.accounts.tokens import typed_code
from portal.audit.models import AuditEvent
from portal.dates.wareki import wareki
from portal.outbox.models import OutboxMail
from tests.factories.people import seat

pytestmark = pytest.mark.django_db
HEAD = "姓,名,メールアドレス,所属,職名,役割,だれの代理か,受託者,任期の始まり,任期の終わり"


def line(number: int, mail: str = "", role: str = "構成員", place: str = "") -> str:
    today = timezone.localdate()
    term = f"{wareki(today)},{wareki(today + timedelta(days=200))}"
    return f"新,{number},{mail or f'new{number}@kasane.example'},あたらしい会,,{role},{place},,{term}"


def send(cast, *lines: str, by=None):
    file = SimpleUploadedFile("名簿.csv", "\r\n".join([HEAD, *lines]).encode("cp932"))
    path = f"/portal/bodies/{cast.body.pk}/members/import/"
    return cast.client_of(by or cast.coordinator).post(path, {"file": file})


def test_nobody_is_invited_before_the_word(cast):
    before = User.objects.count()
    answer = send(cast, line(1), line(2))
    assert answer.status_code == 302
    client = cast.client_of(cast.coordinator)
    look = client.get(answer["Location"]).content.decode()
    assert "2人を招く" in look
    assert "new1@kasane.example" in look
    assert User.objects.count() == before
    assert not OutboxMail.objects.exists()


def test_with_the_word_all_are_and_their_codes_are_shown_once(cast):
    answer = send(cast, line(1), line(2), line(3, cast.other_body.email))
    client = cast.client_of(cast.coordinator)
    sheets = client.post(answer["Location"]).content.decode()
    assert "data-print" in sheets
    assert sheets.count("data-setup-code") == 2  # who has an account only gets the seat
    assert OutboxMail.objects.filter(kind="welcome").count() == 2
    assert Appointment.objects.filter(body=cast.body, user=cast.other_body).count() == 1
    assert AuditEvent.objects.get(verb="roster.imported").detail == "3"
    assert not RosterDraft.objects.exists()
    assert client.get(answer["Location"]).status_code == 404
    assert client.post(answer["Location"]).status_code == 404


def test_proxies_come_in_the_place_of_members_of_the_body_or_of_the_file(cast):
    rows = (line(1, role="代理", place="new2@kasane.example"), line(2), line(3, role="代理", place=cast.member.email))
    client, answer = cast.client_of(cast.coordinator), send(cast, *rows)
    assert cast.member.email in client.get(answer["Location"]).content.decode()
    sheets = client.post(answer["Location"]).content.decode()
    order = [sheets.index(f"新 {number}") for number in (1, 2, 3)]
    assert order == sorted(order)  # as in the file
    stand_for = {
        seat.user.email: seat.stands_for and seat.stands_for.user.email
        for seat in Appointment.objects.filter(user__email__startswith="new")
    }
    assert stand_for == {
        "new1@kasane.example": "new2@kasane.example",
        "new2@kasane.example": None,
        "new3@kasane.example": cast.member.email,
    }


@pytest.mark.parametrize("whose", ["new1@kasane.example", "new2@kasane.example", "nobody@kasane.example"])
def test_nobody_comes_in_their_own_place_nor_in_that_of_a_guest_or_a_stranger(cast, whose):
    answer = send(cast, line(1, role="代理", place=whose), line(2, role="オブザーバー"))
    assert answer.status_code == 422
    assert "だれの代理か" in answer.content.decode()
    assert not RosterDraft.objects.exists()


def test_a_file_does_not_tell_who_else_has_an_account(cast):
    """``other_body`` sits only where somebody else runs; the coordinator of both may know."""
    said = "すでにアカウントがある人です"
    client, rows = cast.client_of(cast.coordinator), (line(1), line(2, cast.other_body.email))
    assert said not in client.get(send(cast, *rows)["Location"]).content.decode()
    seat(cast.coordinator, cast.other, "secretariat")
    assert said in client.get(send(cast, *rows)["Location"]).content.decode()


def test_one_bad_row_and_nobody_is_kept(cast):
    answer = send(cast, line(1), line(2, "nonsense"), line(3, cast.member.email))
    assert answer.status_code == 422
    shown = answer.content.decode()
    assert "3行目 メールアドレス：「@」がありません。" in shown
    assert "4行目 メールアドレス：この会議体に、同じ時期の席がすでにあります。" in shown
    assert not RosterDraft.objects.exists()


def test_all_or_nobody(cast, monkeypatch):
    answer = send(cast, line(1), line(2))
    real, calls = services.invite, []

    def second_fails(**given):
        calls.append(given)
        if len(calls) == 2:
            raise RuntimeError
        return real(**given)

    monkeypatch.setattr(services, "invite", second_fails)
    with pytest.raises(RuntimeError):
        services.invite_all(actor=cast.coordinator, draft=RosterDraft.objects.get())
    assert not User.objects.filter(email__startswith="new").exists()
    assert not OutboxMail.objects.exists()
    assert answer.status_code == 302


class NotingHasher(Argon2PasswordHasher):
    """Notes of each word hashed whether others had to wait to write."""

    time_cost, memory_cost = 1, 64
    waited: list[bool] = []

    def encode(self, password, salt):
        """As Argon2 does."""
        self.waited.append(connection.in_atomic_block)
        return super().encode(password, salt)


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_to_write_while_codes_are_hashed(cast, settings):
    answer = send(cast, line(1), line(2), line(3))
    settings.PASSWORD_HASHERS = [f"{__name__}.NotingHasher", *settings.PASSWORD_HASHERS]
    client = cast.client_of(cast.coordinator)
    NotingHasher.waited.clear()
    sheets = client.post(answer["Location"]).content.decode()
    assert NotingHasher.waited == [False] * 3
    codes = re.findall(r"data-setup-code[^>]*>([^<]*)<", sheets)
    assert len(set(codes)) == 3
    ways = Invitation.objects.filter(user__email__startswith="new").order_by("user__email")
    assert [check_password(typed_code(code), way.code_hash) for code, way in zip(codes, ways, strict=True)] == [
        True
    ] * 3


def test_somebody_got_a_seat_meanwhile(cast):
    answer = send(cast, line(1), line(2))
    other = User.objects.create_user("new2@kasane.example")
    from tests.factories.people import seat

    seat(other, cast.body)
    again = cast.client_of(cast.coordinator).post(answer["Location"])
    assert again.status_code == 422
    assert "3行目" in again.content.decode()
    assert not User.objects.filter(email="new1@kasane.example").exists()


def test_a_draft_is_sealed_ones_own_and_gone_after_an_hour(cast):
    answer = send(cast, line(1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT people FROM meetings_rosterdraft")
        assert b"new1" not in bytes(cursor.fetchone()[0])
    for other in (cast.chair, cast.other_coordinator, cast.member):
        assert cast.client_of(other).get(answer["Location"]).status_code == 404
        assert cast.client_of(other).post(answer["Location"]).status_code == 404
    services.forget_drafts()
    assert RosterDraft.objects.count() == 1
    RosterDraft.objects.update(made_at=timezone.now() - timedelta(minutes=61))
    assert cast.client_of(cast.coordinator).get(answer["Location"]).status_code == 404
    services.forget_drafts()
    assert not RosterDraft.objects.exists()


def test_who_does_not_run_the_body_sends_nothing(cast):
    for other in (cast.member, cast.other_coordinator, cast.superuser):
        assert send(cast, line(1), by=other).status_code == 404
    assert not RosterDraft.objects.exists()


def test_the_template_is_the_heading_that_is_asked_for(cast):
    answer = cast.client_of(cast.coordinator).get(f"/portal/bodies/{cast.body.pk}/members/import/template.csv")
    assert answer.content.decode("utf-8-sig").strip() == HEAD
