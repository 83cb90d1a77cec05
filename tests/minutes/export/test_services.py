"""The Word file of a meeting: when, for whom, and what is in it."""

from dataclasses import replace
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.http import Http404
from django.urls import reverse
from docx import Document as Word

from minutes.documents import content
from minutes.documents.blocks import Decision, Paragraph, Run
from minutes.documents.services import Batch, append
from minutes.export.services import EXPORTING, NotFinal, NotIntact, NotProved, export_minutes
from minutes.signoff.models import SignOff
from minutes.versions.models import Version
from portal.audit.models import AuditEvent
from portal.mfa.models import Tries
from portal.mfa.step_up import prove
from tests.factories.meetings import at
from tests.factories.people import a_factor, code_of
from tests.factories.tampering import altered
from tests.minutes.signoff.scene import FIRST_WORDS, SECOND_WORDS, a_round, sign
from tests.portal.mfa.floor import clock

__all__ = ["clock"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def going_round(cast):
    going = a_round(cast)
    decision = content.state(minutes=(Decision(1, (Paragraph((Run("週2回たずねる。"),)),)),))
    append([Batch(going.first.document.pk, ((cast.summoned.pk, decision),))])
    return going


@pytest.fixture
def final(going_round, cast):
    """Both items frozen and confirmed."""
    first, second = going_round.freeze(cast.summoned)
    sign(cast.summoned, first)
    sign(cast.member, second)
    return going_round


def text_of(file: bytes) -> str:
    word = Word(BytesIO(file))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    edges = [
        part.text for section in word.sections for part in (*section.header.paragraphs, *section.footer.paragraphs)
    ]
    return "\n".join([paragraph.text for paragraph in word.paragraphs] + cells + edges)


def export(user, going) -> bytes:
    factor = a_factor(user, EXPORTING, going.meeting.pk)
    return export_minutes(actor=user, meeting=going.meeting, factor=factor)


def address(going) -> str:
    return reverse("export:word", args=[going.meeting.pk])


def download(client, user, going):
    return client.post(address(going), {"code": code_of(user)})


def test_the_file_holds_words_decisions_people_and_confirmations(final, cast):
    first, second = Version.objects.order_by("item__position")
    text = text_of(export(cast.coordinator, final))
    for words in (
        FIRST_WORDS, SECOND_WORDS, "通院が途切れている。", "週2回たずねる。", "事例 R8-001", "事例 R8-002",
        "市役所 3階 302会議室", "かさね市支援会議", first.check_number, second.check_number,
    ):  # fmt: skip
        assert words in text
    assert "大西 恵（大西相談所）" in text  # was there
    assert "藤原 恵（藤原相談所）" in text  # was not
    assert text.count("小野寺 恵") >= 2  # was there, and confirmed
    assert "第1版" in text
    assert "水野 恵" in text


def test_a_confirmation_that_was_altered_is_printed_nowhere(final, cast):
    signoff = SignOff.objects.get(user=cast.summoned)
    with altered(signoff, "organisation"), pytest.raises(NotIntact):
        export(cast.coordinator, final)


def test_presence_and_absence_stand_in_their_rows(final, cast):
    word = Word(BytesIO(export(cast.coordinator, final)))
    rows = [tuple(cell.text for cell in row.cells) for table in word.tables for row in table.rows]
    assert rows.index(("会長", "藤原 恵（藤原相談所）", "欠席")) < rows.index(
        ("構成員", "大西 恵（大西相談所）", "出席")
    )
    signed = [row[0] for row in rows if len(row) == 3 and row[2].startswith("令和")]
    assert "大西 恵" in signed
    assert "藤原 恵" not in signed


def test_before_all_have_confirmed_there_is_no_file(going_round, cast):
    with pytest.raises(NotFinal):
        export(cast.coordinator, going_round)
    first, second = going_round.freeze(cast.summoned)
    sign(cast.summoned, first)
    with pytest.raises(NotFinal):
        export(cast.coordinator, going_round)
    sign(cast.member, second)
    assert export(cast.coordinator, going_round)


def test_a_member_gets_the_items_they_were_called_to(final, cast):
    text = text_of(export(cast.summoned, final))
    assert FIRST_WORDS in text
    for words in (SECOND_WORDS, "R8-002", "小野寺", "議題2", "議題1"):
        assert words not in text
    text = text_of(export(cast.member, final))
    assert SECOND_WORDS in text
    for words in (FIRST_WORDS, "R8-001", "大西", "週2回"):
        assert words not in text


@pytest.mark.parametrize("role", ["other_coordinator", "other_body", "unpledged", "lapsed", "former", "superuser"])
def test_who_sees_nothing_gets_nothing(final, cast, role):
    with pytest.raises((NotFinal, Http404)):
        export(getattr(cast, role), final)
    assert not AuditEvent.objects.filter(verb="minutes.exported").exists()


def test_each_file_is_recorded(final, cast):
    download(cast.client_of(cast.summoned), cast.summoned, final)
    event = AuditEvent.objects.get(verb="minutes.exported")
    assert (event.actor, event.target_id) == (cast.summoned, str(final.meeting.pk))


def test_without_a_code_of_this_very_act_there_is_no_file(final, cast):
    client = cast.client_of(cast.summoned)
    assert client.post(address(final)).status_code == 422
    assert client.post(address(final), {"code": "000000"}).status_code == 422
    used = code_of(cast.summoned)
    Tries.objects.all().delete()
    prove(cast.summoned, used)  # at the login
    assert client.post(address(final), {"code": used}).status_code == 422
    assert not AuditEvent.objects.filter(verb="minutes.exported").exists()


def test_a_factor_for_something_else_takes_no_file_out(final, cast):
    good = a_factor(cast.summoned, EXPORTING, final.meeting.pk)
    other = a_factor(cast.chair, EXPORTING, final.meeting.pk)
    for factor in (other, replace(good, act="pledge.sign"), replace(good, about=""), replace(good, proved_at=at(-1))):
        with pytest.raises(NotProved):
            export_minutes(actor=cast.summoned, meeting=final.meeting, factor=factor)


def test_it_is_made_by_pressing_a_button_not_by_a_link(final, cast):
    assert cast.client_of(cast.summoned).get(address(final)).status_code == 200
    assert not AuditEvent.objects.filter(verb="minutes.exported").exists()


def test_the_name_of_the_file_is_neutral(final, cast):
    answer = download(cast.client_of(cast.summoned), cast.summoned, final)
    name = unquote(answer.headers["Content-Disposition"])
    assert (
        name == f"attachment; filename=\"minutes.docx\"; filename*=UTF-8''会議録_第{final.meeting.notice_number}号.docx"
    )
    assert "no-store" in answer.headers["Cache-Control"]
    assert FIRST_WORDS in text_of(answer.content)


def test_a_stranger_finds_no_door(final, cast):
    for person in (cast.other_coordinator, cast.superuser):
        assert cast.client_of(person).post(address(final)).status_code == 404


def test_too_early_a_click_leads_back(going_round, cast):
    answer = cast.client_of(cast.coordinator).post(address(going_round))
    assert answer.headers["Location"] == reverse("signoff:minutes", args=[going_round.meeting.pk])


def test_the_file_is_japanese_whatever_the_screen_speaks(final, cast):
    client = cast.client_of(cast.summoned)
    client.cookies["kasane_language"] = "en"
    text = text_of(download(client, cast.summoned, final).content)
    assert "役職" in text
    assert "支援会議" in text
    assert "Support meeting" not in text
