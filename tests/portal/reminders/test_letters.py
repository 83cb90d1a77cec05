"""Letters about a pledge that ends, a text to sign again and a duty that goes on: neutral, to whom it concerns, once."""

from datetime import date, datetime
from email import message_from_bytes, policy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.bodies.models import Appointment, Body
from meetings.bodies.services import end_seat, found_body
from portal.audit.models import AuditEvent
from portal.audit.setup import Setup
from portal.chores.services import run_due
from portal.dates.wareki import TOKYO
from portal.outbox.models import OutboxMail
from portal.pledge.access import has_pledge_in_force, next_text_to_sign
from portal.pledge.services import SIGNING, Circumstances, shown_sha256, sign_pledge
from portal.reminders.services import write_letters
from tests.factories.people import SERIES, a_factor, a_person, a_text, pledge, seat, set_term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]


@pytest.fixture
def person(clock):
    clock.set(datetime(2026, 11, 22, 10, tzinfo=TOKYO))
    body = found_body(actor=Setup("tests"), name="かさね市支援会議", kind=Body.Kind.SUPPORT, pledge_series=SERIES)
    user = a_person("大西")
    seat(user, body)
    set_term(user, -300, 900)
    pledge(user, a_text(SERIES, date(2026, 4, 1)))
    return user


def subjects() -> list[str]:
    mails = OutboxMail.objects.order_by("created_at")
    return [message_from_bytes(mail.content, policy=policy.default)["Subject"] for mail in mails]


def at(clock, *day):
    clock.set(datetime(*day, 9, tzinfo=TOKYO))


def test_it_reminds_30_14_and_3_days_before_the_end_and_once_each(person, clock):
    days = [
        (2027, 2, 28),
        (2027, 3, 1),
        (2027, 3, 2),
        (2027, 3, 16),
        (2027, 3, 17),
        (2027, 3, 18),
        (2027, 3, 28),
        (2027, 3, 31),
    ]
    counts = []
    for day in days:
        at(clock, *day)
        write_letters()
        write_letters()
        counts.append(OutboxMail.objects.count())
    assert counts == [0, 1, 1, 1, 2, 2, 3, 3]
    assert set(subjects()) == {"誓約の期間が、もうすぐ終わります"}


def test_who_signed_for_the_next_year_is_left_in_peace_and_both_pledges_stay(person, clock):
    at(clock, 2027, 3, 1)
    text = next_text_to_sign(person)
    assert text is not None
    shown = shown_sha256(text)
    renewed = sign_pledge(
        actor=person, text=text, shown=shown, factor=a_factor(person, SIGNING, shown), organisation="相談所", post="相談員",
        circumstances=Circumstances("127.0.0.1", "tests"),
    )  # fmt: skip
    assert (renewed.valid_until, next_text_to_sign(person)) == (date(2028, 3, 31), None)
    assert renewed.previous is not None
    write_letters()
    assert subjects() == []
    at(clock, 2027, 4, 1)
    assert has_pledge_in_force(person)


def test_the_renewal_opens_30_days_before(person, clock):
    at(clock, 2027, 2, 28)
    assert next_text_to_sign(person) is None
    at(clock, 2027, 3, 1)
    assert next_text_to_sign(person) is not None


def test_who_will_hold_no_seat_then_is_not_asked_to_renew(person, clock):
    set_term(person, -300, (date(2027, 3, 31) - date(2026, 11, 22)).days)
    at(clock, 2027, 3, 2)
    write_letters()
    assert subjects() == []


def test_a_text_that_comes_into_force_by_a_date_asks_those_who_signed(person, clock):
    a_text(SERIES, date(2026, 12, 1))
    write_letters()
    assert subjects() == []
    at(clock, 2026, 12, 1)
    write_letters()
    write_letters()
    assert subjects() == ["誓約の文が新しくなりました"]


def test_whose_term_ended_hears_once_that_the_duty_goes_on(person, clock):
    set_term(person, -300, -1)
    write_letters()
    write_letters()
    assert subjects() == ["任期が終わりました"]
    assert AuditEvent.objects.filter(verb="pledge.duty_continued", target_id=str(person.pledges.get().pk)).count() == 1


def test_whose_last_seat_is_ended_hears_it_at_once(person):
    seat_of_person = Appointment.objects.get(user=person)
    coordinator = a_person("水野")
    seat(coordinator, seat_of_person.body, Appointment.Role.SECRETARIAT)
    text = next_text_to_sign(coordinator)
    assert text is not None
    pledge(coordinator, text)
    end_seat(actor=coordinator, seat=seat_of_person, reason="moved", last_day=date(2026, 11, 22))
    assert subjects() == ["任期が終わりました"]


def test_the_letters_name_no_meeting_and_no_clause(person, clock):
    at(clock, 2027, 3, 1)
    write_letters()
    set_term(person, -300, -1)
    write_letters()
    assert len(subjects()) == 2  # the renewal, and the duty that goes on
    for mail in OutboxMail.objects.all():
        text = message_from_bytes(mail.content, policy=policy.default).get_content()
        assert "支援会議" not in text
        assert "秘密を漏らしません" not in text
        assert person.full_name in text


def test_the_worker_writes_them(person, clock):
    at(clock, 2027, 3, 1)
    run_due()
    assert len(subjects()) == 1


def test_writing_them_costs_the_same_for_3_and_for_30(person, clock, django_assert_num_queries):
    """A day on which nothing is new, as most are: looking for letters does not grow with the people."""
    text, body = person.pledges.get().text, Appointment.objects.get(user=person).body

    def join(number: int) -> None:
        for _each in range(number):
            another = a_person("江口")
            seat(another, body)
            pledge(another, text)
            set_term(another, -300, 900)

    join(2)
    with CaptureQueriesContext(connection) as three:
        write_letters()
    join(27)
    with django_assert_num_queries(len(three)):
        write_letters()
    assert subjects() == []
