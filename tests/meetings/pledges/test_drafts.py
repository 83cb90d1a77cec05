"""A text drafted by one, published by another: the two together run all bodies that ask for it."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from meetings.bodies.models import Body
from meetings.bodies.services import found_body
from meetings.pledges.access import bases_of
from portal.audit.models import AuditEvent
from portal.audit.protection import lifted
from portal.audit.setup import Setup
from portal.outbox.models import OutboxMail
from portal.pledge.access import partners_of
from portal.pledge.models import Kind, PledgeText, TextDraft
from portal.pledge.proving import what_is_broken_in_text
from portal.pledge.services import (
    PUBLISHING,
    Draft,
    TextChanged,
    about_draft,
    drop_draft,
    hand_in,
    is_overtaken,
    publish_handed_in,
)
from tests.factories.people import SERIES, a_factor, a_member, a_text, code_of, seat, set_term

pytestmark = pytest.mark.django_db
WORDS = "私は誓約します。\n秘密を必ず漏らしません。"


def draft_of(day=None, change="material", **other) -> Draft:
    facts = {"covers": "会議", "addressee": "かさね市長", "body": WORDS, "law": "要綱", "confirmed": True, **other}
    return Draft(
        SERIES, Kind.MEMBER, change, in_force_from=day or timezone.localdate(), bases=bases_of(SERIES), **facts
    )


@pytest.fixture
def handed(cast):
    """The coordinator of ours hands a draft in; whoever runs the other body may publish it."""
    return hand_in(actor=cast.coordinator, draft=draft_of())


def factor_of(person, handed):
    return a_factor(person, PUBLISHING, about_draft(handed, Draft.of(handed, bases_of(SERIES))))


def publish(person, handed):
    return publish_handed_in(actor=person, handed=handed, bases=bases_of(SERIES), factor=factor_of(person, handed))


def page_of(cast, handed, body=None) -> str:
    return reverse("bodies:pledge_draft", args=[(body or cast.other).pk, handed.pk])


def post(cast, person, handed, **form):
    shown = about_draft(handed, Draft.of(handed, bases_of(SERIES)))
    where = page_of(cast, handed, cast.body if person in (cast.coordinator, cast.chair) else None)
    return cast.client_of(person).post(where, {"shown": shown, **form})


def test_drafted_by_one_and_published_by_the_other(cast, handed):
    member = cast.client_of(cast.member)
    assert member.get("/portal/").status_code == 200
    assert not PledgeText.objects.filter(version=2).exists()
    text = publish(cast.other_coordinator, handed)
    assert (text.drafted_by, text.published_by, text.version) == (cast.coordinator, cast.other_coordinator, 2)
    assert not what_is_broken_in_text(PledgeText.objects.get(pk=text.pk))
    assert not TextDraft.objects.exists()
    assert member.get("/portal/").headers["Location"].startswith("/portal/enter/pledge/")
    acts = AuditEvent.objects.filter(verb__startswith="pledge_text.", target_kind="portal.textdraft")
    assert [(act.verb, act.actor) for act in acts] == [("pledge_text.drafted", cast.coordinator)]


def test_who_drafted_it_stands_under_the_seal(cast, handed):
    text = publish(cast.other_coordinator, handed)
    for other in (None, cast.chair):
        with lifted():
            PledgeText.objects.filter(pk=text.pk).update(drafted_by=other)
        assert what_is_broken_in_text(PledgeText.objects.get(pk=text.pk))


@pytest.mark.parametrize("who", ["coordinator", "chair", "member", "other_body", "auditor", "superuser"])
def test_nobody_else_publishes_it_not_even_its_author(cast, handed, who):
    person = getattr(cast, who)
    with pytest.raises(PermissionDenied):
        publish(person, handed)
    assert not PledgeText.objects.filter(version=2).exists()


@pytest.mark.parametrize("who", ["coordinator", "other_coordinator"])
def test_both_run_their_bodies_still_when_it_is_published(cast, handed, who):
    set_term(getattr(cast, who), -30, -1)
    with pytest.raises(PermissionDenied):
        publish(cast.other_coordinator, handed)


def test_a_body_that_neither_runs_stands_against_it(cast, handed):
    third = found_body(actor=Setup("tests"), name="三つ目の会議", kind=Body.Kind.SUPPORT, pledge_series=SERIES)
    a_member(third, cast.text, "三輪")
    with pytest.raises(PermissionDenied):
        publish(cast.other_coordinator, handed)
    with pytest.raises(PermissionDenied):
        hand_in(actor=cast.coordinator, draft=draft_of())
    assert cast.client_of(cast.other_coordinator).get(page_of(cast, handed)).status_code == 404


def test_who_could_publish_costs_the_same_for_many(cast, django_assert_num_queries):
    with django_assert_num_queries(3):
        assert partners_of(cast.coordinator, SERIES) == [cast.other_coordinator]
    for number in range(5):
        a_member(cast.other, cast.text, f"別府{number}", "secretariat")
    with django_assert_num_queries(3):
        assert len(partners_of(cast.coordinator, SERIES)) == 6


def test_what_comes_too_late_is_not_published(cast, handed):
    TextDraft.objects.update(in_force_from=timezone.localdate() - timedelta(days=1))
    handed.refresh_from_db()
    assert is_overtaken(handed)
    with pytest.raises(TextChanged):
        publish(cast.other_coordinator, handed)
    page = cast.client_of(cast.other_coordinator).get(page_of(cast, handed)).content.decode()
    assert 'name="code"' not in page


def test_another_version_makes_an_end_of_drafts(cast, handed):
    a_text(SERIES, timezone.localdate(), change=PledgeText.Change.EDITORIAL)
    with pytest.raises(TextChanged):
        publish(cast.other_coordinator, handed)
    assert not TextDraft.objects.exists()


def test_a_draft_is_replaced_and_the_factor_for_the_first_is_worth_nothing(cast, handed):
    factor = factor_of(cast.other_coordinator, handed)
    second = hand_in(actor=cast.coordinator, draft=draft_of(body="私は誓約します。\n何も守りません。"))
    assert TextDraft.objects.get() == second
    for each in (handed, second):
        with pytest.raises(TextChanged):
            publish_handed_in(actor=cast.other_coordinator, handed=each, bases=bases_of(SERIES), factor=factor)
    assert not PledgeText.objects.filter(version=2).exists()


def test_it_is_withdrawn_or_sent_back_and_nobody_else_does_so(cast, handed):
    for person in (cast.chair, cast.member):
        with pytest.raises(PermissionDenied):
            drop_draft(actor=person, handed=handed)
    drop_draft(actor=cast.coordinator, handed=handed)
    again = hand_in(actor=cast.coordinator, draft=draft_of())
    drop_draft(actor=cast.other_coordinator, handed=again)
    assert not TextDraft.objects.exists()
    verbs = AuditEvent.objects.filter(verb__in=("pledge_text.withdrawn", "pledge_text.sent_back"))
    assert list(verbs.order_by("id").values_list("verb", flat=True)) == [
        "pledge_text.withdrawn",
        "pledge_text.sent_back",
    ]
    assert OutboxMail.objects.get(kind="pledge_text_sent_back").recipient == cast.coordinator.email


def test_one_says_so_by_neutral_mail_and_on_the_home_page(cast, handed):
    mail = OutboxMail.objects.get(kind="pledge_text_drafted")
    assert mail.recipient == cast.other_coordinator.email
    assert page_of(cast, handed) in cast.client_of(cast.other_coordinator).get("/portal/").content.decode()
    for person in (cast.coordinator, cast.chair, cast.member):
        assert str(handed.pk) not in cast.client_of(person).get("/portal/").content.decode()


# --- the pages -----------------------------------------------------------------------------------------


def test_from_writing_to_publishing_by_the_pages(cast):
    words = {
        "kind": "2", "covers": "支援会議", "addressee": "かさね市長", "body": WORDS, "law": "要綱", "change": "material",
        "confirmed": "on", "in_force_from": f"{timezone.localdate():%Y/%m/%d}",
    }  # fmt: skip
    where = reverse("bodies:pledge_text", args=[cast.body.pk])
    look = cast.client_of(cast.coordinator).post(where, words).content.decode()
    assert "別府" in look
    assert 'name="code"' not in look
    assert not TextDraft.objects.exists()
    assert cast.client_of(cast.coordinator).post(where, {**words, "hand_in": "1"}).status_code == 302
    handed = TextDraft.objects.get()
    page = cast.client_of(cast.other_coordinator).get(page_of(cast, handed)).content.decode()
    assert "<ins>必" in page
    assert "水野" in page
    assert post(cast, cast.other_coordinator, handed, code="").status_code == 422
    assert post(cast, cast.other_coordinator, handed, code=code_of(cast.other_coordinator)).status_code == 302
    assert PledgeText.objects.get(version=2).drafted_by == cast.coordinator


def test_other_words_than_those_on_screen_are_not_published(cast, handed):
    code = code_of(cast.other_coordinator)
    answer = post(cast, cast.other_coordinator, handed, code=code, shown="0" * 64)
    assert answer.status_code == 422
    assert post(cast, cast.other_coordinator, handed, code=code).status_code == 302  # the code is not used up


def test_its_author_reads_it_and_withdraws_it(cast, handed):
    page = cast.client_of(cast.coordinator).get(page_of(cast, handed, cast.body)).content.decode()
    assert 'name="code"' not in page
    assert post(cast, cast.coordinator, handed, code=code_of(cast.coordinator)).status_code == 200
    assert cast.client_of(cast.chair).get(page_of(cast, handed, cast.body)).status_code == 404
    assert post(cast, cast.coordinator, handed, drop="1").status_code == 302
    assert not TextDraft.objects.exists()


def test_who_runs_all_publishes_alone_as_before(cast):
    seat(cast.coordinator, cast.other, "secretariat")
    page = cast.client_of(cast.coordinator).get(reverse("bodies:pledges", args=[cast.body.pk])).content.decode()
    assert reverse("bodies:pledge_text", args=[cast.body.pk]) in page
