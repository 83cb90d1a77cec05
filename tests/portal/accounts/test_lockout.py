"""Wrong passwords stop an account, and an address, for a quarter of an hour; nobody else."""

import logging
import re
from datetime import timedelta

import pytest
from asgiref.sync import async_to_sync
from axes.models import AccessAttempt, AccessLog
from django.test import AsyncClient, Client
from django.utils import timezone

from portal.accounts.lockout import forgive, is_stopped
from portal.audit.models import AuditEvent
from tests.factories.people import PASSWORD, a_person
from tests.portal.accounts.counting import CountingHasher

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]
LOGIN = "/portal/enter/"
WRONG = "not my password at all"
NOBODY = "nobody@kasane.example"


@pytest.fixture
def person():
    return a_person("大西")


def log_in(email, password=PASSWORD, **headers) -> int:
    return Client().post(LOGIN, {"email": email, "password": password}, **headers).status_code


def fail(email, times=5, **headers) -> list[int]:
    return [log_in(email, WRONG, **headers) for _ in range(times)]


def without_tokens(answer) -> str:
    return re.sub(r'(value|nonce)="[^"]*"', "", answer.content.decode())


def wait(minutes):
    for attempt in AccessAttempt.objects.all():
        earlier = attempt.attempt_time - timedelta(minutes=minutes)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=earlier)


def acts() -> list[tuple[str, str]]:
    rows = AuditEvent.objects.filter(verb__startswith="login.")
    return [(row.verb, row.target_id) for row in rows]


def test_five_wrong_passwords_stop_the_account_even_for_the_right_one(person):
    assert fail(person.email) == [422, 422, 422, 422, 429]
    assert log_in(person.email) == 429


def test_ten_wrong_passwords_from_addresses_that_are_made_up_stop_it_too(person):
    answers = [log_in(person.email, WRONG, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}") for n in range(10)]
    assert answers == [422] * 4 + [429] * 6
    assert log_in(person.email, HTTP_X_FORWARDED_FOR="198.51.100.7") == 429


@pytest.mark.parametrize("address", ["192.0.2.1", "192.0.2.2", "2001:db8::1"])
def test_so_do_wrong_passwords_from_many_real_addresses(person, address):
    fail(person.email, 2, REMOTE_ADDR="198.51.100.1")
    fail(person.email, 3, REMOTE_ADDR="198.51.100.2")
    assert log_in(person.email, REMOTE_ADDR=address) == 429


def test_nobody_else_is_stopped(person):
    fail(person.email)
    assert log_in(a_person("北村").email) == 302


def test_thirty_wrong_passwords_stop_an_address_for_everybody(person):
    answers = [log_in(f"guess{n}@kasane.example", WRONG, REMOTE_ADDR="192.0.2.1") for n in range(30)]
    assert answers == [422] * 29 + [429]
    assert log_in(person.email, REMOTE_ADDR="192.0.2.1") == 429
    assert log_in(person.email, REMOTE_ADDR="192.0.2.2") == 302


def test_an_address_that_is_changed_within_one_line_is_one_address(person):
    for n in range(30):
        log_in(f"guess{n}@kasane.example", WRONG, REMOTE_ADDR=f"2001:db8:1:2::{n + 1:x}")
    assert log_in(person.email, REMOTE_ADDR="2001:db8:1:2:ffff::1") == 429
    assert log_in(person.email, REMOTE_ADDR="2001:db8:1:3::1") == 302


def test_behind_our_proxy_its_last_word_counts(person, settings):
    settings.BEHIND_PROXY = True
    for n in range(30):
        log_in(f"guess{n}@kasane.example", WRONG, HTTP_X_FORWARDED_FOR=f"10.0.0.{n}, 192.0.2.1")
    assert log_in(person.email, HTTP_X_FORWARDED_FOR="198.51.100.1, 192.0.2.1") == 429
    assert log_in(person.email, HTTP_X_FORWARDED_FOR="192.0.2.1, 198.51.100.1") == 302


def test_an_address_without_an_account_is_stopped_alike(person):
    assert fail(NOBODY) == fail(person.email)
    pages = [Client().post(LOGIN, {"email": email, "password": PASSWORD}) for email in (NOBODY, person.email)]
    assert without_tokens(pages[0]) == without_tokens(pages[1])
    assert [page.status_code for page in pages] == [429, 429]


def test_while_stopped_no_password_is_compared(person, settings):
    settings.PASSWORD_HASHERS = ["tests.portal.accounts.counting.CountingHasher"]
    person.set_password(PASSWORD)
    person.save()
    for email in (person.email, NOBODY):
        fail(email)
    CountingHasher.hashed = 0
    assert [log_in(email) for email in (person.email, NOBODY)] == [429, 429]
    assert CountingHasher.hashed == 0


def test_the_page_says_when_and_whom_to_call(person, settings):
    fail(person.email)
    answer = Client().post(LOGIN, {"email": person.email, "password": PASSWORD})
    words = answer.content.decode()
    assert re.search("<h1>15分あとに、もう一度", words)
    assert settings.SECRETARIAT_PHONE in words
    assert answer.headers["Retry-After"] == "900"
    assert "no-store" in answer.headers["Cache-Control"]


def test_the_asynchronous_door_answers_the_same(person):
    fail(person.email)
    answer = async_to_sync(AsyncClient().post)(LOGIN, {"email": person.email, "password": PASSWORD})
    assert answer.status_code == 429
    assert "15分あとに" in answer.content.decode()


def test_after_a_quarter_of_an_hour_it_is_open_again(person):
    fail(person.email)
    wait(14)
    assert log_in(person.email) == 429
    wait(1.1)
    assert log_in(person.email) == 302


def test_going_on_trying_keeps_nobody_out_longer(person):
    fail(person.email)
    wait(14)
    fail(person.email, 20)
    wait(1.1)
    assert log_in(person.email) == 302


def test_getting_in_forgives_ones_own_slips(person):
    fail(person.email, 4)
    assert log_in(person.email) == 302
    assert fail(person.email, 4) == [422] * 4


def test_getting_in_forgives_nobody_elses(person):
    """Who has an account must not be able to go on guessing at another by logging in between."""
    insider = a_person("北村")
    fail(person.email, 4)
    assert log_in(insider.email) == 302
    assert log_in(person.email, WRONG) == 429


def test_it_can_be_opened_before(person):
    fail(person.email)
    assert is_stopped(person.email)
    forgive(person.email)
    assert not is_stopped(person.email)
    assert log_in(person.email) == 302


def test_the_record_names_whose_password_was_wrong_and_what_stopped(person):
    fail(person.email)
    fail(person.email, 3)
    assert acts() == [("login.refused", str(person.pk))] * 4 + [("login.stopped", str(person.pk))]


def test_of_an_unknown_address_the_record_keeps_nothing(person):
    fail(NOBODY)
    assert acts() == [("login.refused", "")] * 4 + [("login.stopped", "")]


def test_neither_log_nor_table_keeps_what_was_typed(person, caplog):
    with caplog.at_level(logging.DEBUG):
        fail(person.email, 6)
        log_in(a_person("北村").email)
    assert WRONG not in caplog.text
    assert person.email not in caplog.text
    for row in AccessAttempt.objects.values():
        assert WRONG not in str(row)
        assert person.email not in row["post_data"]
    assert not AccessLog.objects.exists()


def test_rows_of_old_failures_go(person):
    fail(person.email, 2)
    wait(16)
    log_in(NOBODY, WRONG)
    assert [row.username for row in AccessAttempt.objects.all()] == [NOBODY]
    assert AccessAttempt.objects.get().attempt_time > timezone.now() - timedelta(minutes=1)
