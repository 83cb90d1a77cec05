"""Who signs which text, and what a new version does to those who signed the one before."""

from datetime import date, datetime

import pytest

from meetings.bodies.models import Appointment, Body
from meetings.bodies.services import found_body
from portal.accounts.signals import access_ended
from portal.audit.setup import Setup
from portal.dates.wareki import TOKYO
from portal.outbox.models import OutboxMail
from portal.pledge.access import has_pledge_in_force, next_text_to_sign, series_in_force, signed_series, texts_in_force
from portal.pledge.models import Kind, PledgeText
from portal.pledge.services import publish_text
from tests.factories.people import SERIES, a_person, pledge, seat, set_term

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]
MATERIAL, EDITORIAL = PledgeText.Change.MATERIAL, PledgeText.Change.EDITORIAL


def publish(kind=Kind.MEMBER, change=MATERIAL, *, on=date(2026, 4, 1), bases=frozenset(), words="秘密を漏らしません。"):
    return publish_text(
        actor=Setup("tests"), series=SERIES, covers="会議", addressee="かさね市長", body=f"私は誓約します。\n{words}",
        law="実施要綱", in_force_from=on, kind=kind, change=change, bases=bases,
    )  # fmt: skip


@pytest.fixture
def body(clock):
    clock.set(datetime(2026, 11, 22, 10, tzinfo=TOKYO))
    return found_body(actor=Setup("tests"), name="かさね市支援会議", kind=Body.Kind.SUPPORT, pledge_series=SERIES)


def seated(body, role=Appointment.Role.MEMBER, family="大西"):
    user = a_person(family)
    seat(user, body, role)
    set_term(user, -300, 3000)
    return user


def test_secretariat_and_members_sign_texts_of_their_own(body):
    member, office = publish(), publish(Kind.OFFICE)
    assert next_text_to_sign(seated(body)) == member
    assert next_text_to_sign(seated(body, Appointment.Role.SECRETARIAT, "水野")) == office


def test_where_there_is_no_text_for_a_kind_that_of_the_members_is_signed(body):
    member = publish()
    coordinator = seated(body, Appointment.Role.SECRETARIAT)
    assert next_text_to_sign(coordinator) == member
    pledge(coordinator, member)
    assert signed_series(coordinator) == {SERIES}


def test_who_becomes_secretariat_signs_anew_where_its_text_asks_for_more(body):
    user = seated(body)
    pledge(user, publish())
    office = publish(Kind.OFFICE)
    assert signed_series(user) == {SERIES}
    Appointment.objects.filter(user=user).update(role=Appointment.Role.SECRETARIAT)
    assert signed_series(user) == set()
    assert next_text_to_sign(user) == office


def test_a_pledge_as_secretariat_covers_a_seat_as_member_too(body):
    user = seated(body, Appointment.Role.SECRETARIAT)
    publish()
    pledge(user, publish(Kind.OFFICE))
    other = found_body(actor=Setup("tests"), name="別の会議", kind=Body.Kind.SUPPORT, pledge_series=SERIES)
    seat(user, other)
    assert signed_series(user) == {SERIES}
    assert next_text_to_sign(user) is None


def test_an_editorial_version_leaves_signatures_in_force(body):
    user = seated(body)
    pledge(user, publish())
    better = publish(change=EDITORIAL, on=date(2026, 11, 1), words="秘密を、漏らしません。")
    assert (better.version, better.line) == (2, 1)
    assert signed_series(user) == {SERIES}
    assert next_text_to_sign(user) is None
    assert next_text_to_sign(seated(body, family="別府")) == better


def test_a_material_version_closes_the_door_also_behind_an_editorial_one(body):
    user = seated(body)
    pledge(user, publish())
    publish(change=EDITORIAL)
    strict = publish()
    assert (strict.version, strict.line) == (3, 3)
    assert not has_pledge_in_force(user)
    publish(change=EDITORIAL)
    assert not has_pledge_in_force(user)


def test_the_first_text_of_a_kind_is_material_whatever_is_said(body):
    assert publish(change=EDITORIAL).change == MATERIAL


def test_a_material_text_asks_those_it_closes_out_and_lets_their_sockets_ask_again(
    body, clock, django_capture_on_commit_callbacks
):
    user, stranger = seated(body), seated(body, family="別府")
    pledge(user, publish())
    heard = []

    def listen(user, **_rest):
        heard.append(user)

    access_ended.connect(listen)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            publish(change=EDITORIAL)
        assert (heard, OutboxMail.objects.count()) == ([], 0)
        with django_capture_on_commit_callbacks(execute=True):
            publish()
    finally:
        access_ended.disconnect(listen)
    assert heard == [user]
    assert [mail.recipient for mail in OutboxMail.objects.all()] == [user.email]
    assert next_text_to_sign(stranger) == next_text_to_sign(user)


def test_the_newest_text_in_force_counts_and_none_from_the_future(body):
    now, later = publish(), publish(on=date(2027, 1, 1))
    assert texts_in_force({SERIES}, date(2026, 11, 22)) == {(SERIES, Kind.MEMBER): now}
    assert texts_in_force({SERIES}, date(2027, 1, 1)) == {(SERIES, Kind.MEMBER): later}


@pytest.mark.parametrize("act", ["save", "delete"])
def test_a_published_text_is_never_changed(body, act):
    text = publish()
    with pytest.raises(TypeError):
        getattr(text, act)()


@pytest.mark.parametrize(("kind", "bases", "there", "not_there"), [
    (Kind.MEMBER, {"support"}, ["第159条第2号"], ["第159条第1号"]),
    (Kind.MEMBER, {"plan_review"}, [], ["第159条", "拘禁刑"]),
    (Kind.CONTRACTOR, {"plan_review"}, ["第106条の4第6項", "第159条第1号"], ["第159条第2号"]),
    (Kind.CONTRACTOR, {"support", "plan_review"}, ["第159条第1号", "第159条第2号"], []),
    (Kind.GUEST, {"support"}, ["第106条の6第6項", "第159条第2号"], ["第159条第1号"]),
    (Kind.OFFICE, {"plan_review"}, ["地方公務員法"], ["第159条"]),
])  # fmt: skip
def test_penalties_stand_only_where_they_apply(body, kind, bases, there, not_there):
    law = publish(kind, bases=frozenset(bases)).law_on(date(2026, 11, 22))
    assert "実施要綱" in law
    assert [words for words in there if words not in law] == []
    assert [words for words in not_there if words in law] == []


def test_the_law_is_shown_as_it_reads_on_the_day(body):
    text = publish(bases=frozenset({"support"}))
    assert "第106条の6第5項" in text.law_on(date(2025, 3, 31))
    assert "懲役" in text.law_on(date(2025, 5, 31))
    today = text.law_on(date(2026, 11, 22))
    assert "第106条の6第6項" in today
    assert "懲役" not in today
    assert today.endswith("令和7年6月1日に施行されている条文の要旨です。")


def test_the_law_that_was_shown_is_kept_with_the_signature(body):
    text = publish(bases=frozenset({"support"}))
    signature = pledge(seated(body), text)
    assert signature.law == text.law_on(date(2026, 11, 22))


def test_asked_for_one_person_and_for_many_the_answer_is_the_same_whenever_it_is_asked(body, clock):
    """The gate keeps the text of its question for the day, never the answer."""
    text = publish()
    signed, unsigned = seated(body), seated(body, family="江口")
    people = (signed.pk, unsigned.pk)

    def answers() -> tuple[set[str], set[str]]:
        one_by_one = (signed_series(signed), signed_series(unsigned))
        together = series_in_force(people)
        assert one_by_one == (together[signed.pk], together[unsigned.pk])
        return one_by_one

    assert answers() == (set(), set())
    pledge(signed, text)
    assert answers() == ({SERIES}, set())
    publish(on=date(2026, 11, 23), words="決して漏らしません。")
    assert answers() == ({SERIES}, set())
    clock.set(datetime(2026, 11, 23, 0, 0, 1, tzinfo=TOKYO))
    assert answers() == (set(), set())
