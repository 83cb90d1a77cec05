"""Confirming: who is asked, what a confirmation is bound to, and when minutes are final."""

import threading
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils import timezone

from meetings.agenda.models import Summons
from meetings.schedule.models import Meeting
from minutes.signoff.access import change_requests, must_sign, signers, versions_to_sign
from minutes.signoff.models import ChangeRequest, SignOff
from minutes.signoff.services import CONFIRMING, Moved, NothingToFreeze, ask_for_change, freeze_minutes, is_genuine
from minutes.versions.models import Version
from minutes.versions.services import reopen_item
from portal.audit.models import AuditEvent
from portal.audit.protection import lifted
from portal.crypto.seals import verify
from portal.home.waiting import tasks_of
from portal.outbox.models import OutboxMail
from tests.factories.meetings import a_meeting, an_item
from tests.factories.people import a_factor
from tests.factories.tampering import altered, stored_columns
from tests.minutes.signoff.scene import FIRST_WORDS, sign

pytestmark = pytest.mark.django_db
State = Meeting.State


def waits_for(user, version) -> bool:
    return any(str(version.pk) in task.url for task in tasks_of(user))


def mails() -> list[str]:
    return sorted(OutboxMail.objects.filter(kind="minutes").values_list("recipient", flat=True))


# --- sending round ---------------------------------------------------------------------------------


def test_who_was_there_is_asked_and_who_was_not_is_not(going_round, cast):
    first, second = going_round.freeze(cast.summoned)
    assert must_sign(cast.summoned, first)
    assert not must_sign(cast.chair, first)  # called, but absent
    assert not must_sign(cast.coordinator, first)  # runs it, not called
    assert not must_sign(cast.member, first)  # called to the other item
    assert must_sign(cast.member, second)
    assert versions_to_sign(cast.summoned) == [first]
    assert versions_to_sign(cast.chair) == versions_to_sign(cast.coordinator) == []
    assert {signer.user: signer.attended for signer in signers(first)} == {cast.summoned: True, cast.chair: False}
    assert going_round.state == State.HELD


def test_who_is_asked_gets_one_neutral_mail(going_round, cast):
    going_round.freeze(cast.summoned)
    assert mails() == sorted([cast.summoned.email, cast.member.email])
    for mail in OutboxMail.objects.filter(kind="minutes"):
        from email import message_from_bytes, policy

        letter = message_from_bytes(mail.content, policy=policy.default)
        words = str(letter["Subject"]) + letter.get_body().get_content()
        for secret in ("R8-001", FIRST_WORDS, "往診", "事例"):
            assert secret not in words
        assert str(going_round.first.pk) not in words


def test_the_day_until_which_to_confirm_is_a_week_from_now(going_round, cast, settings):
    first, _ = going_round.freeze(cast.summoned)
    assert first.sign_by == timezone.localdate() + timedelta(days=settings.SIGNOFF_DAYS)


def test_minutes_at_which_nobody_was_are_final_at_once(going_round, cast):
    first, second = going_round.freeze(second=())
    assert first.final_at
    assert second.final_at
    assert going_round.state == State.CLOSED
    assert mails() == []


@pytest.mark.parametrize("role", ["summoned", "member", "other_coordinator", "superuser", "lapsed", "former"])
def test_only_who_runs_the_meeting_sends_round(going_round, cast, role):
    with pytest.raises(PermissionDenied):
        freeze_minutes(actor=getattr(cast, role), meeting=going_round.meeting, attended={})
    assert not Version.objects.exists()


def test_all_is_sent_round_once(going_round, cast):
    going_round.freeze(cast.summoned)
    with pytest.raises(NothingToFreeze):
        going_round.freeze(cast.summoned)
    assert Version.objects.count() == 2
    assert len(mails()) == 2


def test_a_draft_has_no_minutes(cast):
    meeting = a_meeting(cast.body)
    an_item(meeting, cast.summoned)
    with pytest.raises(NothingToFreeze):
        freeze_minutes(actor=cast.coordinator, meeting=meeting, attended={})


# --- confirming ------------------------------------------------------------------------------------


def test_a_confirmation_is_bound_to_the_exact_version(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    sign(cast.summoned, first)
    stored = SignOff.objects.get()
    assert (stored.version, stored.version_sha256, stored.user) == (first, first.sha256, cast.summoned)
    assert (stored.name, stored.organisation) == ("大西 恵", "大西相談所")
    assert stored.factor == a_factor(cast.summoned, CONFIRMING, "").label
    assert verify("signoff", stored.record, stored.seal)
    assert not verify("pledge", stored.record, stored.seal)
    assert AuditEvent.objects.filter(verb="version.confirmed", actor=cast.summoned, target_id=str(first.pk)).exists()


@pytest.mark.storage
@pytest.mark.parametrize("column", stored_columns(SignOff))
def test_no_column_of_a_confirmation_can_be_altered_unseen(going_round, cast, column):
    first, _ = going_round.freeze(cast.summoned)
    signoff = sign(cast.summoned, first)
    with altered(signoff, column):
        assert not is_genuine(SignOff.objects.get())
    assert is_genuine(SignOff.objects.get())


def test_the_seal_breaks_when_it_is_moved_to_another_person_or_version(going_round, cast):
    first, second = going_round.freeze(cast.summoned)
    sign(cast.summoned, first)
    with lifted():
        SignOff.objects.update(user=cast.chair)
    assert not verify("signoff", SignOff.objects.get().record, SignOff.objects.get().seal)
    with lifted():
        SignOff.objects.update(user=cast.summoned, version=second)
    assert not verify("signoff", SignOff.objects.get().record, SignOff.objects.get().seal)


def test_every_column_but_the_seal_is_under_the_seal(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    columns = {field.name for field in SignOff._meta.concrete_fields}
    assert set(sign(cast.summoned, first).record) == columns - {"seal"}


def test_the_last_confirmation_makes_it_final_and_the_last_item_closes_the_meeting(going_round, cast):
    first, second = going_round.freeze(cast.summoned, cast.chair)
    sign(cast.summoned, first)
    assert not Version.objects.get(pk=first.pk).final_at
    sign(cast.chair, first)
    assert Version.objects.get(pk=first.pk).final_at
    assert not Version.objects.get(pk=second.pk).final_at
    assert going_round.state == State.HELD
    sign(cast.member, second)
    assert Version.objects.get(pk=second.pk).final_at
    assert going_round.state == State.CLOSED
    verbs = list(AuditEvent.objects.filter(verb__in=("version.final", "meeting.closed")).values_list("verb", flat=True))
    assert verbs == ["version.final", "version.final", "meeting.closed"]


def test_other_words_than_those_on_screen_are_not_confirmed(going_round, cast):
    first, second = going_round.freeze(cast.summoned)
    for shown in ("0" * 64, second.sha256, first.sha256.upper(), first.sha256[:63]):
        with pytest.raises(Moved):
            sign(cast.summoned, first, shown=shown)
    assert not SignOff.objects.exists()


@pytest.mark.parametrize("role", ["chair", "coordinator", "member", "other_coordinator", "superuser"])
def test_who_is_not_asked_does_not_confirm(going_round, cast, role):
    first, _ = going_round.freeze(cast.summoned)
    with pytest.raises(Moved):
        sign(getattr(cast, role), first)
    assert not SignOff.objects.exists()


def test_the_code_of_somebody_else_confirms_nothing(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    with pytest.raises(Moved):
        sign(cast.summoned, first, factor=a_factor(cast.chair, CONFIRMING, first.sha256))


def test_nobody_confirms_twice(going_round, cast):
    first, _ = going_round.freeze(cast.summoned, cast.chair)
    sign(cast.summoned, first)
    with pytest.raises(Moved):
        sign(cast.summoned, first)
    assert SignOff.objects.count() == 1


def test_a_withdrawn_version_is_not_confirmed_and_its_confirmations_do_not_count(going_round, cast):
    first, _ = going_round.freeze(cast.summoned, cast.chair)
    sign(cast.chair, first)
    reopen_item(actor=cast.coordinator, item=going_round.first)
    with pytest.raises(Moved):
        sign(cast.summoned, first)
    again, _ = going_round.freeze(cast.summoned, cast.chair)
    assert must_sign(cast.chair, again)
    sign(cast.summoned, again)
    assert not Version.objects.get(pk=again.pk).final_at
    sign(cast.chair, again)
    assert Version.objects.get(pk=again.pk).final_at
    assert not Version.objects.get(pk=first.pk).final_at
    assert SignOff.objects.filter(version=first).count() == 1  # kept as a record


def test_who_is_found_absent_at_the_second_time_is_not_asked_any_more(going_round, cast):
    going_round.freeze(cast.summoned, cast.chair)
    reopen_item(actor=cast.coordinator, item=going_round.first)
    again, _ = going_round.freeze(cast.summoned)
    assert not must_sign(cast.chair, again)
    assert not Summons.objects.get(item=going_round.first, user=cast.chair).attended
    sign(cast.summoned, again)
    assert Version.objects.get(pk=again.pk).final_at


def test_the_home_page_asks_until_it_is_done(going_round, cast):
    first, second = going_round.freeze(cast.summoned, cast.chair)
    for person, version in ((cast.summoned, first), (cast.chair, first), (cast.member, second)):
        assert waits_for(person, version)
    assert not waits_for(cast.member, first)
    assert not waits_for(cast.coordinator, first)
    sign(cast.summoned, first)
    assert not waits_for(cast.summoned, first)
    assert waits_for(cast.chair, first)
    reopen_item(actor=cast.coordinator, item=going_round.first)
    assert not waits_for(cast.chair, first)


# --- asking for a change ---------------------------------------------------------------------------


def test_who_is_asked_may_ask_for_a_change_and_only_they(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    ask_for_change(actor=cast.summoned, version=first, text="2行目を直してほしい。")
    (asked,) = change_requests(cast.coordinator, [first])[first.pk]
    assert change_requests(cast.summoned, [first]) == {}
    assert (asked.user, asked.text) == (cast.summoned, "2行目を直してほしい。")
    for person in (cast.chair, cast.member, cast.coordinator, cast.superuser):
        with pytest.raises(Moved):
            ask_for_change(actor=person, version=first, text="x")
    assert ChangeRequest.objects.count() == 1


def test_what_is_asked_lies_sealed(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    ask_for_change(actor=cast.summoned, version=first, text="往診の日を直してほしい。")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM minutes_changerequest")
        ((stored,),) = cursor.fetchall()
    assert "往診".encode() not in bytes(stored)


def test_after_confirming_or_withdrawing_nothing_is_asked(going_round, cast):
    first, _ = going_round.freeze(cast.summoned, cast.chair)
    sign(cast.summoned, first)
    with pytest.raises(Moved):
        ask_for_change(actor=cast.summoned, version=first, text="x")
    reopen_item(actor=cast.coordinator, item=going_round.first)
    with pytest.raises(Moved):
        ask_for_change(actor=cast.chair, version=first, text="x")


def test_who_asked_for_a_change_may_still_confirm(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    ask_for_change(actor=cast.summoned, version=first, text="x")
    assert sign(cast.summoned, first)


# --- at once ---------------------------------------------------------------------------------------


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_the_last_two_confirmations_of_two_items_at_once_close_the_meeting(going_round, cast):
    first, second = going_round.freeze(cast.summoned)
    met = []

    def confirm():
        try:
            sign(cast.member, second)
        except Exception as trouble:
            met.append(trouble)
        finally:
            connection.close()

    other = threading.Thread(target=confirm)
    with transaction.atomic():
        sign(cast.summoned, first)
        other.start()
        other.join(1)  # either it waits for us or it is done; both must end well
    other.join(60)
    assert met == []
    assert Version.objects.filter(final_at=None).count() == 0
    assert going_round.state == State.CLOSED
