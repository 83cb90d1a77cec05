"""Agencies and who works where."""

import pytest
from django.utils import timezone

from portal.audit.setup import Setup
from portal.organisations.access import affiliation_of, identities, short_identity, workplace_name
from portal.organisations.models import Affiliation, Organisation
from portal.organisations.services import affiliate, register_organisation
from tests.factories.people import a_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]


def test_an_agency_is_registered_once_by_its_name():
    one = register_organisation(actor=Setup("tests"), name="くらしサポートかさね")
    assert register_organisation(actor=Setup("tests"), name=" くらしサポートかさね ") == one
    assert Organisation.objects.count() == 1


def test_a_person_works_at_one_place_and_the_earlier_one_is_kept():
    user = a_person("石田")
    before = affiliation_of(user)
    agency = register_organisation(actor=Setup("tests"), name="くらしサポートかさね", short_name="くらサポ")
    affiliate(actor=Setup("tests"), user=user, organisation=agency, post="相談支援員")
    assert workplace_name(user) == "くらしサポートかさね"
    before.refresh_from_db()
    assert before.until == timezone.localdate()
    assert Affiliation.objects.filter(user=user).count() == 2


def test_people_are_shown_with_the_short_name_of_their_agency():
    user = a_person("石田")
    affiliate(
        actor=Setup("tests"),
        user=user,
        organisation=register_organisation(actor=Setup("tests"), name="長い名前", short_name="短"),
    )
    assert short_identity(user) == {"id": str(user.pk), "name": "石田 恵", "family": "石田", "agency": "短"}


def test_many_people_cost_as_many_queries_as_one(django_assert_num_queries):
    people = [a_person(family) for family in ("石田", "大西", "谷川")]
    with django_assert_num_queries(1):
        assert [each["agency"] for each in identities(people)] == ["石田相談所", "大西相談所", "谷川相談所"]


def test_somebody_without_an_agency_is_shown_without():
    user = a_person("石田")
    Affiliation.objects.all().delete()
    assert (short_identity(user)["agency"], workplace_name(user)) == ("", "")
