"""Signing the pledge: the exact words, until the fiscal year ends, sealed by the server."""

import hashlib
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.utils import timezone

from meetings.bodies.models import Body
from meetings.bodies.services import found_body
from portal.audit.models import AuditEvent
from portal.audit.protection import lifted
from portal.audit.setup import Setup
from portal.crypto.seals import sign as seal
from portal.crypto.seals import verify
from portal.dates.wareki import TOKYO
from portal.mfa.access import app_device
from portal.mfa.step_up import Factor
from portal.pledge.access import has_pledge_in_force, signed_series
from portal.pledge.models import PledgeSignature, PledgeText
from portal.pledge.proving import TEXT, is_genuine, what_is_broken_in_text
from portal.pledge.services import SIGNING, Circumstances, TextChanged, publish_text, shown_sha256, sign_pledge
from tests.factories.people import SERIES, a_factor, a_person, a_text, enrol, seat, set_term
from tests.factories.tampering import altered, stored_columns
from tests.portal.mfa.floor import together

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("keys", "quick_hashes")]


@pytest.fixture
def body():
    return found_body(actor=Setup("tests"), name="かさね市支援会議", kind=Body.Kind.SUPPORT, pledge_series=SERIES)


@pytest.fixture
def text(clock):
    clock.set(datetime(2026, 11, 22, 10, tzinfo=TOKYO))
    return a_text(SERIES, date(2026, 4, 1))


@pytest.fixture
def person(text, body):
    user = a_person("大西")
    seat(user, body)
    set_term(user, -300, 3000)
    return user


def factor_of(user, text, act=SIGNING) -> Factor:
    if app_device(user) is None:
        enrol(user)
    return a_factor(user, act, shown_sha256(text))


def sign(user, text, *, shown=None, factor=None, address="127.0.0.1", browser="tests") -> PledgeSignature:
    return sign_pledge(
        actor=user,
        text=text,
        shown=shown or shown_sha256(text),
        factor=factor or factor_of(user, text),
        organisation="地域包括支援センター",
        post="主任",
        circumstances=Circumstances(address, browser),
    )


def holds(signature) -> bool:
    return is_genuine(signature)


def test_the_hash_is_over_all_the_words_on_the_page(person, text):
    words = "\n".join([text.addressee, text.covers, text.body, text.law])
    signature = sign(person, text)
    assert signature.text_sha256 == hashlib.sha256(words.encode()).hexdigest()
    for field in ("addressee", "covers", "body", "law"):
        before = getattr(text, field)
        setattr(text, field, before + "。")
        assert shown_sha256(text) != signature.text_sha256
        setattr(text, field, before)


def test_who_signed_what_when_and_how_is_kept(person, text, clock):
    factor = factor_of(person, text)
    signature = sign(person, text, factor=factor)
    stored = PledgeSignature.objects.get()
    assert (stored.user, stored.text, stored.name) == (person, text, "大西 恵")
    assert (stored.organisation, stored.post, stored.browser, stored.address) == (
        "地域包括支援センター", "主任", "tests", "127.0.0.1",
    )  # fmt: skip
    assert (stored.signed_at, stored.factor) == (clock.now, f"app:{factor.device.pk}")
    assert AuditEvent.objects.filter(verb="pledge.signed", actor=person, target_id=str(signature.pk)).count() == 1


@pytest.mark.parametrize(("signed", "until"), [
    (datetime(2026, 4, 1, 0, 0, tzinfo=TOKYO), date(2027, 3, 31)),
    (datetime(2026, 11, 22, 10, tzinfo=TOKYO), date(2027, 3, 31)),
    (datetime(2027, 2, 28, 23, 59, tzinfo=TOKYO), date(2027, 3, 31)),
    (datetime(2027, 3, 1, 0, 0, tzinfo=TOKYO), date(2028, 3, 31)),  # the last 30 days: for the year that comes
    (datetime(2027, 3, 31, 23, 59, tzinfo=TOKYO), date(2028, 3, 31)),
    (datetime(2027, 4, 1, 0, 0, tzinfo=TOKYO), date(2028, 3, 31)),
])  # fmt: skip
def test_it_holds_until_the_fiscal_year_ends(person, text, clock, signed, until):
    clock.set(signed)
    assert sign(person, text).valid_until == until


def test_it_opens_doors_to_the_last_minute_of_march(person, text, clock):
    sign(person, text)
    clock.set(datetime(2027, 3, 31, 23, 59, 59, tzinfo=TOKYO))
    assert has_pledge_in_force(person)
    clock.wait(1)
    assert not has_pledge_in_force(person)


@pytest.mark.parametrize("address", ["127.0.0.1", "2001:db8::1", "2001:0DB8:0:0:0:0:0:1", "::ffff:192.0.2.1", None])
@pytest.mark.parametrize("browser", ["tests", "火狐/1.0", "x" * 400, ""])
def test_the_seal_holds_for_what_is_stored(person, text, address, browser):
    sign(person, text, address=address, browser=browser)
    assert holds(PledgeSignature.objects.get())


@pytest.mark.storage
def test_whichever_stored_column_is_altered_the_pledge_is_not_genuine(person, text):
    sign(person, text)
    second = sign(person, text, factor=replace(factor_of(person, text), proved_at=timezone.now()))
    assert second.previous is not None
    for column in stored_columns(PledgeSignature):
        with altered(second, column):
            if column == "id":  # under another id it is another row, and no seal of it
                assert [holds(each) for each in PledgeSignature.objects.exclude(pk=second.previous_id)] == [False]
            elif column in ("text_id", "user_id", "previous_id"):  # points to nothing
                stored = PledgeSignature.objects.defer("text").get(pk=second.pk)
                stored.text = text if column != "text_id" else PledgeText(id=stored.text_id)
                assert not verify("pledge-2", stored.record, stored.seal), column
            else:
                assert not holds(PledgeSignature.objects.get(pk=second.pk)), column
    assert holds(PledgeSignature.objects.get(pk=second.pk))


@pytest.mark.storage
def test_whichever_column_of_the_text_is_altered_it_is_found_out(text):
    first = text
    text = publish_text(
        actor=Setup("tests"), series=SERIES, covers="会議", addressee="かさね市長", body="私は誓約します。", law="要綱",
        in_force_from=date(2026, 5, 1), change=PledgeText.Change.EDITORIAL, bases=frozenset({"support"}),
    )  # fmt: skip
    assert not what_is_broken_in_text(PledgeText.objects.get(version=2))
    for column in stored_columns(PledgeText):
        with altered(text, column):
            stored = PledgeText.objects.exclude(pk=first.pk).get()
            assert not verify(TEXT, stored.record, stored.seal), column


def test_a_pledge_sealed_before_the_record_grew_is_still_genuine(person, text):
    old = sign(person, text)
    with lifted():
        rows = PledgeSignature.objects.filter(pk=old.pk)
        rows.update(
            form=1, previous=None, law="", statements="", valid_from=None, session="", factor_kind="", factor_at=None
        )
        old = rows.get()
        rows.update(seal=seal("pledge", old.record))
    assert holds(rows.get())
    with lifted():
        rows.update(statements="something that was never ticked")
    assert not holds(rows.get())


def test_the_seal_breaks_when_it_is_given_to_somebody_else_or_another_text(person, text):
    sign(person, text)
    with lifted():
        PledgeSignature.objects.update(user=a_person("別府"))
    assert not holds(PledgeSignature.objects.get())
    with lifted():
        PledgeSignature.objects.update(user=person, text=a_text(SERIES, date(2026, 5, 1)))
    assert not holds(PledgeSignature.objects.get())


def test_every_column_but_the_seal_is_under_the_seal(person, text):
    columns = {field.name for field in PledgeSignature._meta.concrete_fields}
    assert set(sign(person, text).record) == columns - {"seal"}


def test_other_words_than_those_on_screen_are_not_signed(person, text):
    with pytest.raises(TextChanged):
        sign(person, text, shown="0" * 64)
    assert not PledgeSignature.objects.exists()


def test_words_that_are_no_longer_in_force_are_not_signed(person, text):
    a_text(SERIES, date(2026, 11, 22))
    with pytest.raises(TextChanged):
        sign(person, text)
    assert not PledgeSignature.objects.exists()


def test_words_that_are_not_yet_in_force_are_not_signed(person, text):
    coming = a_text(SERIES, date(2026, 11, 23))
    with pytest.raises(TextChanged):
        sign(person, coming)


def test_the_code_of_somebody_else_signs_nothing(person, text):
    with pytest.raises(TextChanged):
        sign(person, text, factor=factor_of(a_person("別府"), text))
    assert not PledgeSignature.objects.exists()


def test_a_newer_text_closes_the_door_on_the_day_it_comes_into_force(person, text, clock):
    sign(person, text)
    newer = a_text(SERIES, date(2026, 12, 1))
    assert signed_series(person) == {SERIES}
    clock.set(datetime(2026, 12, 1, 0, 0, tzinfo=TOKYO))
    assert signed_series(person) == set()
    sign(person, newer)
    assert signed_series(person) == {SERIES}


def test_another_series_is_not_signed_along(person, text):
    sign(person, text)
    a_text("other", date(2026, 4, 1))
    assert signed_series(person) == {SERIES}


def test_versions_are_numbered_and_never_edited(text):
    newer = a_text(SERIES, date(2026, 12, 1))
    assert (text.version, newer.version, a_text("other", date(2026, 4, 1)).version) == (1, 2, 1)


def test_a_factor_shown_for_another_act_or_text_or_some_minutes_ago_signs_nothing(person, text, clock):
    good = factor_of(person, text)
    clock.wait(6 * 60)
    login = replace(good, act="", proved_at=clock.now)
    for factor in (good, login, replace(login, act="version.confirm"), replace(login, act=SIGNING, about="0" * 64)):
        with pytest.raises(TextChanged):
            sign(person, text, factor=factor)
    assert not PledgeSignature.objects.exists()
    assert sign(person, text, factor=replace(good, proved_at=clock.now))


@pytest.mark.django_db(transaction=True)
@pytest.mark.storage
def test_of_texts_published_at_once_each_has_its_number_or_its_publisher_is_told():
    a_text(SERIES, date(2026, 4, 1))

    def publish(_number: int) -> int:
        try:
            return int(a_text(SERIES, date(2026, 4, 1)).version)
        except TextChanged:
            return 0

    versions = together(4, publish)
    published = sorted(version for version in versions if version)
    assert published == list(range(2, 2 + len(published)))
    assert published
    assert PledgeText.objects.count() == 1 + len(published)
