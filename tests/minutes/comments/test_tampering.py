"""Whoever alters a stored comment without the keys is found out, whichever column it is."""

from itertools import chain

import pytest
from django.db import connection, transaction

from minutes.comments import proof
from minutes.comments.models import Entry, Thread
from minutes.comments.services import reply, resolve, withdraw
from portal.audit.protection import lift, lifted
from tests.factories.tampering import altered, stored_columns
from tests.minutes.comments.scene import a_thread, comment_of
from tests.minutes.rooms.scene import a_scene

pytestmark = [pytest.mark.django_db, pytest.mark.storage]


def broken() -> list[str]:
    return [kind for _key, kind in chain(proof.threads(), proof.entries()) if kind]


def a_talk():
    scene = a_scene()
    thread = a_thread(scene)
    gone = reply(actor=scene.member, thread=thread, text="やっぱり、だいじょうぶです。")
    resolve(actor=scene.other, thread=thread)
    withdraw(actor=scene.member, comment=gone)
    assert broken() == []
    return thread


@pytest.mark.parametrize("column", stored_columns(Thread))
def test_no_column_of_a_thread_can_be_altered_unseen(column):
    with altered(a_talk(), column):
        assert broken()


@pytest.mark.parametrize("number", [1, 2, 3, 4], ids=["comment", "withdrawn comment", "resolved", "withdrawn"])
@pytest.mark.parametrize("column", stored_columns(Entry))
def test_no_column_of_an_act_can_be_altered_unseen(column, number):
    a_talk()
    with altered(Entry.objects.get(number=number), column):
        assert broken()


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_no_act_can_be_taken_away_unseen(number):
    a_talk()
    with transaction.atomic(), connection.cursor() as cursor:
        lift()
        cursor.execute(
            "SET CONSTRAINTS ALL DEFERRED" if connection.vendor == "postgresql" else "PRAGMA defer_foreign_keys = 1"
        )
        cursor.execute("DELETE FROM minutes_entry WHERE number = %s", [number])
        assert broken()
        transaction.set_rollback(True)


def test_words_that_were_taken_back_cannot_come_back_unseen():
    thread = a_talk()
    words = comment_of(thread).text
    gone = Entry.objects.get(number=2)
    with lifted():
        gone.text = words  # as somebody with an old copy of the row would put it
        gone.save(update_fields=["text"])
    assert broken() == ["words without their act"]
