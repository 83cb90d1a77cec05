"""A person's page and what is done there, as who runs the body meets it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from meetings.bodies.access import pledged_seats_of, runs_body
from meetings.bodies.models import Appointment
from meetings.bodies.services import send_invitation
from meetings.seats.reasons import StopReason
from portal.accounts.access import open_invitation_by
from portal.accounts.models import Invitation
from portal.accounts.signals import access_ended
from portal.audit.models import AuditEvent
from portal.audit.setup import Setup
from portal.dates.wareki import wareki
from portal.organisations.access import affiliation_of
from portal.outbox.models import OutboxMail
from portal.pledge.models import Kind, PledgeText
from portal.pledge.services import publish_text
from tests.factories.people import code_of

pytestmark = pytest.mark.django_db


def seat_of(user) -> Appointment:
    return Appointment.objects.get(user=user)


def day(number: int) -> str:
    return wareki(timezone.localdate() + timedelta(days=number))


def path(cast, user, act: str = "") -> str:
    return f"/portal/bodies/{cast.body.pk}/members/{seat_of(user).pk}/{act}"


def do(cast, user, act, by=None, **typed):
    return cast.client_of(by or cast.coordinator).post(path(cast, user, f"{act}/"), typed)


@pytest.fixture
def invited(cast):
    from tests.factories.people import a_person, seat

    user = a_person("江口", joined=False)
    seat(user, cast.body)
    way = send_invitation(actor=cast.coordinator, body=cast.body, user=user)
    user.token = way.token
    return user


def test_the_page_says_whether_the_person_can_enter_and_what_was_changed(cast):
    client = cast.client_of(cast.chair)
    assert "入れます" in client.get(path(cast, cast.member)).content.decode()
    assert "まだ入れません" in client.get(path(cast, cast.unpledged)).content.decode()
    do(cast, cast.member, "extend", ends_on=day(600))
    shown = client.get(path(cast, cast.member)).content.decode()
    assert day(600) in shown
    assert cast.coordinator.full_name in shown


def test_a_person_of_another_body_has_no_page_here(cast):
    client = cast.client_of(cast.coordinator)
    for act in ("", "extend/", "suspend/"):
        assert client.get(path(cast, cast.other_body, act)).status_code == 404
        assert client.post(path(cast, cast.other_body, act)).status_code == 404


def test_a_term_is_made_longer_or_the_page_says_why_not(cast):
    assert do(cast, cast.member, "extend", ends_on=day(200)).status_code == 422
    assert do(cast, cast.member, "extend", ends_on="いつか").status_code == 422
    assert do(cast, cast.member, "extend", ends_on=day(600)).status_code == 302
    assert seat_of(cast.member).ends_on == timezone.localdate() + timedelta(days=600)


def test_a_term_ended_today_closes_the_next_page(cast):
    client = cast.client_of(cast.summoned)
    from tests.factories.meetings import a_called_meeting

    meeting = a_called_meeting(cast.body, [cast.summoned])
    assert client.get(f"/portal/meetings/{meeting.pk}/").status_code == 200
    assert do(cast, cast.summoned, "end", reason="left", last_day=day(0)).status_code == 302
    assert not pledged_seats_of(cast.summoned).filter(body=cast.body).exists()
    assert client.get(f"/portal/meetings/{meeting.pk}/").status_code in (302, 404)
    listed = cast.client_of(cast.coordinator).get(f"/portal/bodies/{cast.body.pk}/members/?show=former")
    assert cast.summoned.full_name in listed.content.decode()


def test_the_last_who_runs_the_body_stays(cast):
    assert do(cast, cast.chair, "end", reason="wish", last_day=day(0)).status_code == 302
    answer = do(cast, cast.coordinator, "end", reason="wish", last_day=day(0))
    assert answer.status_code == 422
    assert runs_body(cast.coordinator, cast.body)


def test_who_takes_another_role_gets_its_rights_once_a_second_person_agreed(cast):
    assert do(cast, cast.member, "role", role="secretariat").status_code == 302
    assert not runs_body(cast.member, cast.body)
    assert do(cast, cast.member, "agree", by=cast.coordinator, code=code_of(cast.coordinator)).status_code == 302
    assert not runs_body(cast.member, cast.body)  # who gave it is not the second one
    assert do(cast, cast.member, "agree", by=cast.chair, code=code_of(cast.chair)).status_code == 302
    assert runs_body(cast.member, cast.body)
    assert do(cast, cast.member, "role", role="proxy").status_code == 422


def test_who_ends_a_term_reads_beforehand_whose_ends_with_it(cast):
    client = cast.client_of(cast.coordinator)
    assert "代理の" not in client.get(path(cast, cast.member, "end/")).content.decode()
    Appointment.objects.filter(pk=seat_of(cast.summoned).pk).update(role="proxy", stands_for=seat_of(cast.member))
    sentence = f"代理の{cast.summoned.full_name}さんも、同じ日に任期が終わります"
    assert sentence in client.get(path(cast, cast.member, "end/")).content.decode()


def test_who_changes_the_agency_keeps_the_earlier_one_in_the_record(cast):
    assert do(cast, cast.member, "move", organisation="新しい相談所", post="所長").status_code == 302
    place = affiliation_of(cast.member)
    assert (place.organisation.name, place.post) == ("新しい相談所", "所長")
    assert cast.member.affiliations.count() == 2


def test_a_wrong_address_is_corrected_and_the_old_link_closes(cast, invited):
    assert do(cast, invited, "mend", email=cast.member.email).status_code == 422
    answer = do(cast, invited, "mend", email="Right@Kasane.example")
    assert answer.status_code == 200
    assert "data-setup-code" in answer.content.decode()
    invited.refresh_from_db()
    assert invited.email == "right@kasane.example"
    assert open_invitation_by(invited.token) is None
    assert OutboxMail.objects.filter(kind="welcome", recipient="right@kasane.example").count() == 1


def test_the_address_of_who_has_joined_is_their_own(cast):
    from portal.accounts.services import AlreadyJoined, correct_address

    before = cast.member.email
    do(cast, cast.member, "mend", email="mine@kasane.example")
    with pytest.raises(AlreadyJoined):
        correct_address(actor=cast.coordinator, user=cast.member, email="mine@kasane.example")
    cast.member.refresh_from_db()
    assert cast.member.email == before


def test_an_invitation_is_withdrawn(cast, invited):
    assert do(cast, invited, "withdraw").status_code == 302
    assert open_invitation_by(invited.token) is None
    assert Invitation.objects.get(user=invited).withdrawn_at is not None
    assert AuditEvent.objects.filter(verb="invitation.withdrawn", actor=cast.coordinator).count() == 1


def test_a_stopped_account_is_out_at_once_and_can_be_let_in_again(cast, django_capture_on_commit_callbacks):
    heard = []

    def note(sender, *, user, **rest):
        heard.append(user)

    access_ended.connect(note)
    client = cast.client_of(cast.member)
    assert client.get("/portal/").status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert do(cast, cast.member, "suspend", reason="lost").status_code == 302
    access_ended.disconnect(note)
    assert heard == [cast.member]
    assert client.get("/portal/").status_code == 302
    assert AuditEvent.objects.get(verb="person.suspended").why == "lost"
    cast.member.refresh_from_db()
    assert not cast.member.is_active
    assert do(cast, cast.member, "restore", by=cast.chair).status_code == 302
    cast.member.refresh_from_db()
    assert cast.member.is_active
    assert client.get("/portal/").status_code == 302  # the login stays ended: they log in anew


def test_the_page_of_a_stopped_account_says_so_with_the_reason_and_the_act_says_what_was_done(cast):
    client, there = cast.client_of(cast.coordinator), path(cast, cast.member)
    done = client.post(f"{there}suspend/", {"reason": "away"}, follow=True).content.decode()
    assert f"{cast.member.full_name}さんのログインを止めました" in done
    assert f"{cast.member.full_name}さんのログインを止めています" in done
    assert "まだ入れません" not in done
    assert str(StopReason.AWAY.label) in done
    assert (
        f"{cast.member.full_name}さんは、またログインできます"
        in client.post(f"{there}restore/", follow=True).content.decode()
    )


def test_who_would_have_to_sign_another_pledge_is_said_before_the_role_changes(cast):
    client, warning = cast.client_of(cast.chair), "署名が終わるまで、会議のページに入れなくなります"
    there = f"{path(cast, cast.member)}role/"
    assert warning not in client.get(there).content.decode()  # the members' text is for everybody
    publish_text(
        actor=Setup("tests"), series=cast.body.pledge_series, covers="会議", addressee="かさね市長", body="私は誓約します。\n守ります。",
        law="実施要綱", in_force_from=timezone.localdate(), kind=Kind.OFFICE, change=PledgeText.Change.MATERIAL, bases=frozenset(),
    )  # fmt: skip
    shown = client.get(there).content.decode()
    assert warning in shown
    assert f"：{Kind.OFFICE.label}。" in shown
    unpledged = client.get(f"{path(cast, cast.unpledged)}role/").content.decode()
    assert warning not in unpledged  # they are outside already


def test_nobody_stops_themselves_and_nobody_a_stranger(cast):
    from django.core.exceptions import PermissionDenied

    from meetings.seats.services import suspend
    from portal.accounts import services as accounts

    do(cast, cast.coordinator, "suspend", reason="away")
    cast.coordinator.refresh_from_db()
    assert cast.coordinator.is_active
    for actor, user in (
        (cast.coordinator, cast.coordinator),
        (cast.coordinator, cast.other_body),
        (cast.coordinator, cast.former),
        (cast.member, cast.summoned),
        (cast.superuser, cast.member),
    ):
        with pytest.raises(PermissionDenied):
            accounts.suspend(actor=actor, user=user, why="lost")
    with pytest.raises(PermissionDenied):
        suspend(actor=cast.other_coordinator, seat=seat_of(cast.member), reason="lost")


def test_the_last_who_runs_a_body_is_not_stopped(cast):
    from meetings.bodies.services import LastOne
    from meetings.seats.services import suspend
    from tests.factories.people import let_lapse

    assert do(cast, cast.chair, "suspend", reason="lost").status_code == 302
    assert do(cast, cast.chair, "restore").status_code == 302
    let_lapse(cast.chair.pledges.get())
    from meetings.bodies.services import appoint

    today = timezone.localdate()
    appoint(
        actor=cast.other_coordinator,
        body=cast.other,
        user=cast.coordinator,
        role="member",
        starts_on=today,
        ends_on=today,
    )
    with pytest.raises(LastOne):
        suspend(
            actor=cast.other_coordinator,
            seat=Appointment.objects.get(user=cast.coordinator, body=cast.other),
            reason="lost",
        )


@pytest.mark.storage
@pytest.mark.django_db(transaction=True)
def test_two_who_stop_each_other_at_once_do_not_leave_the_body_to_nobody(cast):
    from meetings.bodies.services import LastOne
    from meetings.seats.services import suspend
    from tests.portal.mfa.floor import together

    two = (cast.coordinator, cast.chair)
    rows = [seat_of(person) for person in two]
    for _time in range(5):
        answers = together(2, lambda n: suspend(actor=two[n], seat=rows[1 - n], reason="concern"))
        assert [type(answer) for answer in answers].count(LastOne) == 1, answers
        for person in two:
            person.is_active = True
            person.save()


def test_a_login_that_wrong_passwords_stopped_is_opened_by_who_runs_the_body(cast):
    from django.core.exceptions import PermissionDenied
    from django.test import Client

    from portal.accounts.services import unlock
    from tests.factories.people import PASSWORD

    def log_in(password: str) -> int:
        return Client().post("/portal/enter/", {"email": cast.member.email, "password": password}).status_code

    assert [log_in("no") for _try in range(5)][-1] == log_in(PASSWORD) == 429
    with pytest.raises(PermissionDenied):
        unlock(actor=cast.other_coordinator, user=cast.member)
    assert "15分間止まっています" in cast.client_of(cast.chair).get(path(cast, cast.member)).content.decode()
    client = cast.client_of(cast.coordinator)
    done = client.post(path(cast, cast.member, "unlock/"), follow=True).content.decode()
    assert "すぐにログインをやり直せます。" in done
    assert "止まっています" not in done
    assert log_in(PASSWORD) == 302
    assert AuditEvent.objects.get(verb="login.opened").actor == cast.coordinator


def test_a_seat_given_in_one_body_opens_no_way_into_another(cast):
    """Who runs a body may seat anybody in it: that must not let them come in elsewhere as that person."""
    from django.core.exceptions import PermissionDenied

    from portal.accounts.services import correct_address, restore, unlock
    from tests.factories.people import a_person, seat

    newcomer = a_person("江口", joined=False)
    seat(newcomer, cast.body)
    seat(newcomer, cast.other)  # by who runs the other body alone
    for act in (
        lambda: correct_address(actor=cast.other_coordinator, user=newcomer, email="evil@example.jp"),
        lambda: restore(actor=cast.other_coordinator, user=newcomer),
        lambda: unlock(actor=cast.other_coordinator, user=newcomer),
    ):
        with pytest.raises(PermissionDenied):
            act()
