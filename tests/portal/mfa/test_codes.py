"""The authenticator app's codes: whose, when, how often."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from portal.audit.models import AuditEvent
from portal.mfa.access import printed_sheet
from portal.mfa.models import AppDevice, Tries
from portal.mfa.services import begin_app, finish_app, print_codes, use_printed_code
from portal.mfa.step_up import WrongCode, prove
from portal.outbox.models import OutboxMail
from tests.factories.people import a_person
from tests.portal.mfa.floor import app_shows, together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]
RFC_SECRET = b"12345678901234567890"
# RFC 6238, appendix B (SHA-1), the last six of its eight digits
RFC_TABLE = [
    (59, "287082"),
    (1111111109, "081804"),
    (1111111111, "050471"),
    (1234567890, "005924"),
    (2000000000, "279037"),
    (20000000000, "353130"),
]


@pytest.fixture
def person(clock):
    """Somebody with an app whose secret is that of the RFC, no code used yet."""
    user = a_person("大西")
    AppDevice.objects.create(user=user, name="", confirmed=True, secret=RFC_SECRET)
    return user


def shown(clock, steps: int = 0) -> str:
    return app_shows(RFC_SECRET, clock.now.timestamp() + 30 * steps)


def refused(user, typed) -> str:
    with pytest.raises(WrongCode) as met:
        prove(user, typed)
    return str(met.value)


@pytest.mark.parametrize(("at", "code"), RFC_TABLE)
def test_the_numbers_of_the_standard(person, clock, at, code):
    clock.set(datetime.fromtimestamp(at, tz=UTC))
    assert prove(person, code).user_id == person.pk


def test_our_reading_of_the_standard_is_that_of_the_standard():
    assert [app_shows(RFC_SECRET, at) for at, _ in RFC_TABLE] == [code for _, code in RFC_TABLE]


def test_the_half_minute_before_is_accepted(person, clock):
    assert prove(person, shown(clock, -1))


@pytest.mark.parametrize("steps", [-2, 1, 2])
def test_no_other_half_minute_is_accepted(person, clock, steps):
    refused(person, shown(clock, steps))


def test_a_used_code_is_refused_in_words_of_its_own(person, clock):
    code = shown(clock)
    prove(person, code)
    again = refused(person, code)
    clock.wait(3)
    assert again != refused(person, "000000")
    assert "30" in again
    assert list(AuditEvent.objects.filter(verb="code.refused").values_list("detail", flat=True)) == ["used", "wrong"]


def test_an_older_code_is_refused_after_a_newer_one(person, clock):
    before = shown(clock, -1)
    prove(person, shown(clock))
    refused(person, before)


def test_the_next_half_minute_brings_a_new_code(person, clock):
    prove(person, shown(clock))
    clock.wait(30)
    assert prove(person, shown(clock))


@pytest.mark.parametrize("write", [
    lambda code: code.translate({ord(str(n)): chr(ord("０") + n) for n in range(10)}),
    lambda code: f"{code[:3]} {code[3:]}",
    lambda code: f"　{code[:3]}-{code[3:]}",
])  # fmt: skip
def test_full_width_digits_and_gaps_are_forgiven(person, clock, write):
    assert prove(person, write(shown(clock)))


@pytest.mark.parametrize("write", [
    lambda code: "",
    lambda code: code[:5],
    lambda code: f"{code}0",
    lambda code: f"+{code[1:]}",
    lambda code: "١٢٣٤٥٦",
    lambda code: "12345a",
])  # fmt: skip
def test_anything_else_is_refused(person, clock, write):
    refused(person, write(shown(clock)))


def test_the_code_of_somebody_else_is_refused(person, clock):
    other = a_person("外川")
    AppDevice.objects.create(user=other, name="app", confirmed=True, secret=b"another person's key")
    refused(other, shown(clock))


def test_without_an_app_no_code_is_right(clock):
    refused(a_person("外川"), "123456")


def test_a_wrong_code_makes_wait_and_the_wait_doubles(person, clock):
    for waiting in (1, 2, 4, 8):
        refused(person, "000000")
        clock.wait(waiting - 0.5)
        refused(person, shown(clock))  # right, but too early
        clock.wait(0.5)
    assert prove(person, shown(clock))


def test_the_wait_is_never_longer_than_a_quarter_of_an_hour(person, clock):
    for _ in range(15):
        refused(person, "000000")
        clock.wait(15 * 60)
    refused(person, "000000")
    clock.wait(60)
    refused(person, shown(clock))
    clock.wait(14 * 60)
    assert prove(person, shown(clock))


def test_after_a_success_the_waiting_begins_anew(person, clock):
    for _ in range(4):
        refused(person, "000000")
        clock.wait(60)
    prove(person, shown(clock))
    refused(person, "000000")
    clock.wait(30)
    assert prove(person, shown(clock))


def test_many_wrong_codes_are_answered_with_when_to_come_back(person, clock):
    first = refused(person, "000000")
    for _ in range(5):
        clock.wait(60)
        refused(person, "000000")
    locked = refused(person, shown(clock))
    assert locked != first
    assert "15" in locked
    assert AuditEvent.objects.filter(verb="code.refused").latest("id").detail == "locked"


def test_guessing_while_waiting_does_not_lock_longer(person, clock):
    refused(person, "000000")
    for _ in range(50):
        refused(person, "111111")
    clock.wait(1)
    assert prove(person, shown(clock))


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_eight_at_once_with_one_code_one_gets_in(person, clock):
    code = shown(clock)
    answers = together(8, lambda _: prove(person, code))
    refusals = [answer for answer in answers if isinstance(answer, WrongCode)]
    assert len(refusals) == 7, answers
    assert [answer.user_id for answer in answers if answer not in refusals] == [person.pk]


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_twelve_wrong_and_then_the_right_one_at_once_is_too_late(person, clock):
    answers = together(12, lambda _: prove(person, "000000"))
    assert all(isinstance(answer, WrongCode) for answer in answers)
    refused(person, shown(clock))


def test_the_secret_is_not_in_the_database(clock):
    import base64

    user = a_person("大西")
    device = begin_app(actor=user)
    finish_app(actor=user, typed=app_shows(device.secret, clock.now.timestamp()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM portal_appdevice")
        (row,) = cursor.fetchall()
    stored = b"|".join(bytes(value) if isinstance(value, memoryview | bytes) else str(value).encode() for value in row)
    for shape in (
        device.secret,
        base64.b32encode(device.secret),
        device.secret.hex().encode(),
        base64.b64encode(device.secret),
    ):
        assert shape not in stored
    assert AppDevice.objects.get().secret == device.secret


def test_a_first_code_that_is_wrong_sets_up_nothing(clock):
    user = a_person("大西")
    begin_app(actor=user)
    with pytest.raises(WrongCode):
        finish_app(actor=user, typed="000000")
    assert not AppDevice.objects.filter(confirmed=True).exists()


def test_beginning_again_forgets_the_secret_that_was_shown_before(clock):
    user = a_person("大西")
    first = begin_app(actor=user)
    assert begin_app(actor=user).secret != first.secret
    assert not AppDevice.objects.filter(pk=first.pk).exists()


def test_two_people_get_two_secrets(clock):
    assert begin_app(actor=a_person("大西")).secret != begin_app(actor=a_person("外川")).secret


def test_a_right_code_that_came_too_soon_after_a_wrong_one_is_told_so(person, clock):
    wrong = refused(person, "000000")
    assert refused(person, shown(clock)) != wrong  # the number was right: "the code differs" would mislead
    clock.wait(30)
    prove(person, shown(clock))


def test_a_factor_counts_for_its_person_act_and_thing_for_some_minutes(person, clock):
    factor = prove(person, shown(clock), act="pledge.sign", about="7")
    assert factor.proves(person, "pledge.sign", "7")
    for user, act, about in ((a_person("外川"), "pledge.sign", "7"), (person, "", "7"), (person, "pledge.sign", "8")):
        assert not factor.proves(user, act, about)
    clock.wait(4 * 60)
    assert factor.proves(person, "pledge.sign", "7")
    clock.wait(60)
    assert not factor.proves(person, "pledge.sign", "7")


def test_a_code_of_the_login_is_a_factor_for_nothing_else(person, clock):
    assert not prove(person, shown(clock)).proves(person, "", "")


# --- several apps, many tries ----------------------------------------------------------------------


@pytest.fixture
def second(person):
    """Another app of the same person."""
    return AppDevice.objects.create(user=person, name="職場", confirmed=True, secret=b"the key of the second")


def test_the_code_of_any_app_is_accepted_and_says_which(person, second, clock):
    factor = prove(person, app_shows(second.secret, clock.now.timestamp()))
    assert (factor.device, factor.label) == (second, f"app:{second.pk}")
    assert prove(person, shown(clock)).device != second


def test_a_code_used_on_one_app_leaves_the_other_as_it_was(person, second, clock):
    code = app_shows(second.secret, clock.now.timestamp())
    prove(person, code)
    refused(person, code)
    assert prove(person, shown(clock))


def test_a_stopped_app_is_no_factor(person, second, clock):
    AppDevice.objects.filter(pk=second.pk).update(stopped_at=clock.now)
    refused(person, app_shows(second.secret, clock.now.timestamp()))
    second.refresh_from_db()
    assert not second.verify_token(app_shows(second.secret, clock.now.timestamp()))


def test_two_apps_do_not_give_twice_the_tries(person, second, clock):
    for waiting in (1, 2, 4, 8):
        refused(person, "000000")
        refused(person, app_shows(second.secret, clock.now.timestamp()))
        refused(person, shown(clock))
        clock.wait(waiting)
    refused(person, "000000")
    clock.wait(14 * 60)
    refused(person, app_shows(second.secret, clock.now.timestamp()))
    assert Tries.objects.get().failures == 5


def test_in_any_hour_there_are_fewer_than_ten_guesses(person, clock):
    guesses = 0
    for _second in range(0, 3600, 5):
        before = Tries.objects.filter(user=person).values_list("failures", flat=True).first() or 0
        refused(person, "000000")
        guesses += Tries.objects.get(user=person).failures - before
        clock.wait(5)
    assert guesses < 10


def test_a_thousand_wrong_codes_lock_out_and_the_owner_still_gets_in(person, clock):
    words = print_codes(actor=person)
    for _ in range(1000):
        refused(person, "000000")
        clock.wait(1)
    refused(person, shown(clock))
    use_printed_code(actor=person, sheet=printed_sheet(person), typed=words[0])  # this way stays open
    clock.wait(15 * 60)
    assert prove(person, shown(clock))
    assert Tries.objects.get().failures == 0


def test_the_owner_gets_a_mail_once_an_hour_that_says_nothing_confidential(person, clock):
    for _ in range(4):
        refused(person, "000000")
        clock.wait(60)
    assert not OutboxMail.objects.exists()
    for _ in range(4):
        refused(person, "000000")
        clock.wait(15 * 60)
    mail = OutboxMail.objects.get(kind="wrong_codes")
    assert mail.recipient == person.email
    refused(person, "000000")
    assert OutboxMail.objects.count() == 2


def test_pressing_twice_is_no_guess(person, clock):
    code = shown(clock)
    prove(person, code)
    for _ in range(10):
        refused(person, code)
    assert Tries.objects.get().failures == 0


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_with_one_code_of_somebody_with_two_apps_one_gets_in(person, second, clock):
    code = shown(clock)
    answers = together(50, lambda _: prove(person, code))
    assert sum(isinstance(answer, WrongCode) for answer in answers) == 49, answers
    assert AuditEvent.objects.filter(verb="code.accepted").count() == 1
