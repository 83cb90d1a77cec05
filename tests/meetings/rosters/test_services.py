"""Asking to sign, and taking the roster out."""

from email import message_from_bytes, policy

import pytest
from django.core.exceptions import PermissionDenied

from meetings.bodies.models import Appointment
from meetings.rosters import services
from portal.audit.models import AuditEvent
from portal.outbox.models import OutboxMail
from tests.cast import ROLES

pytestmark = pytest.mark.django_db
NOT_RUNNING = [role for role in ROLES if role not in ("anonymous", "coordinator", "chair")]


def seat_of(user) -> Appointment:
    return Appointment.objects.get(user=user)


def factor_of(user, about):
    from portal.mfa.step_up import prove
    from tests.factories.people import code_of

    return prove(user, code_of(user), act=services.EXPORTING, about=str(about))


def test_a_person_is_asked_to_sign_once_a_day(cast):
    services.ask_to_sign(actor=cast.coordinator, seat=seat_of(cast.unpledged))
    mail = OutboxMail.objects.get(kind="pledge_asked")
    letter = message_from_bytes(bytes(mail.content), policy=policy.default)
    assert mail.recipient == cast.unpledged.email
    assert "/enter/pledge/" in letter.get_content()
    assert cast.body.name not in letter.as_string() + letter.get_content() + letter["Subject"]
    with pytest.raises(services.AskedToday):
        services.ask_to_sign(actor=cast.chair, seat=seat_of(cast.unpledged))
    assert OutboxMail.objects.filter(kind="pledge_asked").count() == 1
    event = AuditEvent.objects.get(verb="pledge.asked")
    assert (event.actor, event.target_id) == (cast.coordinator, str(seat_of(cast.unpledged).pk))


def test_who_has_signed_or_left_is_not_asked(cast):
    for user in (cast.member, cast.former):
        with pytest.raises(services.NothingToAsk):
            services.ask_to_sign(actor=cast.coordinator, seat=seat_of(user))


@pytest.mark.parametrize("role", NOT_RUNNING)
def test_only_who_runs_the_body_asks_and_takes_the_roster_out(cast, role):
    actor = getattr(cast, role)
    with pytest.raises(PermissionDenied):
        services.ask_to_sign(actor=actor, seat=seat_of(cast.unpledged))
    with pytest.raises(PermissionDenied):
        services.export_roster(actor=actor, body=cast.body, purpose="list", factor=factor_of(actor, cast.body.pk))


def test_the_roster_leaves_for_a_reason_and_a_fresh_factor(cast):
    cast.member.last_name = "=小野寺"
    cast.member.save()
    factor = factor_of(cast.coordinator, cast.body.pk)
    content = services.export_roster(actor=cast.coordinator, body=cast.body, purpose="review", factor=factor)
    head, *lines = content.decode("utf-8-sig").splitlines()
    assert head == "氏名,所属,職名,役割,受託者,任期の始まり,任期の終わり,誓約,ログインの確認,メールアドレス"
    assert len(lines) == 10  # eight who sit, two who sat
    assert any(line.startswith("'=小野寺 恵,") for line in lines)
    event = AuditEvent.objects.get(verb="roster.exported")
    assert (event.actor, event.why, event.target_id) == (cast.coordinator, "review", str(cast.body.pk))


def test_a_factor_for_something_else_takes_no_roster_out(cast):
    factor = factor_of(cast.coordinator, cast.other.pk)
    with pytest.raises(services.NotProved):
        services.export_roster(actor=cast.coordinator, body=cast.body, purpose="list", factor=factor)
    assert not AuditEvent.objects.filter(verb="roster.exported").exists()
