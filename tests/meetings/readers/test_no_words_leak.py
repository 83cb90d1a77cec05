"""Two hundred words of cases in every sealed field, and not one of them in anything that leaves (scheduling.md §6, check 2)."""

import logging
import random
import re
import unicodedata
from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from html import unescape
from itertools import count

import pytest
from django.utils import timezone

from meetings.agenda.models import Emergency
from meetings.agenda.services import KINDS, add_item, call_again, call_off, remove_summons, summon
from meetings.feeds.services import ACT as FEED
from meetings.feeds.services import make_feed
from meetings.invites.models import Participation
from meetings.polls.models import PollAnswer
from meetings.polls.services import choose
from meetings.reminders.services import write_digest
from meetings.replies.mailed import take_in
from meetings.replies.models import CounterProposal, InboundMail
from meetings.replies.proposals import refuse_proposal
from meetings.replies.services import answer, enter_answer
from meetings.replies.telling import told_from
from minutes.comments.services import begin_thread, reply, withdraw
from portal.crypto.columns import sealed_columns
from tests.factories.meetings import an_emergency, moved, write
from tests.factories.people import a_factor
from tests.factories.polls import a_poll, said, slots_of
from tests.meetings.replies import mails
from tests.meetings.replies.mails import calendar, plain
from tests.meetings.replies.test_intake import stamp

pytestmark = pytest.mark.django_db

FAMILIES = [
    "五十嵐",
    "鬼頭",
    "纐纈",
    "東海林",
    "勅使河原",
    "小鳥遊",
    "百目鬼",
    "一尺八寸",
    "喜屋武",
    "御手洗",
    "月見里",
    "四月一日",
    "𠮷川",
    "髙﨑",
    "邊見",
    "齋藤",
    "渡邉",
    "鷹觜",
    "蓼沼",
    "蛯原",
]
GIVENS = ["翔琉", "心愛", "蒼空", "結菜", "陽葵", "琉惺", "美桜", "柊斗", "紬希", "樹璃"]
KANA = ["ツムギ", "ヒナタ", "ハルト", "サクラコ", "リオン", "アカリ", "ソラト", "ミツキ"]
SCHOOLS = ["さざなみ第二小学校", "みどり台中学校", "若葉保育園", "しらかば特別支援学校", "あけぼの高等学校"]
NOT_WORDS = {
    "minutes.thread.anchor",  # positions
    "minutes.version.agenda", "minutes.version.minutes", "minutes.version.salt", "minutes.changerequest.text",  # after it is held
    "minutes.document.snapshot", "minutes.stage.state",  # made of the updates later
    "meetings.rosterdraft.people",  # of who is to be invited into a body; no case
    "portal.outboxmail.content",  # what is searched
    "portal.appdevice.secret",
}  # fmt: skip


def two_hundred() -> list[str]:
    chance = random.Random(20261130)
    people = chance.sample([(family, given) for family in FAMILIES for given in GIVENS], 75)
    names = [f"{family}{(' ', '　', '')[turn % 3]}{given}" for turn, (family, given) in enumerate(people)]
    kana = [f"{chance.choice(KANA)}{chance.choice(['ちゃん', 'くん', '君'])}{number}歳" for number in range(3, 38)]
    wide = [word.translate({48 + digit: 0xFF10 + digit for digit in range(10)}) + "半" for word in kana[:15]]
    cases = chance.sample(range(300, 1000), 40)
    numbers = [f"R8-{number}" for number in cases[:30]] + [f"Ｒ８－{number}" for number in cases[30:]]
    schools = [f"{chance.choice(SCHOOLS)}{grade}年{chance.randrange(2, 9)}組" for grade in range(1, 36)]
    return [*names, *kana, *wide, *numbers, *schools]


WORDS = two_hundred()


def plainly(text: str) -> str:
    """One form for all widths and spaces."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", unescape(text)))


class Pen:
    """Writes the words into whatever is confidential, a handful at a time, all of them again and again."""

    def __init__(self) -> None:
        self.turn = count()

    def __call__(self, many: int = 12) -> str:
        return "、".join(WORDS[next(self.turn) % len(WORDS)] for _ in range(many))


@pytest.fixture
def pen():
    return Pen()


@pytest.fixture
def pages(client):
    """What whoever holds a link of a mail sees without a login."""
    return []


def look(client, server, pages):
    """Open every link that was mailed, as anybody might."""
    for raw in [each for arrived in server.arrived.values() for each in arrived]:
        for found in re.findall(r"http://[^/\s\"]+(/portal/(?:answer|dates)/[^\s\"<]+)", words_of(raw)):
            answered = client.get(unescape(found))
            assert answered.status_code in (200, 404)
            pages.append(answered.content.decode() + str(answered.headers))


def words_of(raw: bytes) -> str:
    """Everything of a mail, decoded: headers, parts, names of files and parameters."""
    told = []
    for part in message_from_bytes(raw).walk():
        told += [f"{name}: {make_header(decode_header(value))}" for name, value in part.items()]
        told.append(part.get_filename() or "")
        if not part.is_multipart():
            octets = part.get_payload(decode=True)
            assert isinstance(octets, bytes)
            told.append(octets.decode().replace("\r\n ", ""))
    return "\n".join(told)


@pytest.fixture
def lived(cast, server, deliver, clock, pen, pages, client, settings, caplog):
    """Poll, choose, call, move, place, add, remove, another time, decline, call off, call again; sealed words all along."""
    settings.MAIL_AUTH_SERVER = mails.HOST
    caplog.set_level(logging.DEBUG)
    by = cast.coordinator
    poll = a_poll(cast.body, cast.summoned, cast.chair, cast.recused, required=[cast.chair])
    said(poll, cast.summoned, "○△×", condition=pen(), note=pen())
    said(poll, cast.chair, "△×△", condition=pen(), note=pen())
    deliver()
    look(client, server, pages)
    meeting = choose(actor=by, poll=poll, option=slots_of(poll)[1], reason=pen())
    item = add_item(
        actor=by, meeting=meeting, heading=pen(9), kind=KINDS["support"][0], minutes_long=30, summoned=[cast.summoned]
    )
    for _ in range(4):
        add_item(
            actor=by, meeting=meeting, heading=pen(9), kind=KINDS["support"][0], minutes_long=30, summoned=[cast.chair]
        )
    write(item, by, agenda=pen(40), minutes=pen(40))
    thread = begin_thread(
        actor=cast.summoned, document=item.document, part="agenda", anchor=b"x", quote=pen(), text=pen()
    )
    withdraw(actor=cast.summoned, comment=reply(actor=cast.summoned, thread=thread, text=pen()))
    an_emergency(item, cast.member)
    for emergency in Emergency.objects.all():
        emergency.reason = pen()
        emergency.save()
    deliver()
    mine = Participation.objects.get(user=cast.summoned)
    answer(actor=cast.summoned, invitation=mine, sequence=0, given="ACCEPTED", note=pen())
    enter_answer(actor=by, invitation=Participation.objects.get(user=cast.chair), given="DECLINED", note=pen())
    look(client, server, pages)
    moved(meeting, days=1)
    deliver()
    moved(meeting, place="さくら会館 2階 会議室B")
    deliver()
    summon(actor=by, item=item, users=[cast.member])
    deliver()
    remove_summons(actor=by, item=item, user=cast.member)
    deliver()
    _answers_by_mail(Participation.objects.get(user=cast.summoned), pen)
    refuse_proposal(actor=by, proposal=CounterProposal.objects.get(state="pending"))
    deliver()
    look(client, server, pages)
    call_off(actor=by, meeting=meeting)
    deliver()
    call_again(actor=by, meeting=meeting)
    deliver()
    address = make_feed(actor=cast.summoned, label="PC", factor=a_factor(cast.summoned, FEED, cast.summoned.pk))
    feed = client.get(address[address.index("/portal/") :])
    assert b"BEGIN:VEVENT" in feed.content
    pages.append(feed.content.decode().replace("\r\n ", "") + str(feed.headers))
    meeting.refresh_from_db()
    assert write_digest(user=cast.summoned, now=meeting.start - timedelta(hours=6))  # nobody reminded them before
    deliver()
    look(client, server, pages)
    return server


def _answers_by_mail(mine, pen):
    Participation.objects.filter(pk=mine.pk).update(uid=mails.UID, address=mails.WHO)
    later = timezone.now() + timedelta(days=40)
    said = {"stamp": stamp(), "sequence": mine.last_sent_sequence}
    take_in(plain(calendar(event=(f"COMMENT:{pen()}",), **said)))
    said["stamp"] = stamp(1)
    times = (f"DTSTART:{later:%Y%m%dT%H%M%SZ}", f"DTEND:{later + timedelta(hours=1):%Y%m%dT%H%M%SZ}")
    asks = calendar(method="COUNTER", partstat="TENTATIVE", event=(*times, f"COMMENT:{pen()}"), **said)
    take_in(plain(asks, kind="text/calendar; charset=utf-8; method=COUNTER"))
    take_in(mails.words(pen(), Subject="Re"))
    take_in(mails.plain(calendar(event=(f"COMMENT:{pen()}",), **said), dmarc="fail"))
    take_in(mails.words(pen(), Auto_Submitted="auto-replied"))
    assert {"applied", "proposed", "review", "ignored"} <= set(InboundMail.objects.values_list("outcome", flat=True))


def test_there_are_two_hundred_words():
    assert len(set(WORDS)) == 200


def test_no_word_of_a_case_leaves(lived, pen, pages, caplog):
    assert next(pen.turn) > 200  # each was written somewhere
    _every_sealed_column_holds_some()
    forms = {word: plainly(word) for word in WORDS}
    places = {
        **{f"mail {number}": words_of(raw) for number, raw in enumerate(_all(lived))},
        **{f"page {number}": page for number, page in enumerate(pages)},
        "log": "\n".join(f"{record.getMessage()} {record.args} {record.exc_text or ''}" for record in caplog.records),
    }
    assert len(places) > 30
    for place, text in places.items():
        shown = plainly(text)
        assert [word for word, form in forms.items() if form in shown] == [], place


def _every_sealed_column_holds_some():
    forms = [plainly(word) for word in WORDS]
    for column in sealed_columns():
        if column.name not in NOT_WORDS:
            texts = [_opened(column.name, getattr(row, column.field.name)) for row in column.rows()]
            assert any(form in plainly(text) for text in texts for form in forms), column.name


def _opened(name, value):
    if name == "meetings.inboundmail.raw":
        return words_of(bytes(value))
    if name == "meetings.inboundmail.said":
        return told_from(value).note
    return value if isinstance(value, str) else bytes(value).decode("utf-8", "ignore")


def _all(server):
    return [raw for arrived in server.arrived.values() for raw in arrived]


def test_no_mail_names_anybody_else(lived, cast):
    people = [cast.coordinator, cast.chair, cast.summoned, cast.member, cast.recused]
    for address, arrived in lived.arrived.items():
        others = [one for one in people if address not in (one.email, mails.WHO if one == cast.summoned else one.email)]
        for raw in arrived:
            shown = plainly(words_of(raw))
            assert [one.last_name for one in others if one.last_name in shown or one.email in shown] == [], address


def test_marks_stand_on_the_page_of_a_link_and_words_do_not(cast, client, server, deliver, clock, pen):
    """Who holds the link sees the ○△× it gave; conditions and notes are for the secretariat."""
    poll = a_poll(cast.body, cast.summoned)
    said(poll, cast.summoned, "○△×", condition=pen(), note=pen())
    deliver()
    pages = []
    look(client, server, pages)
    assert PollAnswer.objects.count() == 3
    assert any("checked" in page for page in pages)
    shown = plainly("".join(pages))
    assert [word for word in WORDS if plainly(word) in shown] == []
