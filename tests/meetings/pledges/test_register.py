"""The register of pledges: who signed, who did not, and taking it out of the portal."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from meetings.bodies.models import Body
from meetings.pledges.access import State, refusing_in, register_of
from portal.audit.models import AuditEvent
from portal.audit.setup import Setup
from portal.pledge.models import Kind, PledgeText, Refusal
from portal.pledge.services import PUBLISHING, Draft, decline_pledge, publish_draft, publish_text
from tests.factories.people import SERIES, a_factor, a_member, a_text, code_of, let_lapse, pledge, seat, set_term

pytestmark = pytest.mark.django_db


def states(body) -> dict[str, str]:
    return {line.seat.user.last_name: line.state.value for line in register_of(body)}


def url(name, cast, *more) -> str:
    return reverse(f"bodies:{name}", args=[cast.body.pk, *more])


def test_it_says_of_everybody_how_it_stands(cast):
    assert states(cast.body) == {
        "町田": "signed", "高橋": "missing", "杉本": "lapsed", "小野寺": "signed", "大西": "signed", "岡本": "signed",
        "水野": "signed", "藤原": "signed",
    }  # fmt: skip


def test_who_needs_something_stands_first(cast):
    lines = register_of(cast.body)
    assert [line.settled for line in lines] == sorted(line.settled for line in lines)


def test_who_declined_is_told_of_until_they_sign(cast):
    decline_pledge(actor=cast.unpledged, text=cast.text)
    assert states(cast.body)["高橋"] == State.REFUSED
    home = cast.client_of(cast.coordinator).get("/portal/").content.decode()
    assert url("pledges", cast) in home
    assert url("pledges", cast) not in cast.client_of(cast.member).get("/portal/").content.decode()
    Refusal.objects.update(at=timezone.now() - timedelta(hours=1))
    pledge(cast.unpledged, cast.text)
    assert states(cast.body)["高橋"] == State.SIGNED
    assert url("pledges", cast) not in cast.client_of(cast.coordinator).get("/portal/").content.decode()


def test_bodies_that_share_a_text_are_not_told_of_each_others_people(cast):
    """Two bodies ask for one series; who declined sits in one of them only."""
    Body.objects.filter(pk=cast.other.pk).update(pledge_series=SERIES)
    pledge(cast.other_coordinator, cast.text)
    decline_pledge(actor=cast.unpledged, text=cast.text)
    bodies = list(Body.objects.filter(pk__in=[cast.body.pk, cast.other.pk]))
    assert refusing_in(bodies) == {cast.body.pk: {cast.unpledged.pk}}
    home = cast.client_of(cast.other_coordinator).get("/portal/").content.decode()
    assert reverse("bodies:pledges", args=[cast.other.pk]) not in home


def test_a_material_text_asks_all_again_an_editorial_one_is_marked(cast):
    editorial = a_text(SERIES, timezone.localdate(), change=PledgeText.Change.EDITORIAL)
    assert states(cast.body)["小野寺"] == State.SIGNED
    (line,) = [line for line in register_of(cast.body) if line.seat.user == cast.member]
    assert (line.differs, line.text, line.signature.text) == (True, editorial, cast.text)
    a_text(SERIES, timezone.localdate())
    assert states(cast.body)["小野寺"] == State.RENEWED


def test_the_words_that_differ_since_are_shown_one_by_one(cast):
    path, browser = url("pledge", cast, cast.member.pledges.get().pk), cast.client_of(cast.coordinator)
    assert "<ins>" not in browser.get(path).content.decode()
    publish_text(
        actor=Setup("tests"), series=SERIES, covers="会議", addressee="かさね市長", law="社会福祉法",
        body="私は誓約します。\n秘密を他に漏らしません。", in_force_from=timezone.localdate(), change="editorial",
    )  # fmt: skip
    page = browser.get(path).content.decode()
    assert "<ins>" in page
    assert "他" in page.partition("<ins>")[2].partition("</ins>")[0]
    assert f"{path}#changes" in browser.get(url("pledges", cast)).content.decode()


def test_who_can_write_the_text_is_told_that_its_law_changed(cast):
    def publish(day):
        publish_text(
            actor=Setup("tests"), series=SERIES, covers="会議", addressee="かさね市長", law="",
            body="私は誓約します。", in_force_from=day, change="editorial", bases={"support"},
        )  # fmt: skip

    def told(person):
        return url("pledge_text", cast) in cast.client_of(person).get("/portal/").content.decode()

    assert not told(cast.coordinator)
    publish(date(2025, 1, 10))  # the paragraph of the duty moved since
    assert told(cast.coordinator)
    assert not told(cast.member)
    publish(timezone.localdate())
    assert not told(cast.coordinator)


def test_a_pledge_that_ends_within_30_days_is_marked(cast):
    let_lapse(cast.member.pledges.get(), days=30)
    assert states(cast.body)["小野寺"] == State.LAPSING
    let_lapse(cast.member.pledges.get(), days=31)
    assert states(cast.body)["小野寺"] == State.SIGNED


def test_the_register_costs_the_same_for_30_as_for_3(cast, django_assert_num_queries):
    with django_assert_num_queries(6):
        before = len(register_of(cast.body))
    for number in range(12):
        a_member(cast.body, cast.text, f"構成{number}")
    with django_assert_num_queries(6):
        assert len(register_of(cast.body)) == before + 12


def test_looking_at_what_somebody_signed_is_recorded(cast):
    signature = cast.member.pledges.get()
    page = cast.client_of(cast.coordinator).get(url("pledge", cast, signature.pk))
    assert page.status_code == 200
    assert signature.number in page.content.decode()
    assert AuditEvent.objects.filter(verb="pledge.opened", actor=cast.coordinator, target_id=str(signature.pk)).exists()


def test_pledges_of_people_of_another_body_are_not_there(cast):
    theirs = cast.other_body.pledges.get()
    assert cast.client_of(cast.coordinator).get(url("pledge", cast, theirs.pk)).status_code == 404


# --- the file ---------------------------------------------------------------------------------------


def take_out(cast, clock, **other):
    form = {"purpose": "review", "code": code_of(cast.coordinator), **other}
    return cast.client_of(cast.coordinator).post(url("export_pledges", cast), form)


def test_the_file_opens_in_excel_and_holds_no_formula(cast):
    cast.member.first_name, cast.member.last_name = "x", "=HYPERLINK(1)"
    cast.member.save()
    answer = take_out(cast, None)
    assert answer.status_code == 200
    assert answer.content.startswith("\ufeff".encode())
    head, *rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert head == ["所属", "職名", "氏名", "区分", "状態", "署名した日", "いつまで", "版", "誓約の記録"]
    names = [row[2] for row in rows]
    assert "'=HYPERLINK(1) x" in names
    assert len(names) == len(register_of(cast.body))
    event = AuditEvent.objects.get(verb="pledge_register.exported")
    assert (event.actor, event.target_id, event.why) == (cast.coordinator, str(cast.body.pk), "review")


@pytest.mark.parametrize("other", [{"purpose": ""}, {"code": ""}, {"code": "000000"}, {"purpose": "curiosity"}])
def test_without_a_reason_or_a_fresh_code_nothing_is_taken_out(cast, other):
    assert take_out(cast, None, **other).status_code == 422
    assert not AuditEvent.objects.filter(verb="pledge_register.exported").exists()


# --- the next version ---------------------------------------------------------------------------------


WORDS = {
    "kind": "2", "covers": "かさね市支援会議", "addressee": "かさね市長", "body": "私は誓約します。\r\n秘密を必ず漏らしません。",
    "law": "かさね市実施要綱", "change": "material", "confirmed": "on",
}  # fmt: skip


@pytest.fixture
def of_both(cast):
    """Both bodies ask for the series: the coordinator runs the other, too."""
    seat(cast.coordinator, cast.other, "secretariat")


def write(cast, who=None, **other):
    words = {**WORDS, "in_force_from": f"{timezone.localdate():%Y/%m/%d}", **other}
    return cast.client_of(who or cast.coordinator).post(url("pledge_text", cast), words)


@pytest.mark.usefixtures("of_both")
def test_the_next_version_is_looked_at_before_it_is_published(cast):
    page = write(cast)
    assert page.status_code == 200
    words = page.content.decode()
    assert "<ins>必</ins>" in words.replace("<ins>必ず</ins>", "<ins>必</ins>")
    assert "第159条第2号" in words  # both bodies ask for it: one is a 支援会議
    assert PledgeText.objects.filter(series=SERIES).count() == 1


@pytest.mark.usefixtures("of_both")
def test_with_a_fresh_code_it_is_published_and_closes_the_doors(cast):
    client = cast.client_of(cast.member)
    assert client.get("/portal/").status_code == 200
    assert write(cast, code=code_of(cast.coordinator)).status_code == 302
    text = PledgeText.objects.get(series=SERIES, version=2)
    assert (text.published_by, text.confirmed, text.line) == (cast.coordinator, True, 2)
    assert text.articles == "secrecy,penalty"
    assert client.get("/portal/").headers["Location"].startswith("/portal/enter/pledge/")
    page = client.get("/portal/enter/pledge/").content.decode()
    assert "<ins>" in page


@pytest.mark.usefixtures("of_both")
def test_published_as_editorial_it_closes_none(cast):
    write(cast, change="editorial", code=code_of(cast.coordinator))
    assert PledgeText.objects.filter(version=2, line=1).exists()
    assert cast.client_of(cast.member).get("/portal/").status_code == 200


@pytest.mark.usefixtures("of_both")
@pytest.mark.parametrize("other", [
    {"confirmed": ""},
    {"body": "ただ一行"},
    {"law": ""},
    {"change": ""},
    {"in_force_from": "2020/4/1"},
    {"code": "000000"},
])  # fmt: skip
def test_what_is_missing_is_said_and_nothing_typed_is_lost(cast, other):
    page = write(cast, **{"code": code_of(cast.coordinator), **other})
    assert page.status_code == 422
    if other.get("body") != "ただ一行":
        assert "秘密を必ず漏らしません。" in page.content.decode()
    assert PledgeText.objects.filter(series=SERIES).count() == 1


def test_only_who_runs_all_bodies_that_ask_for_it_publishes_alone(cast):
    assert write(cast, cast.member, code=code_of(cast.member)).status_code == 404
    for who in (cast.coordinator, cast.chair):
        assert write(cast, who, code=code_of(who)).status_code == 200  # the draft is shown, and not published
    draft = Draft(SERIES, Kind.MEMBER, "material", "x", "x", "x", "x", timezone.localdate(), confirmed=True)
    with pytest.raises(PermissionDenied):
        publish_draft(actor=cast.coordinator, draft=draft, factor=a_factor(cast.coordinator, PUBLISHING, draft.sha256))
    assert PledgeText.objects.filter(series=SERIES).count() == 1


def test_nobody_writes_where_two_do_not_reach(cast):
    set_term(cast.other_coordinator, -30, -1)  # people sit in the other body, and nobody runs it
    link = url("pledge_text", cast)
    assert write(cast).status_code == 404
    assert link not in cast.client_of(cast.coordinator).get(url("pledges", cast)).content.decode()
    seat(cast.coordinator, cast.other, "secretariat")
    assert link in cast.client_of(cast.coordinator).get(url("pledges", cast)).content.decode()


def test_the_renewal_stands_on_the_home_page(cast, monkeypatch):
    end = timezone.localdate() + timedelta(days=10)
    monkeypatch.setattr(
        "portal.pledge.access.fiscal_year_end", lambda day: end if day <= end else end.replace(year=end.year + 1)
    )
    let_lapse(cast.member.pledges.get(), days=10)
    page = cast.client_of(cast.member).get("/portal/").content.decode()
    assert "来年度の誓約に署名する" in page
    assert cast.client_of(cast.member).get("/portal/enter/pledge/").status_code == 200
    assert "来年度の誓約をお願いします" in cast.client_of(cast.member).get("/portal/enter/pledge/").content.decode()
