"""Answering an invitation on the web: logged in, by the mail's link, and told to the secretariat."""

import re
from email import message_from_bytes, policy

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.invites.links import read_token, token_of
from meetings.invites.models import Participation
from portal.audit.models import AuditEvent
from portal.outbox.models import OutboxMail
from tests.factories.meetings import a_called_meeting, a_meeting, an_item, at, begun, called, held

pytestmark = pytest.mark.django_db
NOTE = "子どもの<b>送り</b>で、10分おくれます。"


@pytest.fixture
def meeting(cast):
    return a_called_meeting(cast.body, [cast.summoned, cast.member])


def of(user, meeting):
    return Participation.objects.get(user=user, meeting=meeting)


def answer(client, path, **form):
    return client.post(path, {"sequence": 0, **form})


def link(user, meeting):
    """The link as it stands in the mail that went to the person."""
    mail = OutboxMail.objects.get(recipient=user.email, kind="meeting")
    import email

    text = next(
        part for part in email.message_from_bytes(mail.content).walk() if part.get_content_type() == "text/plain"
    )
    words = text.get_payload(decode=True).decode()
    found = re.findall(r"https?://[^/]+(/portal/answer/[^/]+/)\?answer=(\w+)", words)
    assert [each for _path, each in found] == ["accepted", "tentative", "declined"]
    assert len({path for path, _each in found}) == 1
    return found[0][0]


def test_who_is_invited_answers_on_the_page_of_the_meeting(cast, meeting):
    client = cast.client_of(cast.summoned)
    page = client.get(f"/portal/meetings/{meeting.pk}/").content.decode()
    assert 'value="DECLINED"' in page
    answer(client, f"/portal/meetings/{meeting.pk}/answer/", answer="TENTATIVE", note=NOTE)
    mine = of(cast.summoned, meeting)
    assert (mine.answer, mine.answered_by, mine.answered_sequence, mine.note) == ("TENTATIVE", "web", 0, NOTE)
    assert "未定" in client.get(f"/portal/meetings/{meeting.pk}/").content.decode()
    event = AuditEvent.objects.get(verb="answer.given")
    assert (event.actor, event.detail) == (cast.summoned, "tentative web")


def test_an_answer_is_to_the_version_one_saw(cast, meeting):
    Participation.objects.update(last_sent_sequence=1)
    answer(cast.client_of(cast.summoned), f"/portal/meetings/{meeting.pk}/answer/", answer="ACCEPTED")
    assert of(cast.summoned, meeting).answer == "NEEDS-ACTION"


def test_by_the_link_an_earlier_word_is_neither_shown_nor_lost(cast, meeting):
    path, own = link(cast.summoned, meeting), f"/portal/meetings/{meeting.pk}/answer/"
    answer(Client(), path, answer="ACCEPTED", note=NOTE)
    page = Client().get(path).content.decode()
    assert "送り" not in page  # whoever holds the mail opens it
    assert "前に書いた" in page
    answer(Client(), path, answer="TENTATIVE")
    mine = of(cast.summoned, meeting)
    assert (mine.answer, mine.note) == ("TENTATIVE", NOTE)
    client = cast.client_of(cast.summoned)
    assert "送り" in client.get(own).content.decode()
    answer(client, own, answer="TENTATIVE", note="")  # there it was shown, and emptied
    assert of(cast.summoned, meeting).note is None


def test_the_link_shows_and_only_sending_answers(cast, meeting):
    path = link(cast.summoned, meeting)
    page = Client().get(f"{path}?answer=declined")
    words = page.content.decode()
    assert page.status_code == 200
    assert re.search(r'value="DECLINED"[^>]*checked', words)
    assert of(cast.summoned, meeting).answer == "NEEDS-ACTION"
    people = (cast.summoned, cast.member, cast.coordinator, cast.chair)
    assert [each for each in people if each.last_name in words] == []
    assert [each for each in ("R8-001", cast.body.name, meeting.title) if each in words] == []
    answer(Client(), path, answer="DECLINED", note="出張")
    assert of(cast.summoned, meeting).answer == "DECLINED"
    assert of(cast.member, meeting).answer == "NEEDS-ACTION"


def refusals(cast, meeting):
    """Links that answer nothing: each with what makes it so."""
    mine = of(cast.summoned, meeting)
    good = token_of(mine.pk, 0)
    yield good[:-1] + ("A" if good[-1] != "A" else "B"), {}
    yield token_of(mine.pk, 1), {}
    yield "nonsense", {}
    yield token_of(meeting.pk, 0), {}
    yield good, {"last_sent_sequence": 1}
    yield good, {"uninvited_at": timezone.now()}


def test_wrong_stale_and_uninvited_links_look_alike(cast, meeting):
    seen = set()
    for token, change in refusals(cast, meeting):
        before = Participation.objects.filter(user=cast.summoned).values(*change or ["pk"]).get()
        Participation.objects.filter(user=cast.summoned).update(**change)
        for ask in (Client().get, lambda path: answer(Client(), path, answer="ACCEPTED")):
            page = ask(f"/portal/answer/{token}/")
            assert page.status_code == 404, token
            seen.add(re.sub(r'nonce="[^"]*"|value="[^"]*"', "", page.content.decode()).replace(token, ""))
        before.pop("pk", None)
        Participation.objects.filter(user=cast.summoned).update(**before)
    assert of(cast.summoned, meeting).answer == "NEEDS-ACTION"
    assert len(seen) == 1


def test_a_link_ends_when_the_meeting_begins(cast):
    meeting = a_called_meeting(cast.body, [cast.summoned], start=at(-1))
    assert Client().get(f"/portal/answer/{token_of(of(cast.summoned, meeting).pk, 0)}/").status_code == 404


def test_a_door_without_login_is_used_so_often_and_no_more(cast, meeting, monkeypatch):
    from portal.limits.doors import BY_NAME, Limit

    monkeypatch.setitem(BY_NAME, "replies:by_link", Limit(2, by="address"))
    path = link(cast.summoned, meeting)
    codes = [answer(Client(), path, answer="ACCEPTED").status_code for _each in range(3)]
    assert codes == [302, 302, 429]


def test_tokens_are_read_back_and_nothing_else_is():
    pk = Participation().pk
    assert read_token(token_of(pk, 12)) == (pk, 12)
    assert [read_token(text) for text in ("", ".", f"{pk.hex}12", f"{pk.hex}12.x", "ü.ü")] == [None] * 5


def test_the_secretariat_enters_what_it_was_told(cast, meeting):
    client, theirs = cast.client_of(cast.coordinator), of(cast.member, meeting)
    path = f"/portal/meetings/{meeting.pk}/answers/{theirs.pk}/"
    client.post(path, {"answer": "ACCEPTED", "note": "電話で"})
    theirs.refresh_from_db()
    assert (theirs.answer, theirs.answered_by, theirs.note) == ("ACCEPTED", "clerk", "電話で")
    event = AuditEvent.objects.get(verb="answer.entered")
    assert (event.actor, event.detail) == (cast.coordinator, f"{cast.member.pk} accepted")
    client.post(path, {"answer": "NEEDS-ACTION"})
    theirs.refresh_from_db()
    assert (theirs.answer, theirs.answered_at, theirs.note) == ("NEEDS-ACTION", None, None)


def test_after_the_minutes_are_frozen_no_answer_is_entered(cast, meeting):
    held(meeting)
    theirs = of(cast.member, meeting)
    path = f"/portal/meetings/{meeting.pk}/answers/{theirs.pk}/"
    cast.client_of(cast.coordinator).post(path, {"answer": "ACCEPTED"})
    assert of(cast.member, meeting).answer == "NEEDS-ACTION"


def test_while_it_is_on_its_page_asks_nobody_whether_they_come(cast, meeting):
    begun(meeting)
    path = f"/portal/meetings/{meeting.pk}/"
    for user in (cast.coordinator, cast.summoned):
        shown = cast.client_of(user).get(path).content.decode()
        assert "未回答" not in shown
        assert f'action="{path}answer/"' not in shown


@pytest.mark.parametrize("read", [True, False])
def test_a_mail_speaks_of_calendars_only_where_their_answers_are_read(cast, settings, read):
    settings.ANSWERS_BY_MAIL = read
    a_called_meeting(cast.body, [cast.summoned])
    letter = message_from_bytes(OutboxMail.objects.get(recipient=cast.summoned.email).content, policy=policy.default)
    for kind in ("plain", "html"):
        assert ("「承諾」" in letter.get_body((kind,)).get_content()) is read


def test_a_link_opened_again_says_that_the_answer_is_here_and_not_which(cast, meeting):
    browser, path = Client(), link(cast.summoned, meeting)
    assert "受け取っています" not in browser.get(path).content.decode()
    answer(browser, path, answer="DECLINED")
    assert "受け取っています" in browser.get(path).content.decode()


def test_after_the_meeting_who_was_there_counts_and_not_who_was_silent_before(cast, meeting):
    runner, path = cast.client_of(cast.coordinator), f"/portal/meetings/{meeting.pk}/"
    assert "未回答" in runner.get(path).content.decode()
    assert 'class="is-need"' in runner.get(path + "answers/").content.decode()
    held(meeting)
    shown = runner.get(path).content.decode()
    assert "未回答" not in shown
    assert f"{path}answers/" in shown
    assert 'class="is-need"' not in runner.get(path + "answers/").content.decode()


def test_who_runs_the_meeting_sees_counts_ways_and_notes_escaped(cast, meeting):
    answer(cast.client_of(cast.summoned), f"/portal/meetings/{meeting.pk}/answer/", answer="DECLINED", note=NOTE)
    page = cast.client_of(cast.coordinator).get(f"/portal/meetings/{meeting.pk}/answers/").content.decode()
    assert "子どもの&lt;b&gt;送り&lt;/b&gt;で" in page
    counts = re.findall(r"<dd>(\d+)</dd>", page)
    assert counts == ["0", "0", "1", "3"]
    assert page.index(cast.member.last_name) < page.rindex(cast.summoned.last_name)
    other = cast.client_of(cast.member).get(f"/portal/meetings/{meeting.pk}/").content.decode()
    assert cast.summoned.last_name not in other


def test_a_recused_secretariat_does_not_see_who_only_that_item_explains(cast):
    from tests.factories.meetings import recused_from

    meeting = a_meeting(cast.body)
    recused_from(an_item(meeting, cast.summoned), cast.chair)
    an_item(meeting, cast.member)
    called(meeting)
    client = cast.client_of(cast.chair)
    assert cast.summoned.last_name not in client.get(f"/portal/meetings/{meeting.pk}/answers/").content.decode()
    theirs = of(cast.summoned, meeting)
    assert client.get(f"/portal/meetings/{meeting.pk}/answers/{theirs.pk}/").status_code == 404


def test_the_list_of_answers_asks_as_much_for_thirty_as_for_one(cast):
    from tests.factories.people import a_member

    people = [a_member(cast.body, cast.text, f"委員{number}") for number in range(30)]
    client, found = cast.client_of(cast.coordinator), []
    for meeting in (a_called_meeting(cast.body, [cast.summoned]), a_called_meeting(cast.body, people)):
        path = f"/portal/meetings/{meeting.pk}/answers/"
        client.get(path)
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        found.append(len(asked))
    assert found[0] == found[1]


def test_the_home_page_asks_for_an_answer_until_there_is_one(cast, meeting):
    client = cast.client_of(cast.summoned)
    assert "出席できるか答える" in client.get("/portal/").content.decode()
    answer(client, f"/portal/meetings/{meeting.pk}/answer/", answer="ACCEPTED")
    assert "出席できるか答える" not in client.get("/portal/").content.decode()
