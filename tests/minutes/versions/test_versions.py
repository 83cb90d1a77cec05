"""Freezing: a numbered version bound to its words, and a document that takes no more of them."""

import hashlib
import threading

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.http import Http404

from minutes.documents.canonical import from_canonical
from minutes.documents.models import Document
from minutes.documents.services import AlreadyFrozen, Batch, append, load
from minutes.signoff.models import SignOff
from minutes.versions.access import get_version_for, open_items, standing_versions
from minutes.versions.models import Version
from minutes.versions.services import freeze_item, is_intact, reopen_item
from portal.audit.models import AuditEvent
from tests.factories.meetings import write
from tests.minutes.signoff.scene import FIRST_WORDS, SECOND_WORDS, sign

pytestmark = pytest.mark.django_db


def test_freezing_makes_the_first_version_with_what_stood(going_round, cast):
    first, second = going_round.freeze(cast.summoned)
    assert (first.number, second.number) == (1, 1)
    assert FIRST_WORDS in str(from_canonical(first.minutes))
    assert "通院" in str(from_canonical(first.agenda))
    assert SECOND_WORDS in str(from_canonical(second.minutes))
    assert (first.frozen_by, first.withdrawn_at, first.final_at) == (cast.coordinator, None, None)
    assert AuditEvent.objects.filter(verb="version.frozen", target_id=str(first.pk)).count() == 1


def test_the_hash_is_over_salt_and_both_texts(going_round, cast):
    first, second = going_round.freeze(cast.summoned)
    assert len(first.salt) == 16
    assert first.salt != second.salt
    text = first.salt + b"\0" + first.agenda.encode() + b"\0" + first.minutes.encode()
    assert first.sha256 == hashlib.sha256(text).hexdigest()
    assert first.check_number == f"{first.sha256[:4]}-{first.sha256[4:8]}".upper()


def test_salt_and_words_lie_sealed(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    with connection.cursor() as cursor:
        cursor.execute("SELECT salt, agenda, minutes FROM minutes_version")
        stored = b"".join(bytes(value) for row in cursor.fetchall() for value in row)
    for words in (first.salt, FIRST_WORDS.encode(), SECOND_WORDS.encode(), "通院".encode(), b"paragraph"):
        assert words not in stored


def test_a_frozen_document_takes_no_more_words(going_round, cast):
    going_round.freeze(cast.summoned)
    document = Document.objects.get(item=going_round.first)
    before = load(document.pk)
    assert append([Batch(document.pk, ((cast.summoned.pk, before[1]),))]) == {document.pk: None}
    assert load(document.pk) == before
    with pytest.raises(AlreadyFrozen):
        freeze_item(
            actor=cast.coordinator, item=going_round.first, sign_by=going_round.standing(going_round.first).sign_by
        )


@pytest.mark.parametrize(
    "role", ["summoned", "member", "other_coordinator", "superuser", "password_only", "lapsed", "former"]
)
def test_only_who_runs_the_body_freezes_and_opens_again(going_round, cast, role):
    person = getattr(cast, role)
    with pytest.raises(PermissionDenied):
        freeze_item(actor=person, item=going_round.first, sign_by=going_round.meeting.day)
    assert not Version.objects.exists()
    going_round.freeze(cast.summoned)
    with pytest.raises(PermissionDenied):
        reopen_item(actor=person, item=going_round.first)
    assert going_round.standing(going_round.first).number == 1


def test_opened_again_and_frozen_again_is_the_second_version(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    reopen_item(actor=cast.coordinator, item=going_round.first)
    assert standing_versions(cast.summoned, going_round.meeting) == []
    assert open_items(cast.coordinator, going_round.meeting) == [going_round.first]
    write(going_round.first, cast.summoned, minutes="付けくわえた言葉。")
    second, other = going_round.freeze(cast.summoned)
    assert second.number == 2
    assert other.number == 1  # the item that was not opened again stays as it was
    assert "付けくわえた言葉" in second.minutes
    assert "付けくわえた言葉" not in Version.objects.get(pk=first.pk).minutes
    assert second.sha256 != first.sha256
    assert standing_versions(cast.summoned, going_round.meeting) == [second]


def test_equal_words_have_another_hash_each_time(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    reopen_item(actor=cast.coordinator, item=going_round.first)
    second, _ = going_round.freeze(cast.summoned)
    assert (second.agenda, second.minutes) == (first.agenda, first.minutes)
    assert second.sha256 != first.sha256


def test_a_final_version_is_not_opened_again(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    sign(cast.summoned, first)
    with pytest.raises(PermissionDenied):
        reopen_item(actor=cast.coordinator, item=going_round.first)
    assert going_round.standing(going_round.first).final_at


def test_an_open_item_is_not_opened_again(going_round, cast):
    with pytest.raises(PermissionDenied):
        reopen_item(actor=cast.coordinator, item=going_round.first)


@pytest.mark.parametrize("column", ["agenda", "minutes", "salt"])
def test_words_changed_later_are_found_out(going_round, cast, column):
    first, _ = going_round.freeze(cast.summoned)
    assert is_intact(Version.objects.get(pk=first.pk))
    version = Version.objects.get(pk=first.pk)
    setattr(version, column, b"0" * 16 if column == "salt" else getattr(version, column) + " ")
    version.save()
    assert not is_intact(Version.objects.get(pk=first.pk))


def test_words_do_not_slip_from_one_text_into_the_other(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    first.agenda, first.minutes = first.minutes, first.agenda
    assert not is_intact(first)


def test_a_version_is_seen_by_who_sees_the_item(going_round, cast):
    first, second = going_round.freeze(cast.summoned)
    for person in (cast.summoned, cast.chair, cast.coordinator):
        assert get_version_for(person, first.pk) == first
    for person in (
        cast.member,
        cast.other_body,
        cast.other_coordinator,
        cast.unpledged,
        cast.lapsed,
        cast.former,
        cast.superuser,
    ):
        with pytest.raises(Http404):
            get_version_for(person, first.pk)
    assert standing_versions(cast.summoned, going_round.meeting) == [first]
    assert standing_versions(cast.member, going_round.meeting) == [second]
    assert standing_versions(cast.coordinator, going_round.meeting) == [first, second]
    assert standing_versions(cast.other_coordinator, going_round.meeting) == []


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_a_version_that_is_just_being_confirmed_to_the_end_is_not_withdrawn(going_round, cast):
    first, _ = going_round.freeze(cast.summoned)
    answers = []

    def reopen():
        try:
            answers.append(reopen_item(actor=cast.coordinator, item=going_round.first))
        except PermissionDenied as refused:
            answers.append(refused)
        finally:
            connection.close()

    other = threading.Thread(target=reopen)
    with transaction.atomic():
        sign(cast.summoned, first)
        other.start()
        other.join(1)  # it has to wait for us
        assert answers == []
    other.join(60)
    assert isinstance(answers[0], PermissionDenied)
    version = Version.objects.get(pk=first.pk)
    assert version.final_at
    assert version.withdrawn_at is None
    assert Document.objects.get(item=going_round.first).frozen_at
    assert SignOff.objects.count() == 1
