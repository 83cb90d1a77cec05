"""Sealed columns: the database holds no word, and no shortcut stores or moves one."""

from uuid import UUID

import pytest
from django.db import connection, transaction

from meetings.agenda.models import Item
from minutes.versions.models import Version
from portal.crypto.box import CannotOpen
from portal.crypto.fields import EncryptedTextField, Sealed, open_value
from portal.mfa.models import AppDevice
from tests.factories.meetings import a_meeting, an_item, called, held
from tests.factories.people import a_person, enrol

WORDS = "事例 R8-777 通院が途切れている"


@pytest.fixture
def item(cast):
    return an_item(a_meeting(cast.body), cast.summoned, heading=WORDS)


def column(table: str, name: str) -> list[bytes]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {name} FROM {table} ORDER BY id")
        return [bytes(value) for (value,) in cursor.fetchall()]


def put(table: str, name: str, value: bytes, pk: UUID) -> None:
    """As somebody with the database in hand would."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {name} = %s WHERE id = %s",
            [value, pk.hex if connection.vendor == "sqlite" else pk],
        )


def test_the_column_holds_no_word(item):
    (raw,) = column("meetings_item", "heading")
    for part in (WORDS, "R8-777", "通院"):
        assert part.encode() not in raw
        assert part.encode("utf-16-le") not in raw
    assert Item.objects.get().heading == WORDS


def test_the_whole_column_cannot_be_updated_with_words(item):
    with pytest.raises(TypeError, match="sealed row by row"), transaction.atomic():
        Item.objects.update(heading="open words")
    item.heading = "open words"
    with pytest.raises(TypeError, match="sealed row by row"), transaction.atomic():
        Item.objects.bulk_update([item], ["heading"])
    assert Item.objects.get().heading == WORDS


def test_words_cannot_be_searched_for(item):
    with pytest.raises(TypeError, match="sealed row by row"):
        Item.objects.filter(heading=WORDS).exists()


def test_values_give_sealed_bytes_only(item):
    for row in (*Item.objects.values_list("heading", flat=True), Item.objects.values("heading").get()["heading"]):
        assert isinstance(row, Sealed)
        assert b"R8-777" not in row


def test_deferred_and_refreshed_values_open(item, django_assert_num_queries):
    deferred = Item.objects.defer("heading").get()
    with django_assert_num_queries(1):
        assert deferred.heading == WORDS
    with django_assert_num_queries(0):
        assert deferred.heading == WORDS
    other = Item.objects.get()
    other.heading = "次回の日程"
    other.save()
    deferred.refresh_from_db()
    assert deferred.heading == "次回の日程"
    other.heading = "not saved"
    other.refresh_from_db(fields=["heading"])
    assert other.heading == "次回の日程"


def test_saving_an_unopened_row_keeps_its_value(item):
    row = Item.objects.get()
    row.minutes_long = 5
    row.save()
    assert Item.objects.get().heading == WORDS


def test_an_empty_text_is_a_text(item):
    item.heading = ""
    item.save()
    assert Item.objects.get().heading == ""


def test_a_value_does_not_open_in_another_row(item, cast):
    other = an_item(item.meeting, cast.member, heading="次回の日程")
    put("meetings_item", "heading", bytes(Item.objects.values_list("heading", flat=True).get(pk=item.pk)), other.pk)
    with pytest.raises(CannotOpen):
        _ = Item.objects.get(pk=other.pk).heading
    assert Item.objects.get(pk=item.pk).heading == WORDS


def test_a_value_does_not_open_in_another_column(item):
    (version,) = held(called(item.meeting))
    put("minutes_version", "minutes", bytes(Version.objects.values_list("agenda", flat=True).get()), version.pk)
    stored = Version.objects.get()
    assert stored.agenda == version.agenda
    with pytest.raises(CannotOpen):
        _ = stored.minutes


@pytest.mark.django_db
@pytest.mark.usefixtures("keys", "quick_hashes")
def test_a_secret_does_not_open_for_another_person():
    mine, theirs = a_person("大西"), a_person("外川")
    enrol(mine)
    enrol(theirs)
    device = AppDevice.objects.get(user=theirs)
    AppDevice.objects.filter(pk=device.pk).update(
        secret=AppDevice.objects.values_list("secret", flat=True).get(user=mine)
    )
    with pytest.raises(CannotOpen):
        _ = AppDevice.objects.get(pk=device.pk).secret


@pytest.mark.django_db
@pytest.mark.usefixtures("keys")
def test_a_value_without_an_owner_is_refused():
    with pytest.raises(ValueError, match="needs user_id"):
        AppDevice(name="app", secret=b"x" * 20).save()


def test_a_name_given_for_ever_outlives_the_renaming_of_table_and_column(item):
    """``bound_as`` as the table and column were called: what was sealed under them still opens."""
    field = Item._meta.get_field("heading")
    renamed = field.clone()
    renamed.model, renamed.column, renamed.attname = Item, "title", "title"
    renamed.bound_as = "meetings_item|heading"
    stored = Item.objects.get()
    assert open_value(renamed, stored, stored.__dict__["heading"]).decode() == WORDS
    renamed.bound_as = ""
    with pytest.raises(CannotOpen):
        open_value(renamed, stored, stored.__dict__["heading"])


def test_migrations_remember_the_name():
    field = EncryptedTextField(bound_as="meetings_item|heading")
    assert field.deconstruct()[3] == {"bound_as": "meetings_item|heading"}
    assert field.clone().bound_as == "meetings_item|heading"


def test_what_does_not_open_says_which_row_it_was(item):
    put("meetings_item", "heading", b"\x02k1 nonsense", item.pk)
    with pytest.raises(CannotOpen) as shut:
        _ = Item.objects.get().heading
    assert (shut.value.row, shut.value.column) == (item, "heading")
