"""The first meeting, from the invitation of a member to the Word file, as people do it in their browsers."""

import re
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

import icalendar
import pytest
import segno
import vobject
from playwright.sync_api import Page, expect

from tests.browser import Kasane, Visit
from tests.journeys.acts import Authenticator, Camera, Clock, fill, log_in, mails, press, refused, send, until
from tests.journeys.rooms import Ear, composing, editor, enter_room, save_state, text_of

pytestmark = pytest.mark.journey

NEWCOMER = {"family_name": "村上", "given_name": "遥", "email": "murakami@kasane.example"}
AGENCY = "訪問看護ステーション ことり"
NEW_PASSWORD = "夏の朝に川べりを歩く 2026"
PLACE = "市民会館 1階 第2会議室"
TOKYO = ZoneInfo("Asia/Tokyo")
FIRST, SECOND = "事例 R8-031", "事例 R8-032"
# what stands in the first item only, word by word as it is typed
OPENING = "夜のようすについて。"
SPOKEN = ("母の眠りは浅く、", "夜中に三度、", "台所の音で目をさます。")
ANSWERED = ("夜の見守りは、", "隣の方が", "声をかけてくださる。")
COMPOSED = (("く", "くす", "くすり", "薬"), ("に", "にっ", "にっき", "日記"))
DECIDED = "訪問看護を週二回に増やし、夜の様子を聞く。"
STATED = "体調の記録を続けたい。"
ACT = "主治医に眠りの様子を伝える"
CASE_WORDS = ("R8-031", "R8-032", *SPOKEN, *ANSWERED, STATED, DECIDED, ACT)
PORTAL_WORDS = ("ポータル", "portal", "ログイン", "editorial", "demo")


@dataclass
class Told:
    """What the story knows so far."""

    kasane: Kasane
    camera: Camera
    clock: Clock
    people: dict[str, dict[str, str]]

    def app(self, role: str) -> Authenticator:
        """The authenticator app of a demo account."""
        return Authenticator(self.people[role]["totp_secret"], self.clock)


def test_a_first_meeting(kasane, page_factory, tmp_path):
    people = {person["role"]: person for person in kasane.facts()["accounts"]}
    told = Told(kasane, Camera.into(tmp_path / "shots"), Clock(kasane.data), people)
    url = kasane.url

    coordinator, onishi, kitamura = page_factory(1280), page_factory(1280), page_factory(1280)
    phone = page_factory(390, is_mobile=True, has_touch=True)
    the_coordinator_logs_in(told, coordinator)
    setup_code = the_coordinator_invites(told, coordinator)
    link = the_mail_arrives(told, page_factory(1280), setup_code)
    app = the_newcomer_joins(told, phone, link, setup_code)
    the_newcomer_signs_the_pledge(told, phone, app)

    meeting, start = the_coordinator_makes_a_meeting(told, coordinator)
    the_mails_invite(told, page_factory(1280), meeting, start)

    for visit, role in ((onishi, "member2"), (kitamura, "member3")):
        log_in(visit, url, people[role]["mail"], told.app(role))
        visit.assert_quiet()
    first, second = the_rooms(coordinator.page, meeting)
    outside = one_sees_only_the_second_item(told, kitamura, meeting, first, second)
    inside = enter_room(phone, first), enter_room(onishi, first)
    two_write_at_once(told, phone, onishi)
    blocks_are_added(told, coordinator, (onishi, phone), first)
    no_byte_reached(outside, inside, kitamura, first)

    the_coordinator_freezes(told, coordinator, meeting, (phone, onishi))
    they_confirm(told, ((onishi, told.app("member2")), (phone, app), (kitamura, told.app("member3"))), meeting)
    paper = the_word_file(told, coordinator, told.app("coordinator"), meeting, tmp_path)
    it_opens_in_a_word_processor(paper, tmp_path)
    for visit in (coordinator, onishi, kitamura, phone):
        visit.assert_quiet()
    assert told.camera.too_wide == []


def test_a_resident_finds_nothing_of_the_portal(kasane, page_factory, tmp_path):
    visit = page_factory(390)
    camera = Camera.into(tmp_path / "shots")
    for path, name in (("/", "public-home"), ("/shikumi/toha/", "public-explainer")):
        assert visit.page.goto(kasane.url + path).status == 200
        expect(visit.page.locator("h1")).to_have_count(1)
        camera.take(visit.page, name)
        page = visit.page.content().lower()
        assert [word for word in PORTAL_WORDS if word.lower() in page] == []
        assert visit.context.cookies() == []
        visit.assert_quiet()
    assert camera.too_wide == []


# --- 1. a member joins -----------------------------------------------------------------------------


def the_coordinator_logs_in(told: Told, visit: Visit) -> None:
    page, camera = visit.page, told.camera
    page.goto(f"{told.kasane.url}/portal/")
    camera.take(page, "login")
    fill(page, email=told.people["coordinator"]["mail"], password=told.people["coordinator"]["password"])
    assert send(page).ok
    expect(page.get_by_role("heading", level=1)).to_have_text("確認コードを入れてください")
    camera.take(page, "code")
    fill(page, code=told.app("coordinator").next_code())
    assert send(page).ok
    camera.take(page, "home-coordinator")
    visit.assert_quiet()


def the_coordinator_invites(told: Told, visit: Visit) -> str:
    page, camera = visit.page, told.camera
    press(page.locator("header nav a[href$='/portal/bodies/']").first)
    camera.take(page, "bodies")
    press(page.locator(".meeting-row", has_text="かさね市支援会議").locator("a[href$='/members/']"))
    camera.take(page, "members")
    press(page.locator("a[href$='/members/invite/']"))
    fill(page, **NEWCOMER, organisation=AGENCY, post="看護師")
    camera.take(page, "invite")
    assert send(page).ok
    camera.take(page, "invited")
    visit.assert_quiet()
    return page.locator("[data-setup-code]").inner_text()


def the_mail_arrives(told: Told, visit: Visit, setup_code: str) -> str:
    """By the demo's mail page and as the file that the mail server took; answers the link in it."""
    page, kasane = visit.page, told.kasane
    [mail] = until(lambda: mails(kasane, NEWCOMER["email"]))
    page.goto(f"{kasane.url}/demo/mail/")
    row = page.locator("tr", has_text=NEWCOMER["email"])
    told.camera.take(page, "mail-list")
    press(row.locator("a"))
    told.camera.take(page, "mail-welcome")
    link = page.locator("[data-text] a").first.get_attribute("href") or ""
    assert link.startswith(f"{kasane.url}/portal/enter/join/")
    body = mail.get_body(("plain",))
    assert body is not None
    assert link in body.get_content()
    assert setup_code.replace("-", "") not in everything_in(mail).replace("-", "")
    visit.assert_quiet()
    return link


def the_newcomer_joins(told: Told, visit: Visit, link: str, setup_code: str) -> Authenticator:
    page, camera = visit.page, told.camera
    page.goto(link)
    fill(page, code=setup_code.lower(), password=NEW_PASSWORD, again=NEW_PASSWORD)
    camera.take(page, "join")
    assert send(page).ok
    camera.take(page, "app")
    app = Authenticator(page.locator("[data-secret]").inner_text(), told.clock)
    the_picture_carries(page, app.secret.replace(" ", ""))
    fill(page, code=app.next_code())
    assert send(page).ok
    camera.take(page, "codes-before")
    press(page.locator("main form button[type=submit]"))
    codes = page.locator("[data-printed-code]").all_inner_texts()
    assert len(set(codes)) == 10
    camera.take(page, "codes")
    page.goto(f"{told.kasane.url}/portal/enter/codes/")
    assert not [code for code in codes if code in page.content()]
    visit.assert_quiet()
    return app


def the_picture_carries(page: Page, secret: str) -> None:
    """The QR code is the one of the link that apps read (Key Uri Format), with this secret."""
    box = page.locator("svg.qr").bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 160
    issuer = quote("かさね かさね市")
    link = f"otpauth://totp/{issuer}%3A{quote(NEWCOMER['email'])}?secret={secret}&issuer={issuer}"
    drawn = segno.make(link, error="m").svg_inline(scale=5, border=3, omitsize=True, dark="#000", light="#fff")
    shapes = re.compile(r'\bd="([^"]+)"')
    assert page.locator("svg.qr path").evaluate_all("all => all.map(one => one.getAttribute('d'))") == shapes.findall(
        drawn
    )


def the_newcomer_signs_the_pledge(told: Told, visit: Visit, app: Authenticator) -> None:
    page = visit.page
    page.goto(f"{told.kasane.url}/portal/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("誓約")
    told.camera.take(page, "pledge")
    for name in ("read", "lasting"):
        page.locator(f"[name={name}]").check()
    fill(page, code=app.shown)  # the one that set up the app
    assert send(page).status == 422
    expect(page.locator(".field--error [id$=_error]").first).to_contain_text("使")
    expect(page.locator("[name=read]")).to_be_checked()
    told.camera.take(page, "pledge-used-code")
    refused(visit, 422)
    # after a refusal the next try counts from one second on
    until(lambda: signs(page, app))
    told.camera.take(page, "home-member")
    visit.console.clear()


def signs(page: Page, app: Authenticator) -> bool:
    fill(page, code=app.next_code())
    return send(page).ok


# --- 2. a meeting is called ------------------------------------------------------------------------


def the_coordinator_makes_a_meeting(told: Told, visit: Visit) -> tuple[str, datetime]:
    """Draft, two items, call; answers the meeting's address and when it begins."""
    page, camera = visit.page, told.camera
    press(page.locator("header nav a[href$='/portal/meetings/']").first)
    camera.take(page, "meetings")
    press(page.locator("a[href$='/meetings/new/']", has_text="かさね市支援会議"))
    day = date.today() + timedelta(days=40)
    fill(
        page, day=f"令和{day.year - 2018}年{day.month}月{day.day}日", begins="10時30分", ends="１１：４５", place=PLACE
    )
    camera.take(page, "make-meeting")
    assert send(page).ok
    meeting = page.url
    camera.take(page, "meeting-empty")
    the_coordinator_adds(told, page, FIRST, "20", ("大西 健", "村上 遥", "石田 浩司"))
    the_coordinator_adds(told, page, SECOND, "40", ("北村 和夫", "小野寺 さつき"))
    camera.take(page, "meeting-draft")
    press(page.locator("a[href$='/call/']"))
    camera.take(page, "call")
    assert press(page.locator("main form button[type=submit]")).ok
    expect(page.locator(".banner--done")).to_contain_text("8")
    camera.take(page, "meeting-called")
    visit.assert_quiet()
    return meeting, datetime(day.year, day.month, day.day, 10, 30, tzinfo=TOKYO)


def the_coordinator_adds(told: Told, page: Page, heading: str, minutes: str, names: tuple[str, ...]) -> None:
    press(page.locator("a[href$='/agenda/add/']"))
    fill(page, heading=heading, minutes_long=minutes)
    page.locator("[name=kind]").first.check()
    for name in names:
        page.locator("label.tile", has_text=name).locator("[name=summoned]").check()
    told.camera.take(page, "add-item")
    assert send(page).ok


def the_mails_invite(told: Told, visit: Visit, meeting: str, start: datetime) -> None:
    """Each guest has one mail with one calendar object of their own, which says when and where and nothing else."""
    guests = {"member2": "大西", "member3": "北村", "member4": "石田", "member5": "小野寺"} | {
        "coordinator": "水野", "chair": "藤原", "secretary": "平井"
    }  # fmt: skip
    addresses = {told.people[role]["mail"]: name for role, name in guests.items()} | {NEWCOMER["email"]: "村上"}
    until(lambda: all(the_invitations(told.kasane, address, meeting) for address in addresses))
    found = {address: the_invitations(told.kasane, address, meeting) for address in addresses}
    assert {address: len(each) for address, each in found.items()} == dict.fromkeys(addresses, 1)
    events = [the_calendar_says(each[0], address, meeting, start) for address, each in found.items()]
    assert len(set(events)) == len(addresses)
    for address, [mail] in found.items():
        words = everything_in(mail)
        others = [name for other, name in addresses.items() if other != address]
        assert [word for word in (*CASE_WORDS, "支援会議", *others) if word in words] == []
    not_called = told.people["member"]["mail"]
    assert the_invitations(told.kasane, not_called, meeting) == []
    page = visit.page
    page.goto(f"{told.kasane.url}/demo/mail/")
    press(page.locator("tr", has_text=NEWCOMER["email"]).first.locator("a"))
    told.camera.take(page, "mail-invitation")
    visit.assert_quiet()


def the_invitations(kasane: Kasane, address: str, meeting: str) -> list[EmailMessage]:
    return [mail for mail in mails(kasane, address) if meeting in everything_in(mail)]


def decoded(part: Any) -> bytes:
    """The content of a part, without its transfer encoding."""
    content: bytes = part.get_payload(decode=True)
    return content


def everything_in(mail: EmailMessage) -> str:
    """Every header and every part, decoded; folded calendar lines put together."""
    parts = [decoded(part).decode() for part in mail.walk() if not part.is_multipart()]
    headers = [f"{name}: {value}" for part in mail.walk() for name, value in part.items()]
    return "\n".join([*headers, *parts]).replace("\r\n ", "")


def the_calendar_says(mail: EmailMessage, address: str, meeting: str, start: datetime) -> str:
    """Read by two libraries that know nothing of each other; answers the UID."""
    [part] = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert part.get_param("method") == "REQUEST"
    data = decoded(part)
    [attached] = [decoded(each) for each in mail.walk() if each.get_filename() == "invite.ics"]
    assert attached == data
    calendar = icalendar.Calendar.from_ical(data)
    [event] = calendar.events
    assert (calendar["METHOD"], str(event["ATTENDEE"])) == ("REQUEST", f"mailto:{address}")
    assert [event.start, event.end] == [start, start + timedelta(minutes=75)]
    assert str(event["LOCATION"]) == PLACE
    assert meeting in str(event["DESCRIPTION"])
    other = vobject.readOne(data.decode())
    assert (other.method.value, len(other.vevent.attendee_list)) == ("REQUEST", 1)
    assert other.vevent.dtstart.value.astimezone(UTC) == start.astimezone(UTC)
    assert other.vevent.uid.value == str(event["UID"])
    return str(event["UID"])


# --- 3. the room -----------------------------------------------------------------------------------


def the_rooms(page: Page, meeting: str) -> tuple[str, str]:
    """The addresses of the two items' rooms, as the coordinator sees them."""
    page.goto(meeting)
    first, second = (page.locator("h3 a", has_text=heading).get_attribute("href") for heading in (FIRST, SECOND))
    base = meeting.partition("/portal/")[0]
    return f"{base}{first}", f"{base}{second}"


def one_sees_only_the_second_item(told: Told, visit: Visit, meeting: str, first: str, second: str) -> Ear:
    """北村 is called to the second item: meeting page and room show it, and nothing leads to the first."""
    page = visit.page
    for address in (f"{told.kasane.url}/portal/", f"{told.kasane.url}/portal/meetings/", meeting):
        page.goto(address)
        assert FIRST not in page.content()
        assert first not in page.content()
    told.camera.take(page, "meeting-member")
    expect(page.locator("h3 a")).to_have_count(1)
    ear = enter_room(visit, second)
    assert FIRST not in page.content()
    visit.assert_quiet()
    return ear


def two_write_at_once(told: Told, phone: Visit, desk: Visit) -> None:
    """Word by word in turn, then both compose at once, in the same paragraph, each with the other's flag in it."""
    editor(desk.page).click()
    desk.page.keyboard.insert_text(OPENING)
    expect(editor(phone.page)).to_contain_text(OPENING)
    editor(phone.page).locator("p").click()
    phone.page.keyboard.press("End")
    for spoken, answered in zip(SPOKEN, ANSWERED, strict=True):
        desk.page.keyboard.insert_text(spoken)
        phone.page.keyboard.insert_text(answered)
    expect(desk.page.locator(".cursor__name")).to_have_text(["村上"])
    expect(phone.page.locator(".cursor__name")).to_have_text(["大西"])
    told.camera.take(desk.page, "room-writing")
    with composing(desk.page) as show_desk, composing(phone.page) as show_phone:
        for here, there in zip(*COMPOSED, strict=True):
            show_desk(here)
            show_phone(there)
    for visit in (desk, phone):
        save_state(visit.page, "saved")
    until(lambda: text_of(desk.page) == text_of(phone.page), desk.page)
    words, typed = text_of(desk.page), (OPENING, *SPOKEN, *ANSWERED, "薬", "日記")
    assert [word for word in typed if words.count(word) != 1] == []
    assert len(words) == len("".join(typed))
    expect(desk.page.locator("#save-state")).to_contain_text("保存済み")


def blocks_are_added(told: Told, coordinator: Visit, others: tuple[Visit, ...], first: str) -> None:
    """The secretariat adds a statement, a decision and who does what; the others see them at once."""
    enter_room(coordinator, first)
    page = coordinator.page
    page.locator("[data-add=statement]").click()
    page.keyboard.insert_text(STATED)
    page.locator("[data-add=decision]").click()
    page.keyboard.insert_text(DECIDED)
    page.locator("[data-add=roles]").click()
    page.keyboard.insert_text(ACT)
    page.locator(".role .person__choice").select_option(label=f"村上　{AGENCY}")
    page.locator(".role__date").fill((date.today() + timedelta(days=60)).isoformat())
    save_state(page, "saved")
    for other in others:
        other.page.keyboard.press("Control+Home")  # their flags, too, leave the end of the line
    until(lambda: {text_of(other.page) for other in others} == {text_of(page)}, page)
    assert [word for word in (STATED, DECIDED, ACT) if word not in text_of(page)] == []
    told.camera.take(page, "room")
    coordinator.assert_quiet()


def no_byte_reached(outside: Ear, inside: tuple[Ear, ...], visit: Visit, first: str) -> None:
    """The ear works: those in the room heard the words. 北村 heard none, and the item's address is like any other."""
    typed = (*SPOKEN, *ANSWERED, STATED, DECIDED, ACT)
    assert [word for word in typed if not any(ear.heard_of(word) for ear in inside)] == []
    assert outside.heard
    assert [word for word in (*typed, FIRST) if outside.heard_of(word)] == []
    assert [word for word in (*typed, FIRST) if word in visit.page.content()] == []
    visit.assert_quiet()
    unknown = re.sub("[0-9a-f]{12}/$", "0" * 12 + "/", first)
    absent, forbidden = (not_found(visit.page, address) for address in (unknown, first))
    assert absent == forbidden
    refused(visit, 404)


def not_found(page: Page, address: str) -> str:
    """The page that answers 404, without its address and the numbers that differ each time."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_contain_text("ひらけません")
    path = address.removeprefix(address.partition("/portal/")[0])
    return re.sub(r'[0-9A-Z]{4}-[0-9A-Z]{4}|[0-9A-Za-z]{64}|nonce="[^"]*"', "", answer.text().replace(path, ""))


# --- 4. freezing, confirming, the Word file ----------------------------------------------------------


def the_coordinator_freezes(told: Told, visit: Visit, meeting: str, writers: tuple[Visit, ...]) -> None:
    """石田 was not there. Open editors stop and keep the words."""
    page = visit.page
    page.goto(meeting)
    press(page.locator("a[href$='/minutes/freeze/']"))
    page.locator("label.tile", has_text="石田 浩司").locator("input").uncheck()
    page.locator("label.tile", has_text="小野寺 さつき").locator("input").uncheck()
    told.camera.take(page, "freeze")
    assert press(page.locator("main form button[type=submit]")).ok
    told.camera.take(page, "minutes-waiting")
    for writer in writers:
        expect(writer.page.locator("#room-banner .banner")).to_be_visible()
        expect(writer.page.locator("[contenteditable=true]")).to_have_count(0)
        writer.page.keyboard.insert_text("おそすぎた字")
        assert DECIDED in text_of(writer.page)
        assert "おそすぎた字" not in text_of(writer.page)
        save_state(writer.page, "saved")  # nothing was lost by freezing
        told.camera.take(writer.page, "room-frozen")
        writer.assert_quiet()


def they_confirm(told: Told, signers: tuple[tuple[Visit, Authenticator], ...], meeting: str) -> None:
    """Each finds the task at home, reads, and confirms with a fresh code."""
    for visit, app in signers:
        page = visit.page
        page.goto(f"{told.kasane.url}/portal/")
        told.camera.take(page, "home-to-confirm")
        page.goto(f"{meeting}minutes/")
        told.camera.take(page, "minutes-member")
        press(page.locator("main a.btn--fill[href*='/portal/minutes/']"))
        told.camera.take(page, "version")
        on_paper(page)
        fill(page, code=app.next_code())
        assert send(page).ok
        expect(page.locator(".banner--done")).to_be_visible()
        visit.assert_quiet()


def on_paper(page: Page) -> None:
    """What is folded away on the screen is printed."""
    folded = page.locator("details.section .minutes").first
    expect(folded).to_be_hidden()
    page.emulate_media(media="print")
    expect(folded).to_be_visible()
    page.emulate_media(media="screen")


def the_word_file(told: Told, visit: Visit, app: Authenticator, meeting: str, folder: Path) -> Path:
    """All have confirmed: the minutes are final, the meeting is closed, the Word file can be had."""
    page = visit.page
    page.goto(f"{meeting}minutes/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("確定")
    told.camera.take(page, "minutes-final")
    press(page.locator("a[href$='/minutes/word/']"))
    told.camera.take(page, "word")
    fill(page, code=app.next_code())
    with page.expect_download() as download:
        page.locator("main form button[type=submit]").click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    assert path.suffix == ".docx"
    assert [word for word in CASE_WORDS if word in path.name] == []
    page.goto(meeting)
    told.camera.take(page, "meeting-closed")
    return path


def it_opens_in_a_word_processor(paper: Path, folder: Path) -> None:
    """LibreOffice reads it, and what it prints carries all that the minutes are about."""
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(paper)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdf = folder / f"{paper.stem}.pdf"
    printed = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    words = re.sub(r"\s", "", printed.stdout.decode())
    expected = (
        FIRST,
        SECOND,
        DECIDED,
        ACT,
        "薬",
        *SPOKEN,
        *ANSWERED,
        "大西健",
        "村上遥",
        "北村和夫",
        "石田浩司",
        PLACE,
    )
    assert [word for word in expected if re.sub(r"\s", "", word) not in words] == []
