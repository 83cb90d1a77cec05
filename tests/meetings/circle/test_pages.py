"""Who sees an item, and why: shown to who runs it, and to each about themselves; changed on pages that say what happens."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.agenda.access import decision_on
from meetings.agenda.services import recuse, remove_summons
from meetings.circle.access import circle_of, why
from portal.accounts.models import User
from portal.outbox.models import OutboxMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(cast):
    from tests.factories.meetings import a_meeting, an_item, called, recused_from, summoned_before

    meeting = a_meeting(cast.body)
    item = an_item(meeting, cast.summoned, cast.unpledged, cast.lapsed, cast.recused, cast.member)
    summoned_before(item, cast.former)
    recused_from(item, cast.recused)
    remove_summons(actor=cast.coordinator, item=item, user=cast.member)
    called(meeting)
    return item


def names(people) -> set[str]:
    return {each.user.last_name for each in people}


def test_everybody_around_an_item_stands_where_they_belong(cast, item):
    from portal.mfa.models import AppDevice

    AppDevice.objects.filter(user=cast.chair).delete()
    circle = circle_of(item)
    assert names(circle.inside) == {"大西", "水野"}
    assert {each.user.last_name: each.decision.reason for each in circle.not_yet} == {
        "高橋": "pledge",
        "杉本": "pledge",
        "前川": "seat",
        "藤原": "factor",
    }
    assert names(circle.recused) == {"岡本"}
    assert names(circle.past) == {"小野寺"}


def test_the_circle_asks_the_same_number_of_questions_however_many_there_are(cast, item):
    from tests.factories.meetings import summoned_before
    from tests.factories.people import a_member

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            circle_of(item)
        return len(queries)

    few = asked()
    for number in range(30):
        summoned_before(item, a_member(cast.body, cast.text, f"委員{number}"))
    assert asked() == few


@pytest.mark.parametrize(
    ("role", "sentence"),
    [
        ("chair", "この会議体の会長なので、見られます。"),
        ("coordinator", "この会議体の事務局なので、見られます。"),
        ("summoned", "この議題に呼ばれているので、見られます。"),
        ("recused", "この議題から外れている（回避）ので、見られません。"),
        ("member", "呼ぶのを取りやめたので、見られません。"),
        ("superuser", "いま、この会議体の任期にないので、見られません。"),
        ("other_coordinator", "いま、この会議体の任期にないので、見られません。"),
        ("lapsed", "誓約の署名がまだか、期限が切れているので、まだ見られません。"),
    ],
)
def test_one_sentence_for_anybody(cast, item, role, sentence):
    assert why(getattr(cast, role), item) == sentence


def test_a_closed_account_is_named_as_such(cast, item):
    User.objects.filter(pk=cast.summoned.pk).update(is_active=False)
    cast.summoned.refresh_from_db()
    assert why(cast.summoned, item) == "アカウントが止まっているので、見られません。"


def test_a_member_is_told_about_themselves_only(cast, item):
    page = cast.client_of(cast.summoned).get(f"/portal/items/{item.pk}/people/").content.decode()
    assert "<h1>あなたは、この議題に呼ばれています</h1>" in page
    assert [each for each in ("水野", "藤原", "高橋", "岡本", "小野寺") if each in page] == []


def test_calling_and_calling_off(cast, item):
    client = cast.client_of(cast.coordinator)
    mails = OutboxMail.objects.count()
    url = f"/portal/items/{item.pk}/people/"
    assert client.post(f"{url}call/", {"summoned": [str(cast.member.pk)]}).status_code == 302
    assert decision_on(cast.member, item).right == "write"
    assert OutboxMail.objects.count() == mails + 1
    assert "呼ぶのをやめる" in client.get(f"{url}{cast.member.pk}/withdraw/").content.decode()
    client.post(f"{url}{cast.member.pk}/withdraw/")
    assert decision_on(cast.member, item).right == "none"
    assert client.post(f"{url}call/", {"summoned": [str(cast.recused.pk)]}).status_code == 422
    assert client.get(f"{url}{cast.other_body.pk}/withdraw/").status_code == 404


def test_keeping_out_and_letting_back(cast, item):
    client = cast.client_of(cast.coordinator)
    url = f"/portal/items/{item.pk}/people/"
    client.post(f"{url}keep-out/", {"person": str(cast.summoned.pk)})
    assert decision_on(cast.summoned, item).right == "none"
    client.post(f"{url}{cast.summoned.pk}/let-back/")
    assert decision_on(cast.summoned, item).right == "write"


def test_a_member_keeps_out_only_themselves(cast, item):
    client = cast.client_of(cast.summoned)
    url = f"/portal/items/{item.pk}/people/"
    page = client.get(f"{url}keep-out/").content.decode()
    assert cast.chair.last_name not in page
    answer = client.post(f"{url}keep-out/", {"person": str(cast.chair.pk)})
    assert answer["Location"] == "/portal/meetings/"
    assert decision_on(cast.chair, item).right == "write"
    assert decision_on(cast.summoned, item).right == "none"
    assert client.get(url).status_code == 404


def test_the_last_who_runs_it_cannot_leave(cast, item):
    recuse(actor=cast.coordinator, item=item, user=cast.chair)
    client = cast.client_of(cast.coordinator)
    url = f"/portal/items/{item.pk}/people/"
    answer = client.post(f"{url}keep-out/", {"person": str(cast.coordinator.pk)}, follow=True)
    assert "受け持つ人が、いなくなってしまいます" in answer.content.decode()
    assert decision_on(cast.coordinator, item).right == "write"
