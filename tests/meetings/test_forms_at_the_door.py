"""What is typed wrongly comes back with a sentence and everything typed; nothing has changed."""

from uuid import uuid4

import pytest
from django.apps import apps

pytestmark = pytest.mark.django_db

MEETING = {"day": "令和9年11月30日", "begins": "14:00", "ends": "15:30", "place": "市役所 3階"}
ITEM = {"heading": "事例 R8-014", "kind": "watching", "minutes_long": "30"}
NEWCOMER = {
    "family_name": "江口",
    "given_name": "美帆",
    "email": "eguchi@kasane.example",
    "organisation": "ひとつなぎ",
    "post": "理事",
    "role": "member",
    "starts_on": "令和8年4月1日",
    "ends_on": "令和10年3月31日",
}


def count_rows() -> dict[str, int]:
    """The number of rows of every table of ours."""
    models = [model for label in ("portal", "meetings", "minutes") for model in apps.get_app_config(label).get_models()]
    counted = {model._meta.label: model._default_manager.count() for model in models}
    del counted["portal.Use"]  # how often a costly door was used
    return counted


def send(cast, path, typed, language):
    client = cast.client_of(cast.coordinator)
    before = count_rows()
    client.cookies["kasane_language"] = language
    answer = client.post(path, typed)
    assert count_rows() == before
    return answer


def assert_comes_back(answer, typed, sentence) -> None:
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    values = [value for value in typed.values() if isinstance(value, str)]
    assert [value for value in values if value not in page] == []


@pytest.mark.parametrize(
    ("change", "japanese", "english"),
    [
        ({"day": "令和2年4月1日"}, "この日時はすぎています。これからの日時にしてください。", "This time has passed."),
        (
            {"ends": "13:30"},
            "始まりの14:00よりあとの時刻にしてください。",
            "The end must be after the beginning (14:00).",
        ),
        (
            {"ends": "14:00"},
            "始まりの14:00よりあとの時刻にしてください。",
            "The end must be after the beginning (14:00).",
        ),
        (
            {"day": "あした"},
            "令和8年11月30日 か 2026/11/30 のように書いてください。",
            "Please write the day like 令和8年11月30日 or 2026/11/30.",
        ),
        ({"begins": "25:00"}, "14:00 のように書いてください。", "Please write the time like 14:00."),
    ],
    ids=["past", "ends before it begins", "no length", "no day", "no time"],
)
def test_a_meeting_that_cannot_be(cast, change, japanese, english):
    typed = MEETING | change
    for language, sentence in (("ja", japanese), ("en", english)):
        answer = send(cast, f"/portal/bodies/{cast.body.pk}/meetings/new/", typed, language)
        assert_comes_back(answer, typed, sentence)


@pytest.mark.parametrize("stranger", ["former", "other_body", "coordinator", "nobody", "no id"])
def test_somebody_who_cannot_be_called_to_an_item(cast, stranger):
    from tests.factories.meetings import a_meeting

    ids = {"nobody": uuid4(), "no id": "1"}
    pk = ids[stranger] if stranger in ids else getattr(cast, stranger).pk
    typed = ITEM | {"summoned": [str(cast.summoned.pk), str(pk)]}
    path = f"/portal/meetings/{a_meeting(cast.body).pk}/agenda/add/"
    pages = []
    for language, sentence in (
        ("ja", "選んだ人のなかに、いまの構成員でない人がいます。"),
        ("en", "is not a member of this body today."),
    ):
        answer = send(cast, path, typed, language)
        assert_comes_back(answer, typed, sentence)
        pages.append(answer.content.decode())
    assert all(str(cast.summoned.pk) in page and "checked" in page for page in pages)
    if stranger in ("former", "other_body"):
        assert getattr(cast, stranger).last_name not in pages[0]


def test_an_item_for_nobody(cast):
    from tests.factories.meetings import a_meeting

    path = f"/portal/meetings/{a_meeting(cast.body).pk}/agenda/add/"
    assert_comes_back(send(cast, path, ITEM, "en"), ITEM, "Please choose whom to call to this item.")


def test_somebody_ticked_twice_is_called_once(cast):
    from tests.factories.meetings import a_meeting

    meeting = a_meeting(cast.body)
    typed = ITEM | {"summoned": [str(cast.summoned.pk)] * 2}
    answer = cast.client_of(cast.coordinator).post(f"/portal/meetings/{meeting.pk}/agenda/add/", typed)
    assert answer.status_code == 302
    assert meeting.items.get().summonses.count() == 1


@pytest.mark.parametrize(
    ("change", "japanese", "english"),
    [
        ({"email": "eguchi@"}, "name@example.jp", "This does not look like a mail address."),
        ({"ends_on": "令和8年3月31日"}, "よりあとの日にしてください。", "Please choose a day after the beginning"),
        (
            {"starts_on": "令和2年4月1日", "ends_on": "令和3年3月31日"},
            "この日はすぎています。今日からあとの日にしてください。",
            "This day has passed.",
        ),
    ],
    ids=["no address", "ends before it begins", "over"],
)
def test_an_invitation_that_cannot_be(cast, change, japanese, english):
    typed = NEWCOMER | change
    for language, sentence in (("ja", japanese), ("en", english)):
        answer = send(cast, f"/portal/bodies/{cast.body.pk}/members/invite/", typed, language)
        assert_comes_back(answer, typed, sentence)


def test_somebody_who_has_a_seat_is_not_invited_again(cast):
    typed = NEWCOMER | {"email": cast.member.email.upper()}
    answer = send(cast, f"/portal/bodies/{cast.body.pk}/members/invite/", typed, "en")
    assert_comes_back(answer, typed, "already has a seat in this body.")


def test_a_former_seat_with_the_same_first_day_stays_what_it_was(cast):
    from portal.dates.wareki import wareki

    seat = cast.former.appointments.get()
    typed = NEWCOMER | {"email": cast.former.email, "starts_on": wareki(seat.starts_on)}
    answer = send(cast, f"/portal/bodies/{cast.body.pk}/members/invite/", typed, "en")
    assert_comes_back(answer, typed, "already has a seat in this body.")
