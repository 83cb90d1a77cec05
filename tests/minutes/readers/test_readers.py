"""Everybody in an item sees who opened it; nobody else does, and no word of it stands in the record."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minutes.readers.access import readings_of
from minutes.signoff.services import open_minutes
from minutes.versions.services import open_version
from portal.accounts.models import User
from portal.audit.services import Target, record
from portal.organisations.access import workplaces
from portal.organisations.models import Affiliation
from tests.factories.meetings import a_called_meeting, held, standing_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(cast):
    """One item of two, its minutes frozen; the chair read both."""
    meeting = a_called_meeting(cast.body, [cast.summoned], [cast.summoned])
    held(meeting)
    first, second = meeting.items.order_by("position")
    for each in (first, second):
        open_version(actor=cast.chair, version=standing_version(each))
    record(actor=cast.summoned, verb="item.opened", target=first)
    record(actor=cast.summoned, verb="item.opened", target=first)
    record(actor=cast.summoned, verb="room.joined", target=Target("minutes.document", str(first.document.pk)))
    open_minutes(actor=cast.coordinator, meeting=meeting)
    return first


def test_each_person_and_kind_of_reading_is_named_with_its_number(cast, item):
    told = [(row.name, row.agency, str(row.act), row.times) for row in readings_of(item)]
    assert told == [
        ("大西 恵", "大西相談所", "会議室に入りました", 1),
        ("大西 恵", "大西相談所", "議題をひらきました", 2),
        ("藤原 恵", "藤原相談所", "会議録を読みました", 1),
    ]


def test_everybody_in_the_item_sees_the_page_and_is_on_it(cast, item):
    page = cast.client_of(cast.summoned).get(reverse("readers:item", args=[item.pk])).content.decode()
    assert "藤原 恵" in page
    assert "藤原相談所" in page
    assert "この議題をひらいた人は2人です" in page


def test_two_people_of_one_name_and_agency_are_two(cast, item):
    User.objects.filter(pk=cast.chair.pk).update(last_name="大西", first_name="恵")
    Affiliation.objects.filter(user=cast.chair).update(
        organisation=workplaces([cast.summoned])[cast.summoned.pk].organisation
    )
    page = cast.client_of(cast.summoned).get(reverse("readers:item", args=[item.pk])).content.decode()
    assert "この議題をひらいた人は2人です" in page


def test_nobody_else_does(cast, item):
    path = reverse("readers:item", args=[item.pk])
    people = (cast.member, cast.recused, cast.superuser, cast.auditor, cast.other_coordinator)
    assert [cast.client_of(person).get(path).status_code for person in people] == [404] * len(people)


def test_the_list_costs_the_same_at_any_number_of_readings(cast, item):
    counts = []
    for number in (3, 27):
        for _each in range(number):
            record(actor=cast.chair, verb="item.opened", target=item)
            record(actor=cast.member, verb="item.opened", target=item)
        with CaptureQueriesContext(connection) as queries:
            readings_of(item)
        counts.append(len(queries))
    assert counts == [5, 5]
