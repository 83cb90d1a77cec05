"""What is typed wrongly is answered in Japanese with what to do; what was typed stays, and nothing else changes."""

import contextlib
import re
import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.acts import PASSWORD, Authenticator, Clock, fill, log_in, mails, refused, send, until

pytestmark = pytest.mark.journey

# tables in which a refusal leaves its traces: the record, sessions, and the counting of tries and of costly doors
TRACES = re.compile(r"audit|session|mfa|device|otp|sqlite_|axes|_tries$|_use$")
# machine words, chains of requests, English; an example of an address is none
NEVER_SAID = re.compile("エラー|不正|無効|セッション|失敗|ください。.*ください。|(?<![@.a-z])[a-z]{4,}(?![@.a-z])")
TOMORROW = date.today() + timedelta(days=1)


class Desk:
    """The coordinator at work, and what the database holds."""

    def __init__(self, kasane, visit, clock: Clock, facts: dict) -> None:
        self.kasane, self.visit, self.clock = kasane, visit, clock
        self.people = {person["role"]: person for person in facts["accounts"]}
        self.body = next(one["id"] for one in facts["bodies"] if one["name"] == "かさね市支援会議")
        self.draft = next(one["url"] for one in facts["meetings"] if one["state"] == "draft")

    @property
    def page(self) -> Page:
        """The coordinator's window."""
        return self.visit.page

    def app(self, role: str) -> Authenticator:
        """The authenticator app of a demo account."""
        return Authenticator(self.people[role]["totp_secret"], self.clock)

    def open(self, path: str) -> Page:
        """Go to a page of the portal."""
        address = path if path.startswith("http") else f"{self.kasane.url}/portal/{path}"
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.ok
        return self.page

    def rows(self) -> dict[str, list]:
        """All that is stored, but for the traces of refusals."""
        with contextlib.closing(sqlite3.connect(self.kasane.data / "kasane.sqlite3")) as database:
            names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
            return {
                name: database.execute(f'SELECT * FROM "{name}"').fetchall()
                for name in names
                if not TRACES.search(name)
            }

    @contextlib.contextmanager
    def nothing_changes(self, *except_for: str) -> Iterator[None]:
        """Whatever is done inside leaves no row behind."""
        before = self.rows()
        yield
        after = self.rows()
        assert {name for name in after if after[name] != before.get(name)} == set(except_for)


@pytest.fixture(scope="module")
def morning(kasane):
    """What is asked of the server once: the coordinator's login, the clock of codes, and what the demo holds."""
    return kasane.cookie("coordinator"), Clock(kasane.data), kasane.facts()


@pytest.fixture
def desk(kasane, morning, page_factory):
    cookie, clock, facts = morning
    return Desk(kasane, page_factory(cookie=cookie, url=kasane.url), clock, facts)


def answers(visit, name: str, sentence: str, status: int = 422) -> None:
    """Send the form; the field is told so, in the words of the portal, and the summary leads to it."""
    page = visit.page
    assert send(page).status == status
    expect(page.locator(f"#id_{name}_error, #id_{name}_0_error").first).to_contain_text(sentence)
    expect(page.locator(".errors li")).to_have_count(1)
    said = page.locator(".errors li").inner_text()
    assert sentence in said
    assert not NEVER_SAID.search(said)
    refused(visit, status)


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"day": "令和8年1月5日"}, "day", "すぎ"),
        ({"begins": "15:00", "ends": "14時"}, "ends", "15:00"),
        ({"begins": "15:00", "ends": "15:00"}, "ends", "15:00"),
        ({"day": "令和8年13月40日"}, "day", "令和8年11月30日"),
        ({"begins": "おひる"}, "begins", "14:00"),
    ],
    ids=["a time in the past", "an end before the start", "an end at the start", "no such day", "no time"],
)
def test_a_meeting_at_an_impossible_time(desk, wrong, field, sentence):
    page = desk.open(f"bodies/{desk.body}/meetings/new/")
    typed = {"day": f"令和{TOMORROW.year - 2018}年{TOMORROW.month}月{TOMORROW.day}日", "begins": "14:00"}
    typed |= {"ends": "15:30", "place": "市民会館"} | wrong
    fill(page, **typed)
    with desk.nothing_changes():
        answers(desk.visit, field, sentence)
    assert {name: page.locator(f"[name={name}]").input_value() for name in typed} == typed


def test_somebody_unknown_among_the_summoned(desk):
    """Whether the number belongs to nobody or to somebody of another body: the same sentence."""
    editor = desk.people["editor"]["id"]
    for stranger in (editor, "00000000-0000-4000-8000-000000000000"):
        page = desk.open(f"{desk.draft}agenda/add/")
        fill(page, heading="プラン R8-090", minutes_long="25")
        boxes = page.locator("[name=summoned]")
        boxes.nth(1).check()
        boxes.nth(0).evaluate("(box, value) => { box.value = value; box.checked = true; }", stranger)
        with desk.nothing_changes():
            answers(desk.visit, "summoned", "一覧")
        assert stranger not in page.content()
        assert page.locator("[name=heading]").input_value() == "プラン R8-090"
        expect(boxes.nth(1)).to_be_checked()


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"email": "eguchi.example"}, "email", "name@example.jp"),
        ({"email": "onishi@kasane.example"}, "email", "この"),
        ({"starts_on": "令和9年4月1日", "ends_on": "令和8年4月1日"}, "ends_on", "令和9年4月1日"),
    ],
    ids=["a malformed mail address", "somebody with a seat", "a term that ends before it begins"],
)
def test_an_invitation_that_cannot_go_out(desk, wrong, field, sentence):
    page = desk.open(f"bodies/{desk.body}/members/invite/")
    typed = {"family_name": "川上", "given_name": "翠", "email": "kawakami@kasane.example", "organisation": "図書館"}
    typed |= wrong
    fill(page, **typed)
    with desk.nothing_changes():
        answers(desk.visit, field, sentence)
    assert {name: page.locator(f"[name={name}]").input_value() for name in typed} == typed


# --- the way in ------------------------------------------------------------------------------------


def test_codes_at_the_door(desk, page_factory):
    """A wrong code, then one that was used already; the next right one opens."""
    visit, app = page_factory(390), desk.app("member5")
    log_in(visit, desk.kasane.url, desk.people["member5"]["mail"], app)
    stranger = page_factory(390)
    page = stranger.page
    page.goto(f"{desk.kasane.url}/portal/")
    fill(page, email=desk.people["member5"]["mail"], password=PASSWORD)
    assert send(page).ok
    with desk.nothing_changes():
        fill(page, code=app.shown)
        answers(stranger, "code", "使われ")
        wrong = "000000" if app.shown != "000000" else "111111"
        fill(page, code=wrong)
        answers(stranger, "code", "いま出ている数字")
    assert page.goto(f"{desk.kasane.url}/portal/meetings/").url.startswith(f"{desk.kasane.url}/portal/enter/code/")

    def enters() -> bool:
        fill(page, code=app.next_code())
        return send(page).ok

    until(enters)  # for a moment after a refusal no code counts
    expect(page).to_have_url(f"{desk.kasane.url}/portal/meetings/")


def test_a_password_that_differs_at_the_door(desk, page_factory):
    visit = page_factory(390)
    page = visit.page
    page.goto(f"{desk.kasane.url}/portal/")
    for mail in (desk.people["member"]["mail"], "nobody@kasane.example"):
        fill(page, email=mail, password="kasane-demo-2025")
        with desk.nothing_changes():
            assert send(page).status == 422
        expect(page.locator(".errors")).to_contain_text("パスワード")
        assert page.locator("[name=email]").input_value() == mail
        assert page.locator("[name=password]").input_value() == ""
        refused(visit, 422)


def an_invitation(desk: Desk, family: str, mail: str) -> tuple[str, str]:
    """Invite somebody; answers the link of the mail and the setup code."""
    page = desk.open(f"bodies/{desk.body}/members/invite/")
    fill(page, family_name=family, given_name="翠", email=mail, organisation="図書館")
    assert send(page).ok
    code = page.locator("[data-setup-code]").inner_text()
    [letter] = until(lambda: mails(desk.kasane, mail))
    body = letter.get_body(("plain",))
    assert body is not None
    found = re.search(r"http\S+/enter/join/\S+", body.get_content())
    assert found is not None
    return found[0], code


@pytest.fixture
def newcomer(desk, page_factory):
    """An invitation not used yet, and the newcomer's own window."""
    number = len(list((desk.kasane.data / "mail").glob("2*.eml")))
    link, code = an_invitation(desk, "川上", f"kawakami{number}@kasane.example")
    return page_factory(390), link, code


GOOD = "夏の朝に川べりを歩く 2026"


@pytest.mark.parametrize(
    ("password", "again", "field", "sentence"),
    [
        ("みじかい", "みじかい", "password", "12"),
        ("123456789012", "123456789012", "password", ""),
        (GOOD, "夏の朝に川べりを走る 2026", "again", "もう一度"),
    ],
    ids=["short", "digits", "passwords that differ"],
)
def test_a_password_to_begin_with(desk, newcomer, password, again, field, sentence):
    visit, link, code = newcomer
    visit.page.goto(link)
    fill(visit.page, code=code, password=password, again=again)
    with desk.nothing_changes():
        assert send(visit.page).status == 422
    expect(visit.page.locator(f"#id_{field}_error")).to_contain_text(sentence)
    assert not NEVER_SAID.search(visit.page.locator(".errors").inner_text())
    assert visit.page.locator("[name=code]").input_value() == code
    refused(visit, 422)


def test_a_wrong_setup_code_is_counted(desk, newcomer):
    visit, link, _code = newcomer
    page = visit.page
    page.goto(link)
    left = []
    with desk.nothing_changes("portal_invitation"):
        while True:
            fill(page, code="ZZZZ-ZZZZ", password=GOOD, again=GOOD)
            status = send(page).status
            refused(visit, status)
            if status == 410:
                break
            found = re.search(r"(\d+)回", page.locator("#id_code_error").inner_text())
            assert found is not None
            left.append(int(found[1]))
        the_link_is_over(visit, link)
    assert left == list(range(len(left), 0, -1))
    assert len(left) >= 2


def test_a_link_opens_once(desk, newcomer):
    visit, link, code = newcomer
    page = visit.page
    page.goto(link)
    fill(page, code=code, password=GOOD, again=GOOD)
    assert send(page).ok
    with desk.nothing_changes():
        the_link_is_over(visit, link)


def test_a_link_whose_time_has_passed(desk, newcomer):
    visit, link, _code = newcomer
    desk.kasane.manage(
        "shell",
        "-c",
        "from datetime import timedelta; from django.utils import timezone;"
        "from portal.accounts.models import Invitation;"
        "Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))",
    )
    with desk.nothing_changes():
        the_link_is_over(visit, link)


def the_link_is_over(visit, link: str) -> None:
    """The same page whatever the reason, with the telephone number of the secretariat."""
    answer = visit.page.goto(link)
    assert answer.status == 410
    expect(visit.page.get_by_role("heading", level=1)).to_contain_text("使えません")
    expect(visit.page.locator("main")).to_contain_text("0000-00-0100")
    expect(visit.page.locator("main form")).to_have_count(0)
    refused(visit, 410)
