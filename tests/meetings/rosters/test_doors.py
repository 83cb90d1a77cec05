"""The roster as who runs the body meets it."""

import pytest

from meetings.bodies.models import Appointment
from portal.audit.models import AuditEvent
from portal.outbox.models import OutboxMail

pytestmark = pytest.mark.django_db


def seat_of(user) -> Appointment:
    return Appointment.objects.get(user=user)


def page(cast, query: str = "") -> str:
    answer = cast.client_of(cast.coordinator).get(f"/portal/bodies/{cast.body.pk}/members/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_heading_says_who_can_enter(cast):
    shown = page(cast)
    assert "6人が会議に入れます。" in shown
    assert "2人は、まだ入れません。" in shown


def test_filters_count_and_search_narrows(cast):
    outside = page(cast, "?show=outside")
    assert "高橋" in outside
    assert "小野寺" not in outside
    former = page(cast, "?show=former")
    assert "前川" in former
    assert "高橋" not in former
    assert "小野寺" in page(cast, "?q=小野寺相談")
    nobody = page(cast, "?q=どこにもいない")
    assert "「どこにもいない」に合う人は、見つかりません" in nobody
    assert "?show=former&amp;q=%E3%81%A9" in nobody
    assert "小野寺" in page(cast, "?show=nonsense")


def test_what_is_searched_for_is_words_not_markup(cast):
    assert "<b>x" not in page(cast, "?q=<b>x")


def test_asking_to_sign_answers_on_the_next_page(cast):
    client = cast.client_of(cast.coordinator)
    path = f"/portal/bodies/{cast.body.pk}/members/{seat_of(cast.unpledged).pk}/ask/"
    assert "送ります" in client.post(path, follow=True).content.decode()
    assert "今日すでに" in client.post(path, follow=True).content.decode()
    client.get(path)
    assert OutboxMail.objects.filter(kind="pledge_asked").count() == 1


def test_the_csv_asks_what_for_and_for_a_code(cast):
    from tests.factories.people import code_of

    client = cast.client_of(cast.coordinator)
    path = f"/portal/bodies/{cast.body.pk}/members/export/"
    assert client.post(path, {"code": code_of(cast.coordinator)}).status_code == 422
    assert client.post(path, {"purpose": "list", "code": "000000"}).status_code == 422
    assert not AuditEvent.objects.filter(verb="roster.exported").exists()


def test_a_person_has_a_page(cast):
    client = cast.client_of(cast.chair)
    for user in (cast.summoned, cast.former):
        answer = client.get(f"/portal/bodies/{cast.body.pk}/members/{seat_of(user).pk}/")
        assert user.email in answer.content.decode()
    other = client.get(f"/portal/bodies/{cast.body.pk}/members/{seat_of(cast.other_body).pk}/")
    assert other.status_code == 404


def test_somebody_who_comes_later_is_shown_so(cast):
    from portal.dates.wareki import wareki
    from tests.factories.people import set_term

    set_term(cast.member, 400, 500)
    assert f"{wareki(seat_of(cast.member).starts_on)}から" in page(cast)
