"""Who stands on the roster, where, and with which act."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.bodies.models import Appointment
from meetings.bodies.services import end_seat, send_invitation
from meetings.rosters.access import get_seat_to_run, groups_of, line_of, roster_of
from portal.accounts.models import User
from portal.mfa.access import app_devices
from portal.mfa.models import Passkey
from portal.organisations.models import Organisation
from portal.outbox.models import OutboxMail

pytestmark = pytest.mark.django_db


def seat_of(user) -> Appointment:
    return Appointment.objects.get(user=user)


def names(lines) -> list[str]:
    return [line.person.last_name for line in lines]


@pytest.fixture
def invited(cast) -> User:
    from tests.factories.people import a_person, seat

    user = a_person("江口", joined=False)
    seat(user, cast.body)
    send_invitation(actor=cast.coordinator, body=cast.body, user=user)
    return user


def test_the_roster_says_who_is_inside_and_who_is_not(cast, invited):
    roster = roster_of(cast.body)
    assert sorted(names(roster.inside)) == sorted(["藤原", "水野", "町田", "小野寺", "大西", "岡本"])
    assert sorted(names(roster.outside)) == sorted(["高橋", "杉本", "江口"])
    assert names(roster.former) == ["前川", "野村"] or names(roster.former) == ["野村", "前川"]
    assert names(roster.present)[:2] == ["藤原", "水野"]


@pytest.mark.parametrize("because", ["pledge", "app", "password", "account"])
def test_each_of_four_things_keeps_a_person_out(cast, because):
    from tests.factories.people import let_lapse

    user = cast.member
    if because == "pledge":
        let_lapse(user.pledges.get())
    elif because == "app":
        user.appdevice_set.all().delete()
    elif because == "password":
        user.set_unusable_password()
    else:
        user.is_active = False
    user.save()
    line = line_of(seat_of(user))
    assert line.trouble
    assert not line.may_enter


def test_the_one_act_of_a_line(cast, invited):
    acts = {line.person.last_name: line.act for line in roster_of(cast.body).present}
    assert acts == {
        "藤原": "open",
        "水野": "open",
        "町田": "open",
        "小野寺": "open",
        "大西": "open",
        "岡本": "open",
        "高橋": "ask",
        "杉本": "ask",
        "江口": "again",
    }
    OutboxMail.objects.filter(recipient=invited.email).update(state=OutboxMail.State.FAILED)
    assert line_of(seat_of(invited)).act == "mend"


def test_a_seat_to_come_is_no_trouble_yet_and_one_that_ended_is_among_those_who_left(cast):
    from tests.factories.people import set_term

    set_term(cast.member, 10, 300)
    end_seat(actor=cast.coordinator, seat=seat_of(cast.summoned), reason="left", last_day=timezone.localdate())
    roster = roster_of(cast.body)
    coming = next(line for line in roster.present if line.person == cast.member)
    assert (coming.later, coming.trouble, coming in roster.outside) == (True, False, True)
    assert cast.summoned in [line.person for line in roster.former]


def test_who_sits_again_is_on_the_roster_once(cast):
    from meetings.bodies.services import appoint

    today = timezone.localdate()
    for starts, ends in ((today + timedelta(days=301), today + timedelta(days=500)),):
        appoint(actor=cast.chair, body=cast.body, user=cast.member, role="member", starts_on=starts, ends_on=ends)
    appoint(actor=cast.chair, body=cast.body, user=cast.former, role="member", starts_on=today, ends_on=today)
    roster = roster_of(cast.body)
    assert [line.appointment.starts_on < today for line in roster.present if line.person == cast.member] == [True]
    assert cast.former in [line.person for line in roster.present]
    assert cast.former not in [line.person for line in roster.former]


def test_a_term_that_ends_soon_is_counted_but_not_that_of_a_guest(cast):
    from tests.factories.people import a_person, seat, set_term

    set_term(cast.member, -30, 100)
    guest = a_person("白石")
    seat(guest, cast.body, "adviser")
    set_term(guest, 0, 5)
    assert [line.person for line in roster_of(cast.body).soon] == [cast.member]


def test_people_stand_under_their_agency_and_guests_last(cast):
    from tests.factories.people import a_person, seat

    Organisation.objects.filter(name__startswith="藤原").update(group="city")
    seat(a_person("白石"), cast.body, "adviser")
    groups = groups_of(roster_of(cast.body).present)
    assert [(group.key, len(group.lines)) for group in groups] == [("city", 1), ("community", 7), ("by_item", 1)]


def test_a_seat_of_another_body_is_not_found(cast):
    assert get_seat_to_run(cast.body, seat_of(cast.former).pk) == seat_of(cast.former)
    with pytest.raises(Http404):
        get_seat_to_run(cast.body, seat_of(cast.other_body).pk)


def test_three_people_or_three_hundred_the_same_questions(cast):
    with CaptureQueriesContext(connection) as few:
        roster_of(cast.body)
    people = User.objects.bulk_create(User(email=f"p{number}@kasane.example") for number in range(300))
    today = timezone.localdate()
    Appointment.objects.bulk_create(
        Appointment(body=cast.body, user=user, starts_on=today, ends_on=today) for user in people
    )
    with CaptureQueriesContext(connection) as many:
        assert len(roster_of(cast.body).present) > 300
    assert len(many) == len(few)


def test_the_roster_says_with_what_people_confirm(cast):
    line = line_of(seat_of(cast.member))
    assert line.confirms_with == ["認証アプリ"]
    Passkey.objects.create(user=cast.member, name="職場", credential_id=b"1", public_key=b"2", confirmed=True)
    assert line_of(seat_of(cast.member)).confirms_with == ["認証アプリ", "パスキー"]
    app_devices(cast.member).update(confirmed=False, stopped_at=timezone.now())
    assert line_of(seat_of(cast.member)).confirms_with == ["パスキー"]
    Passkey.objects.update(confirmed=False, stopped_at=timezone.now())
    assert line_of(seat_of(cast.member)).confirms_with == []
    page = cast.client_of(cast.coordinator).get(f"/portal/bodies/{cast.body.pk}/members/").content.decode()
    assert "設定がまだ" in page
