"""Costly doors close for a while: counted together by all processes, told politely, recorded once."""

import inspect

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import NoReverseMatch, get_resolver, reverse

from portal.audit.models import AuditEvent
from portal.limits import doors
from portal.limits.doors import Limit, window_of
from portal.limits.models import Use
from portal.limits.services import use
from tests.doors.walk import doors as all_doors
from tests.portal.mfa.floor import together

TWO = Limit(2, 600)


@pytest.mark.parametrize(("now", "expected"), [(0, (0, 600)), (599.9, (0, 1)), (600, (1, 600)), (1300, (2, 500))])
def test_windows(now, expected):
    assert window_of(now, TWO) == expected


def test_every_door_of_the_list_exists():
    assert set(doors.BY_NAME) <= {door.name for door in all_doors()}
    with pytest.raises(NoReverseMatch):
        reverse("no:such:door")
    assert get_resolver()


def test_every_door_through_which_a_file_of_people_leaves_has_a_limit():
    """Each such view names the act of its room: ``services.EXPORTING``."""
    resolver, exporting = get_resolver(), set()
    for door in all_doors():
        # any address may be a page: its door has no path of its own
        if (
            door.ours
            and door.name != "wagtail_serve"
            and "EXPORTING" in inspect.getsource(inspect.unwrap(resolver.resolve(door.path).func))
        ):
            exporting.add(door.name)
    assert exporting >= {"export:word", "bodies:export", "bodies:export_pledges", "audit:export"}
    assert exporting - set(doors.BY_NAME) == set()


def test_every_door_that_mails_everybody_invited_or_one_person_again_and_again_has_a_limit():
    many = {"call", "change", "call_off", "call_again", "add_item", "retry_notice"}
    one = {"circle:call", "circle:recuse", "circle:withdraw", "circle:lift", "proxies:let_in", "proxies:take_back"}
    assert {f"meetings:{name}" for name in many} | one | {"replies:proposal"} <= set(doors.BY_NAME)


@pytest.mark.django_db
def test_one_may_until_the_limit_and_again_afterwards(clock):
    clock.set(clock.now.replace(minute=0, second=10))
    assert [use(door="x", who="a", limit=TWO) for _turn in range(2)] == [None, None]
    over = use(door="x", who="a", limit=TWO)
    assert (over.seconds, over.first) == (590, True)
    assert use(door="x", who="a", limit=TWO).first is False
    assert use(door="x", who="b", limit=TWO) is None
    assert use(door="y", who="a", limit=TWO) is None
    clock.wait(591)
    assert use(door="x", who="a", limit=TWO) is None


@pytest.mark.django_db
def test_counts_of_long_ago_are_forgotten_and_name_nobody(clock):
    for _turn in range(4):
        use(door="x", who="person 7", limit=TWO)
        clock.wait(600)
    assert Use.objects.count() == 2
    assert "person" not in str(list(Use.objects.values_list()))


@pytest.mark.django_db(transaction=True)
@pytest.mark.storage
def test_many_at_once_are_all_counted():
    answers = together(12, lambda _number: use(door="x", who="a", limit=Limit(5, 10**9)))
    assert [each for each in answers if isinstance(each, Exception)] == []
    assert sum(each is None for each in answers) == 5
    assert Use.objects.get().times == 12


@pytest.mark.django_db
def test_a_use_may_weigh_more_than_one(clock):
    clock.set(clock.now.replace(minute=0, second=10))
    answers = [use(door="x", who="a", limit=Limit(10, 600), amount=amount) for amount in (4, 6, 1, 1, 10**30)]
    assert [each and each.first for each in answers] == [None, None, True, False, False]


@pytest.fixture
def strict(monkeypatch):
    """Every limit of the list allows two."""
    for name, limit in doors.BY_NAME.items():
        monkeypatch.setitem(doors.BY_NAME, name, Limit(2, limit.seconds, limit.by, limit.method))


@pytest.mark.django_db
@pytest.mark.usefixtures("strict")
def test_the_door_says_when_to_come_back(cast):
    client, path = cast.client_of(cast.coordinator), reverse("bodies:invite", args=[cast.body.pk])
    assert [client.post(path).status_code == 429 for _turn in range(4)] == [False, False, True, True]
    answer = client.post(path)
    assert 0 < int(answer.headers["Retry-After"]) <= 3600
    assert "分ほど" in answer.content.decode()
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert client.get(path).status_code == 200  # looking costs nothing
    assert cast.client_of(cast.chair).post(path).status_code != 429  # others go on
    event = AuditEvent.objects.get(verb="limit.reached")
    assert (event.actor_id, event.detail) == (cast.coordinator.pk, "bodies:invite")


@pytest.mark.django_db
@pytest.mark.usefixtures("strict")
def test_who_is_not_let_in_is_not_counted(cast):
    path = reverse("export:word", args=[cast.body.pk])
    for _turn in range(4):
        assert cast.client_of(cast.unpledged).post(path).status_code == 302
    assert not Use.objects.exists()


@pytest.mark.django_db
@pytest.mark.usefixtures("keys")
def test_what_one_persons_files_weigh_together_in_a_day_has_an_end(cast, monkeypatch):
    monkeypatch.setattr("portal.limits.http.UPLOADED", Limit(300, doors.DAY))
    path, client = reverse("bodies:import", args=[cast.body.pk]), cast.client_of(cast.coordinator)

    def bring(kibibytes):
        return client.post(path, {"file": SimpleUploadedFile("a.csv", b"x" * kibibytes * 1024)})

    assert [bring(each).status_code for each in (200, 10, 10, 110, 70)] == [422, 422, 422, 429, 429]
    assert bring(10).status_code == 422  # a small one is no matter
    assert (
        cast.client_of(cast.chair).post(path, {"file": SimpleUploadedFile("a.csv", b"x" * 70_000)}).status_code == 422
    )
    assert AuditEvent.objects.get(verb="limit.reached").detail == doors.UPLOADS


@pytest.mark.django_db
@pytest.mark.usefixtures("strict")
@pytest.mark.parametrize("door", ["enter:passkey", "resets:ask"])
def test_what_makes_challenges_and_stops_devices_has_a_limit(cast, door):
    client = cast.client_of(cast.coordinator)
    path = reverse(door, args=[cast.member.pk] if door == "resets:ask" else [])
    assert [client.post(path).status_code for _turn in range(3)] == [422, 422, 429]


@pytest.mark.django_db
@pytest.mark.usefixtures("strict")
def test_strangers_are_counted_by_address(cast, client):
    path = reverse("enter:join", args=["unknown"])
    assert [client.post(path, REMOTE_ADDR="10.0.0.1").status_code for _turn in range(3)][2] == 429
    assert client.post(path, REMOTE_ADDR="10.0.0.2").status_code != 429
    assert client.post(path, REMOTE_ADDR="10.0.0.1", headers={"x-forwarded-for": "10.9.9.9"}).status_code == 429
