"""開催通知・出席依頼・回答票: neutral pages in the form of a city's letters; taken out with a fresh factor, and recorded."""

import os
import re
import shutil
import subprocess
from datetime import date, datetime
from io import BytesIO
from urllib.parse import unquote

import pytest
from django.core.exceptions import PermissionDenied
from docx import Document

from meetings.letters.docx import build
from meetings.letters.paper import KINDS, Addressee, DateSlip, Letter, Occasion, Office
from meetings.letters.services import PRINTING, NotProved, export_date_slips, export_letters
from portal.audit.models import AuditEvent
from portal.dates.wareki import TOKYO
from tests.factories.meetings import a_called_meeting, called_off, recused_from
from tests.factories.people import a_factor, code_of
from tests.factories.polls import a_poll

OFFICE = Office("かさね市長", "かさね市 福祉政策課", "0000-00-0100", "0000-00-0101", "平日 8:30–17:15")
OCCASION = Occasion(
    12,
    datetime(2026, 12, 15, 14, tzinfo=TOKYO),
    datetime(2026, 12, 15, 15, 30, tzinfo=TOKYO),
    "市役所 3階 302会議室",
)
TO = Addressee("谷川 由美", "医療法人みどり会 みどり台クリニック", "医師")
WHEN = "令和8年12月15日（火）14:00–15:30"


def letter(kind, to=TO, office=OFFICE):
    return Letter(kind, to, OCCASION, office, date(2026, 11, 30), date(2026, 12, 8))


def lines(*letters) -> list[str]:
    """Every line and cell of the file, in order."""
    word = Document(BytesIO(build(letters, city="かさね市")))
    found = []
    for block in word.iter_inner_content():
        if hasattr(block, "rows"):
            found += [" | ".join(cell.text for cell in row.cells) for row in block.rows]
        elif block.text:
            found.append(block.text)
    return found


def test_a_notice_has_the_form_of_a_letter():
    assert lines(letter("notice")) == [
        "第　　　　　　号",
        "令和8年11月30日",
        "医療法人みどり会 みどり台クリニック",
        "医師　谷川 由美　様",
        "かさね市長",
        "会議の開催について（通知）",
        "　日ごろから、本市の福祉行政にご協力いただき、ありがとうございます。",
        "　下記のとおり会議を開催しますので、ご出席くださいますようお願いします。",
        "　出欠を、期限までにお知らせください。ご都合がつかないときは、同じ機関の方が代理で出席できる場合があります。お早めにご相談ください。",
        "記",
        f"日時 | {WHEN}",
        "場所 | 市役所 3階 302会議室",
        "案内の番号 | 第12号",
        "出欠の回答 | 令和8年12月8日（火）まで",
        "以上",
        "【問い合わせ・回答先】",
        "かさね市 福祉政策課\n電話 0000-00-0100　FAX 0000-00-0101（平日 8:30–17:15）\nお電話では、「案内の番号」をお伝えください。",
    ]


def test_a_request_goes_to_the_head_of_the_organisation():
    found = lines(letter("request"))
    assert found[2] == "医療法人みどり会 みどり台クリニック　所属長　様"
    assert found[4] == "会議への出席について（依頼）"
    assert "貴所属の医師　谷川 由美様の出席について" in found[6]


def test_a_slip_has_boxes_and_the_way_back():
    found = lines(letter("slip"))
    assert found[0] == "送り先　かさね市 福祉政策課　FAX 0000-00-0101"
    assert "回答の期限　令和8年12月8日（火）" in found
    assert "出欠\n（1つに印） | □　出席します\n\n□　欠席します\n\n□　代理の者が出席します" in found
    assert "氏名 | 谷川 由美" in found


def test_without_a_fax_none_is_named_and_without_an_organisation_only_the_person():
    office = Office("かさね市長", "福祉政策課", "0000-00-0100", "", "平日")
    found = "\n".join(lines(*(letter(kind, Addressee("北村 和夫", "", ""), office) for kind in KINDS)))
    assert "FAX" not in found
    assert "\n北村 和夫　様\n" in found
    assert "\n所属長　様\n" in found


def test_words_that_xml_refuses_are_no_trouble():
    assert "谷川\x00 由美" not in "".join(lines(letter("notice", Addressee("谷川\x00 由美", "医院\x0b", ""))))


@pytest.mark.skipif(shutil.which("soffice") is None and os.environ.get("CI") != "true", reason="needs LibreOffice")
def test_each_paper_is_one_page(tmp_path):
    long = Addressee("一二三四五六七八九十" * 2, "社会福祉法人" + "長い名前の" * 12 + "会", "主任相談支援専門員兼" * 3)
    letters = [letter(kind, to) for to in (TO, long) for kind in KINDS]
    (tmp_path / "letters.docx").write_bytes(build(letters, city="かさね市"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / "letters.docx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    shown = subprocess.run(["pdftotext", "-raw", str(tmp_path / "letters.pdf"), "-"], check=True, capture_output=True)
    pages = [re.sub(r"\s", "", page) for page in shown.stdout.decode().split("\f") if page.strip()]
    assert len(pages) == len(letters)
    heads = ["会議の開催について（通知）", "会議への出席について（依頼）", "回答票"] * 2
    assert [head in page for head, page in zip(heads, pages, strict=True)] == [True] * 6


def test_a_slip_for_dates_has_a_line_for_each():
    slots = tuple((OCCASION.start.replace(day=day), OCCASION.end.replace(day=day)) for day in (15, 17))
    found = lines(DateSlip(TO, 3, OCCASION.place, slots, OFFICE, date(2026, 11, 30), date(2026, 12, 4)))
    assert found[0] == "送り先　かさね市 福祉政策課　FAX 0000-00-0101"
    assert "おたずねの番号 | 第3号" in found
    assert [line for line in found if line.startswith("令和8年12月1")] == [
        f"{WHEN} | ○ | △ | × | ",
        "令和8年12月17日（木）14:00–15:30 | ○ | △ | × | ",
    ]


# --- the door ------------------------------------------------------------------------------------


@pytest.fixture
def meeting(cast):
    return a_called_meeting(cast.body, [cast.summoned, cast.member], [cast.recused])


def door(meeting):
    return f"/portal/meetings/{meeting.pk}/papers/"


def export(actor, meeting, *people, kinds=("notice",)):
    return export_letters(
        actor=actor,
        meeting=meeting,
        kinds=kinds,
        people=[person.pk for person in people],
        answer_by=date(2026, 12, 8),
        factor=a_factor(actor, PRINTING, str(meeting.pk)),
    )


@pytest.mark.django_db
def test_the_file_has_a_neutral_name_and_is_recorded(cast, meeting):
    client = cast.client_of(cast.coordinator)
    form = {
        "kinds": ["slip", "notice"],
        "people": [str(cast.summoned.pk)],
        "answer_by": meeting.day.isoformat(),
        "code": code_of(cast.coordinator),
    }
    answer = client.post(door(meeting), form)
    assert answer["Content-Type"].endswith("wordprocessingml.document")
    name = unquote(answer["Content-Disposition"])
    assert f"会議の書類_第{meeting.notice_number}号.docx" in name
    event = AuditEvent.objects.get(verb="letters.exported")
    assert (event.actor, event.detail[:13]) == (cast.coordinator, "notice slip 1")
    text = "\n".join(cell.text for table in Document(BytesIO(answer.content)).tables for cell in table._cells)
    words = text + "\n".join(each.text for each in Document(BytesIO(answer.content)).paragraphs)
    assert cast.summoned.full_name in words
    secret = [cast.member.last_name, cast.coordinator.last_name, "R8-001", cast.body.name, meeting.title, "支援会議"]
    assert [word for word in secret if word in words] == []


@pytest.mark.django_db
def test_without_a_fresh_factor_nothing_leaves(cast, meeting):
    client = cast.client_of(cast.coordinator)
    form = {
        "kinds": ["notice"],
        "people": [str(cast.summoned.pk)],
        "answer_by": meeting.day.isoformat(),
        "code": "000000",
    }
    assert client.post(door(meeting), form).status_code == 422
    with pytest.raises(NotProved):
        export_letters(
            actor=cast.coordinator,
            meeting=meeting,
            kinds=["notice"],
            people=[cast.summoned.pk],
            answer_by=date(2026, 12, 8),
            factor=a_factor(cast.coordinator, "minutes.export", str(meeting.pk)),
        )
    assert not AuditEvent.objects.filter(verb="letters.exported").exists()


@pytest.mark.django_db
def test_nothing_is_made_out_to_who_is_not_invited_or_must_not_be_known(cast, meeting):
    with pytest.raises(PermissionDenied):
        export(cast.coordinator, meeting, cast.other_body)
    recused_from(meeting.items.get(position=2), cast.chair)
    with pytest.raises(PermissionDenied):
        export(cast.chair, meeting, cast.recused)
    assert cast.recused.last_name not in cast.client_of(cast.chair).get(door(meeting)).content.decode()
    with pytest.raises(PermissionDenied):
        export(cast.summoned, meeting, cast.summoned)


@pytest.mark.django_db
def test_a_meeting_that_is_off_has_no_papers(cast, meeting):
    off = called_off(meeting)
    assert cast.client_of(cast.coordinator).get(door(off)).status_code == 404
    with pytest.raises(PermissionDenied):
        export(cast.coordinator, off, cast.summoned)


@pytest.mark.django_db
def test_the_deadline_is_not_after_the_meeting(cast, meeting):
    form = {"kinds": ["notice"], "people": [str(cast.summoned.pk)], "answer_by": "2027-11-30", "code": "1"}
    assert "会議の日" in cast.client_of(cast.coordinator).post(door(meeting), form).content.decode()


@pytest.mark.django_db
def test_slips_for_dates_are_taken_out_by_who_runs_the_poll(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member)
    path = f"/portal/polls/{poll.pk}/papers/"
    form = {"people": [str(cast.summoned.pk)], "code": code_of(cast.coordinator)}
    answer = cast.client_of(cast.coordinator).post(path, form)
    word = Document(BytesIO(answer.content))
    words = "\n".join(cell.text for table in word.tables for cell in table._cells)
    assert (cast.summoned.full_name in words, cast.member.last_name in words) == (True, False)
    assert AuditEvent.objects.get(verb="slips.exported").actor == cast.coordinator
    assert cast.client_of(cast.summoned).get(path).status_code == 404
    with pytest.raises(PermissionDenied):
        export_date_slips(
            actor=cast.coordinator,
            poll=poll,
            people=[cast.other_body.pk],
            factor=a_factor(cast.coordinator, PRINTING, str(poll.pk)),
        )
