"""Changing one's own mail address."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.utils import timezone

from portal.accounts.models import User
from portal.addresses.models import AddressChange
from portal.addresses.services import AddressTaken, confirm_change
from portal.audit.models import AuditEvent
from portal.outbox.models import OutboxMail
from tests.factories.people import a_browser, a_person, code_of, enrol, session_of
from tests.portal.mfa.floor import together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]
ASK = "/portal/me/address/"
NEW = "onishi.new@example.jp"


@pytest.fixture
def person(clock):
    person = a_person("大西")
    enrol(person)
    return person


@pytest.fixture
def browser(person, clock):
    browser = a_browser(session_of(person))
    clock.wait()
    return browser


def mails(to: str) -> list[str]:
    rows = OutboxMail.objects.filter(recipient=to, kind="address")
    return [str(message_from_bytes(row.content, policy=policy.default).get_content()) for row in rows]


def ask(browser, person, address: str = NEW):
    return browser.post(ASK, {"address": address, "code": code_of(person)})


def link() -> str:
    found = re.search(r"https?://[^/]+(/portal/me/address/\S+)", mails(NEW)[-1])
    assert found
    return found[1]


def title_of(answer) -> list[str]:
    return re.findall(r"<h1>.*?</h1>", answer.content.decode())


def address_of(person: User) -> str:
    return User.objects.get(pk=person.pk).email


def test_the_address_changes_when_the_link_in_the_new_mailbox_is_pressed(browser, person):
    before = person.email
    assert ask(browser, person).status_code == 302
    assert browser.get(link()).status_code == 200
    assert address_of(person) == before  # opening changes nothing
    assert browser.post(link()).status_code == 302
    assert address_of(person) == NEW
    assert len(mails(before)) == 2  # asked, changed
    assert NEW not in "".join(mails(before))
    verbs = AuditEvent.objects.filter(target_id=str(person.pk)).values_list("verb", flat=True)
    assert {"address.asked", "address.changed"} <= set(verbs)
    assert not AuditEvent.objects.filter(detail__contains="@").exists()


def test_where_the_mail_went_is_said_until_its_link_is_over(browser, person, clock):
    assert NEW in browser.get(ask(browser, person).headers["Location"]).content.decode()
    assert NEW in browser.get(ASK).content.decode()
    browser.post(link())
    assert "送ってあります" not in browser.get(ASK).content.decode()


def test_without_a_fresh_code_nothing_goes_out(browser, person, clock):
    clock.wait(60)
    assert browser.post(ASK, {"address": NEW, "code": "000000"}).status_code == 422
    assert browser.post(ASK, {"address": NEW, "code": ""}).status_code == 422
    assert mails(NEW) == mails(person.email) == []


def test_a_code_that_was_used_is_used_up(browser, person):
    assert ask(browser, person).status_code == 302
    assert ask(browser, person).status_code == 422


def test_the_link_is_for_who_asked(browser, person, clock):
    ask(browser, person)
    other = a_person("江口")
    enrol(other)
    assert a_browser(session_of(other)).post(link()).status_code == 410
    assert a_browser().get(link()).status_code == 302
    assert address_of(person) != NEW


def test_a_link_works_once_for_a_day_and_the_last_one_counts(browser, person, clock):
    ask(browser, person)
    first = link()
    clock.wait()
    ask(browser, person)
    assert browser.get(first).status_code == 410
    last = link()
    browser.post(last)
    over = browser.get(last)
    assert over.status_code == 410
    assert "このリンクは使い終わっています" in over.content.decode()
    never = browser.get("/portal/me/address/no-such-link/")
    assert (never.status_code, title_of(never)) == (410, title_of(over))


def test_a_link_is_over_after_a_day(browser, person, clock, settings):
    settings.IDLE_MINUTES = settings.SESSION_COOKIE_AGE = 60 * 60 * 48
    ask(browser, person)
    there = link()
    clock.wait(24 * 3600 + 1)
    assert a_browser(session_of(person)).get(there).status_code == 410


def test_whose_address_it_is_already_is_not_told(browser, person, clock):
    taken = a_person("江口").email
    free = ask(browser, person)
    clock.wait()
    other = ask(browser, person, taken)
    assert (free.status_code, free.headers["Location"]) == (other.status_code, other.headers["Location"])
    assert mails(taken) == []


def test_an_address_that_was_taken_meanwhile_is_refused(browser, person):
    ask(browser, person)
    User.objects.create_user(NEW)
    assert browser.post(link()).status_code == 302
    assert address_of(person) != NEW


def test_ones_own_present_address_is_refused_and_costs_no_code(browser, person):
    answer = ask(browser, person, person.email.upper())
    assert answer.status_code == 422
    assert mails(person.email) == []
    assert ask(browser, person).status_code == 302  # the code is still good


@pytest.mark.django_db(transaction=True)
@pytest.mark.storage
def test_of_two_who_take_one_address_at_once_one_gets_it_and_the_other_is_told():
    people = [a_person("大西"), a_person("江口")]
    changes = [
        AddressChange.objects.create(
            user=each, address=NEW, token_sha256=str(number), expires_at=timezone.now() + timedelta(hours=1)
        )
        for number, each in enumerate(people)
    ]

    def take(number: int) -> str:
        try:
            confirm_change(actor=people[number], change=changes[number])
        except AddressTaken:
            return "taken"
        return "mine"

    assert sorted(together(2, take)) == ["mine", "taken"]
    assert User.objects.filter(email=NEW).count() == 1
