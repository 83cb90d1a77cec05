"""A lost device: stopped at once by one coordinator; a new one needs a second, and neither can become the person."""

from email import message_from_bytes, policy
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from meetings.bodies.services import found_body
from portal.audit.models import AuditEvent
from portal.audit.setup import Setup
from portal.home.waiting import tasks_of
from portal.mfa.access import app_device, app_devices, printed_codes_left, unfinished_device
from portal.mfa.services import print_codes
from portal.outbox.models import OutboxMail
from portal.resets.access import open_code_of
from portal.resets.models import FactorReset
from portal.resets.services import (
    APPROVING,
    ASKING,
    WITHDRAWING,
    AlreadyAsked,
    WrongSetupCode,
    approve_reset,
    ask_reset,
    use_setup_code,
    withdraw_reset,
)
from portal.sessions.models import LoginSession
from tests.factories.people import PASSWORD, a_factor, seat
from tests.portal.mfa.floor import app_shows, code_of, together

pytestmark = pytest.mark.django_db
NOBODY = "新しい端末を許可できる人がポータルにいません"
NOT_YOU = "もう一人になれません"
CODE, SETUP, APP = (reverse(f"enter:{name}") for name in ("code", "setup_code", "app"))


@pytest.fixture
def lost(cast, clock):
    """The member's phone is gone; they had printed codes and a login somewhere."""
    print_codes(actor=cast.member)
    cast.session_of(cast.member)
    return cast.member


def asked(cast, subject) -> FactorReset:
    return ask_reset(actor=cast.chair, subject=subject, reason="lost", factor=a_factor(cast.chair, ASKING, subject.pk))


def approve(actor, reset) -> str:
    return approve_reset(actor=actor, reset=reset, factor=a_factor(actor, APPROVING, reset.pk))


def with_password(user) -> Client:
    client = Client()
    client.post(reverse("enter:login"), {"email": user.email, "password": PASSWORD})
    return client


def test_asking_stops_every_device_and_login_at_once(cast, lost, clock):
    client = cast.client_of(cast.chair)
    address = reverse("resets:ask", args=[lost.pk])
    assert client.post(address, {"reason": "lost"}).status_code == 422
    assert app_device(lost)
    secret = app_device(lost).secret
    assert client.post(address, {"reason": "lost", "code": code_of(cast.chair, clock)}).status_code == 302
    assert app_device(lost) is None
    assert printed_codes_left(lost) == 0
    assert not LoginSession.objects.filter(user=lost).exists()
    person = with_password(lost)
    assert person.post(CODE, {"code": app_shows(secret, clock.now.timestamp())}).headers["Location"] == APP
    assert person.get(APP).status_code == 403
    assert OutboxMail.objects.filter(recipient=lost.email, kind="devices").count() == 1


def test_one_request_alone_opens_nothing(cast, lost):
    asked(cast, lost)
    person = with_password(lost)
    assert person.get(SETUP).headers["Location"] == CODE
    assert person.get(APP).status_code == 403
    assert FactorReset.objects.get().pending


def test_who_asked_cannot_agree_nor_can_the_person(cast, lost, clock):
    reset = asked(cast, lost)
    client = cast.client_of(cast.chair)
    page = reverse("resets:reset", args=[reset.pk])
    assert client.post(page, {"code": code_of(cast.chair, clock)}).status_code == 422
    for actor in (cast.chair, cast.summoned, cast.other_coordinator, cast.superuser):
        with pytest.raises(PermissionDenied):
            approve(actor, reset)
    reset.refresh_from_db()
    assert reset.pending


def test_the_database_keeps_the_two_apart_too(cast, lost):
    reset = asked(cast, lost)
    for approver in (cast.chair, lost):
        with pytest.raises(IntegrityError), transaction.atomic():
            FactorReset.objects.filter(pk=reset.pk).update(approved_by=approver)
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.filter(pk=reset.pk).update(asked_by=lost)


def test_nobody_asks_for_themselves_or_for_somebody_elsewhere(cast, clock):
    for actor, subject in (
        (cast.coordinator, cast.coordinator),
        (cast.coordinator, cast.other_body),
        (cast.other_coordinator, cast.member),
        (cast.summoned, cast.member),
        (cast.superuser, cast.member),
    ):
        with pytest.raises(PermissionDenied):
            ask_reset(actor=actor, subject=subject, reason="lost", factor=a_factor(actor, ASKING, subject.pk))
        assert app_device(subject)


def test_a_second_request_about_one_person_is_the_first_one(cast, lost):
    reset = asked(cast, lost)
    with pytest.raises(AlreadyAsked):
        asked(cast, lost)
    answer = cast.client_of(cast.coordinator).get(reverse("resets:ask", args=[lost.pk]))
    assert answer.headers["Location"] == reverse("resets:reset", args=[reset.pk])


def test_a_factor_for_something_else_asks_and_agrees_to_nothing(cast, lost):
    with pytest.raises(PermissionDenied):
        ask_reset(actor=cast.chair, subject=lost, reason="lost", factor=a_factor(cast.chair, APPROVING, lost.pk))
    reset = asked(cast, lost)
    with pytest.raises(PermissionDenied):
        approve_reset(actor=cast.coordinator, reset=reset, factor=a_factor(cast.coordinator, ASKING, reset.pk))


def test_the_second_person_finds_it_at_home_and_the_first_does_not(cast, lost):
    reset = asked(cast, lost)
    page = reverse("resets:reset", args=[reset.pk])
    assert page in [task.url for task in tasks_of(cast.coordinator)]
    for other in (cast.chair, cast.member, cast.other_coordinator):
        assert page not in [task.url for task in tasks_of(other)]


def test_the_whole_way_back_in(cast, lost, clock):
    """Asked, agreed, handed over, set up: the person logs in with the password that nobody touched."""
    reset = asked(cast, lost)
    page = cast.client_of(cast.coordinator).post(
        reverse("resets:reset", args=[reset.pk]), {"code": code_of(cast.coordinator, clock)}
    )
    code = page.context["code"]
    person = with_password(lost)
    assert person.post(SETUP, {"code": "AAAA-AAAA"}).status_code == 422
    assert person.post(SETUP, {"code": code.lower()}).headers["Location"] == APP
    person.get(APP)
    new = unfinished_device(lost)
    assert person.post(APP, {"code": app_shows(new.secret, clock.now.timestamp())}).status_code == 302
    assert person.get(reverse("home")).status_code == 200
    assert list(app_devices(lost)) == [new]
    again = with_password(lost)
    assert again.get(SETUP).headers["Location"] == CODE
    verbs = AuditEvent.objects.filter(verb__startswith="reset.").values_list("verb", flat=True)
    assert [verb for verb in verbs if verb != "reset.code_refused"] == ["reset.asked", "reset.approved", "reset.used"]
    assert AuditEvent.objects.filter(verb="devices.stopped", target_id=str(lost.pk)).count() == 2


def test_the_setup_code_is_for_its_person_and_five_tries(cast, lost, clock):
    code = approve(cast.coordinator, asked(cast, lost))
    other = with_password(cast.summoned)
    assert other.post(SETUP, {"code": code}).headers["Location"] == CODE
    person = with_password(lost)
    for _ in range(5):
        assert person.post(SETUP, {"code": "AAAA-AAAA"}).status_code == 422
    assert person.post(SETUP, {"code": code}).headers["Location"] == CODE
    assert person.get(APP).status_code == 403


def test_the_setup_code_ends_after_a_day(cast, lost, clock):
    code = approve(cast.coordinator, asked(cast, lost))
    clock.wait(24 * 3600 + 1)
    assert with_password(lost).post(SETUP, {"code": code}).headers["Location"] == CODE


def test_it_opens_nothing_without_the_password(cast, lost):
    code = approve(cast.coordinator, asked(cast, lost))
    assert Client().post(SETUP, {"code": code}).headers["Location"].startswith(reverse("enter:login"))


def test_the_right_to_set_up_ends_after_half_an_hour(cast, lost, monkeypatch):
    code = approve(cast.coordinator, asked(cast, lost))
    person = with_password(lost)
    person.post(SETUP, {"code": code})
    from portal.accounts import setup_right

    now = setup_right.time.time()
    monkeypatch.setattr(setup_right.time, "time", lambda: now + 31 * 60)
    assert person.get(APP).status_code == 403


def test_a_found_device_works_again(cast, lost, clock):
    reset = asked(cast, lost)
    address = reverse("resets:withdraw", args=[reset.pk])
    client = cast.client_of(cast.coordinator)
    assert client.post(address).status_code == 422
    assert app_device(lost) is None
    assert client.post(address, {"code": code_of(cast.coordinator, clock)}).status_code == 302
    assert app_device(lost)
    assert printed_codes_left(lost) == 10
    assert client.get(address).status_code == 404


def test_a_code_from_before_opens_nothing_after_another_request_was_withdrawn(cast, lost):
    earlier = asked(cast, lost)
    code = approve(cast.coordinator, earlier)
    later = asked(cast, lost)
    withdraw_reset(actor=cast.chair, reset=later, factor=a_factor(cast.chair, WITHDRAWING, later.pk))
    earlier.refresh_from_db()
    assert earlier.withdrawn_at is not None
    assert open_code_of(lost) is None
    with pytest.raises(WrongSetupCode):
        use_setup_code(actor=lost, reset=earlier, typed=code)
    assert AuditEvent.objects.filter(verb="reset.withdrawn", target_id=str(earlier.pk)).count() == 1


def test_no_mail_carries_the_code_or_the_reason(cast, lost):
    code = approve(cast.coordinator, asked(cast, lost))
    for mail in OutboxMail.objects.filter(recipient=lost.email):
        words = message_from_bytes(mail.content, policy=policy.default).get_content()  # the bytes are base64
        assert "端末" in words
        assert code not in words
        assert "http" not in words


def test_the_code_lies_hashed(cast, lost):
    code = approve(cast.coordinator, asked(cast, lost))
    stored = FactorReset.objects.get().code_hash
    assert code not in stored
    assert code.replace("-", "") not in stored


def test_from_the_host_one_command_does_it_and_says_so(cast):
    out, err = StringIO(), StringIO()
    call_command("reset_factor", cast.coordinator.email, stdout=out, stderr=err)
    assert "two people" in err.getvalue()
    assert app_device(cast.coordinator) is None
    code = out.getvalue().split()[-1]
    person = with_password(cast.coordinator)
    assert person.post(SETUP, {"code": code}).headers["Location"] == APP
    assert AuditEvent.objects.filter(verb="reset.from_host", detail="setup:reset_factor").count() == 1
    with pytest.raises(CommandError):
        call_command("reset_factor", "nobody@kasane.example")


def test_of_two_bodies_the_two_run_both_between_them(cast, lost, clock):
    """Who could only be refused gets no task, no form, and their code is not used up."""
    seat(lost, cast.other)
    reset = asked(cast, lost)
    page = reverse("resets:reset", args=[reset.pk])
    assert page not in [task.url for task in tasks_of(cast.coordinator)]
    assert page in [task.url for task in tasks_of(cast.other_coordinator)]
    client, code = cast.client_of(cast.coordinator), code_of(cast.coordinator, clock)
    assert NOT_YOU in client.get(page).content.decode()
    assert client.post(page, {"code": code}).status_code == 422
    assert client.post(reverse("resets:withdraw", args=[reset.pk]), {"code": code}).status_code == 302  # still good
    again = asked(cast, lost)
    with pytest.raises(PermissionDenied):
        approve(cast.coordinator, again)
    assert approve(cast.other_coordinator, again)


def test_where_nobody_can_be_the_second_person_the_pages_say_so_first(cast, lost):
    client = cast.client_of(cast.chair)
    ask = reverse("resets:ask", args=[lost.pk])
    assert NOBODY not in client.get(ask).content.decode()
    seat(lost, found_body(actor=Setup("tests"), name="だれも運営しない会議", kind="support", pledge_series="city"))
    assert NOBODY in client.get(ask).content.decode()
    reset = asked(cast, lost)
    for person in (cast.chair, cast.coordinator):
        shown = cast.client_of(person).get(reverse("resets:reset", args=[reset.pk])).content.decode()
        assert NOBODY in shown
        assert "reset_factor" in shown
        assert 'name="code"' not in shown


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_two_who_agree_at_once_make_one_code(cast, lost):
    reset = asked(cast, lost)
    answers = together(4, lambda _: approve(cast.coordinator, reset))
    assert sum(isinstance(answer, str) for answer in answers) == 1, answers


def test_a_code_agreed_to_before_the_host_gave_the_person_more_opens_nothing(cast, lost, clock):
    code = approve(cast.coordinator, asked(cast, lost))
    reset = open_code_of(lost)
    assert reset is not None
    lost.groups.add(Group.objects.get(name="Editors"))
    assert open_code_of(lost) is None
    with pytest.raises(WrongSetupCode):
        use_setup_code(actor=lost, reset=reset, typed=code)
    clock.wait(30)
    out = StringIO()
    call_command("reset_factor", lost.email, stdout=out, stderr=StringIO())
    reset = open_code_of(lost)
    assert reset is not None
    use_setup_code(actor=lost, reset=reset, typed=out.getvalue().split(": ")[1])
