"""The pages of a poll at the doors: with a login, by the link of the mail, and on the home page."""

import re
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from meetings.polls import services
from meetings.polls.links import read_token, token_of
from meetings.polls.models import Poll, PollAnswer, PollPerson
from meetings.schedule.models import Meeting
from portal.audit.models import AuditEvent
from portal.dates.wareki import wareki
from portal.outbox.models import OutboxMail
from tests.factories.people import a_browser, a_member, set_term
from tests.factories.polls import a_poll, asked, deadline_passed, said, slots_of

pytestmark = pytest.mark.django_db

SENT = {"csrfmiddlewaretoken": "x"}  # an empty form, as a browser sends it


def page(browser, path, status=200):
    answer = browser.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def marks(poll, letters, **words):
    values = {"○": "yes", "△": "maybe", "×": "no", "-": ""}
    given = {f"mark_{option.pk}": values[each] for option, each in zip(slots_of(poll), letters, strict=True)}
    return given | words


def link_in(mail):
    letter = message_from_bytes(mail.content, policy=policy.default)
    text = letter.get_body(("plain",)).get_content()
    return re.search(r"/portal/dates/[\w-]+/", text)[0]


def link_of(poll, user):
    person = asked(poll, user)
    return f"/portal/dates/{token_of(person.pk, person.link_version)}/"


# --- without a login ---------------------------------------------------------------------------


def test_from_the_mail_in_two_clicks(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member)
    path = link_in(OutboxMail.objects.get(kind="poll", recipient=cast.summoned.email))
    browser = a_browser()
    page(browser, path)
    assert not PollAnswer.objects.exists()  # mail scanners open links
    answer = browser.post(path, marks(poll, "○△×"), follow=True)
    assert answer.redirect_chain == [(path, 302)]
    text = answer.content.decode()
    assert "答えを受け取りました" in text
    assert "<h1>お答えを受け取っています</h1>" in text
    assert "残りは空けたまま" not in text  # nothing is left
    assert asked(poll, cast.summoned).answered_by == "link"
    assert not asked(poll, cast.member).answered_at
    event = AuditEvent.objects.get(verb="poll.answered")
    assert (event.actor, event.detail) == (cast.summoned, "link")


def test_the_page_without_a_login_tells_nobody_anything(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member, cast.chair, required=[cast.chair])
    said(poll, cast.member, "○○○", note="ひみつの車")
    said(poll, cast.summoned, "△○○", condition="ひみつの会議のあと", note="ひみつの犬")
    for text in (
        page(a_browser(), link_of(poll, cast.summoned)),
        a_browser().post(link_of(poll, cast.summoned), SENT).content.decode(),
    ):
        told = [cast.body.name, cast.body.get_kind_display(), "ひみつ", "事例 R8"]
        told += [w for one in (cast.member, cast.chair, cast.coordinator) for w in (one.last_name, one.email)]
        assert [word for word in told if word in text] == []
        assert "市役所 3階 302会議室" in text


def test_an_empty_word_keeps_what_was_written_with_a_login(cast):
    poll = a_poll(cast.body, cast.summoned)
    said(poll, cast.summoned, "△○○", condition="15時から", note="車で行きます")
    a_browser().post(link_of(poll, cast.summoned), marks(poll, "△×○"))
    assert asked(poll, cast.summoned).note == "車で行きます"
    assert PollAnswer.objects.get(mark="maybe").condition == "15時から"


def _wrong(cast, poll, path):
    return path[:-4] + ("AAA/" if path[-4:-1] != "AAA" else "BBB/")


def _old(cast, poll, path):
    deadline_passed(poll)
    return path


def _replaced(cast, poll, path):
    services.renew_link(actor=cast.coordinator, person=asked(poll, cast.summoned))
    return path


def _withdrawn(cast, poll, path):
    services.withdraw(actor=cast.coordinator, poll=poll)
    return path


def _decided(cast, poll, path):
    services.choose(actor=cast.coordinator, poll=poll, option=slots_of(poll)[0])
    return path


def _gone(cast, poll, path):
    set_term(cast.summoned, -30, -1)
    return path


def _made_up(cast, poll, path):
    return "/portal/dates/ふゆ/"


@pytest.mark.parametrize("spoil", [_wrong, _old, _replaced, _withdrawn, _decided, _gone, _made_up])
def test_links_that_open_nothing_look_the_same(cast, spoil):
    poll = a_poll(cast.body, cast.summoned)
    path = spoil(cast, poll, link_of(poll, cast.summoned))
    browser = a_browser()
    own = re.compile(
        r"問い合わせ番号[^<]*|nonce=\"[^\"]*\"|value=\"[^\"]*\""
    )  # the number, and the form for the language
    nowhere = own.sub("", browser.get("/portal/dates/nowhere/").content.decode())
    for answer in (browser.get(path), browser.post(path, marks(poll, "○○○"))):
        assert answer.status_code == 404
    assert own.sub("", page(browser, path, 404)) == nowhere
    assert not PollAnswer.objects.exists()


def test_a_link_of_the_past_says_what_may_have_happened_and_whom_to_phone(cast):
    poll = a_poll(cast.body, cast.summoned)
    path = link_of(poll, cast.summoned)
    deadline_passed(poll)
    text = page(a_browser(), path, 404)
    assert "このリンクでは、もう答えられません" in text
    assert "事務局に電話してください" in text
    assert "tel:" in text


def test_the_new_link_opens(cast):
    poll = a_poll(cast.body, cast.summoned)
    cast.client_of(cast.coordinator).post(f"/portal/polls/{poll.pk}/people/{asked(poll, cast.summoned).pk}/link/")
    page(a_browser(), link_in(OutboxMail.objects.filter(kind="poll").order_by("created_at").last()))


def test_a_token_has_one_spelling(cast):
    poll = a_poll(cast.body, cast.summoned)
    person = asked(poll, cast.summoned)
    token = token_of(person.pk, 1)
    assert read_token(token) == (person.pk, 1)
    for other in (token + "=", token[:-1], token + "A", "", "é", token.swapcase()):
        assert read_token(other) is None


def test_the_open_door_has_a_limit(cast):
    from portal.limits.doors import BY_NAME

    assert BY_NAME["polls:link"].by == "address"
    path = link_of(a_poll(cast.body, cast.summoned), cast.summoned)
    browser = a_browser()
    found = {browser.post(path, SENT).status_code for _each in range(BY_NAME["polls:link"].times + 1)}
    assert found == {422, 429}


# --- with a login --------------------------------------------------------------------------------


def test_answering_after_login(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member)
    browser, path = cast.client_of(cast.summoned), f"/portal/polls/{poll.pk}/"
    text = page(browser, path)
    assert cast.member.full_name not in text
    option = slots_of(poll)[1]
    sent = marks(poll, "○△-", note="よろしくお願いします") | {f"condition_{option.pk}": "15時から"}
    text = browser.post(path, sent, follow=True).content.decode()
    assert "15時から" in text
    assert "3件の候補のうち、2件に答えました" in text
    assert "残りは空けたままでも送れます" in text
    assert "よろしくお願いします" in text


def test_nothing_chosen_is_said(cast):
    poll = a_poll(cast.body, cast.summoned)
    answer = cast.client_of(cast.summoned).post(f"/portal/polls/{poll.pk}/", marks(poll, "---"))
    assert answer.status_code == 422


def test_answers_are_shown_to_members_only_where_the_poll_says_so(cast):
    for shows in (False, True):
        poll = a_poll(cast.body, cast.summoned, cast.member, shows_answers=shows)
        said(poll, cast.member, "△○○", condition="ひみつの会議のあと", note="ひみつの犬")
        text = page(cast.client_of(cast.summoned), f"/portal/polls/{poll.pk}/")
        assert (cast.member.full_name in text) is shows
        assert "ひみつ" not in text


def test_after_the_decision_one_sees_the_own_answer_and_the_date(cast):
    poll = a_poll(cast.body, cast.summoned)
    said(poll, cast.summoned, "○×○")
    services.choose(actor=cast.coordinator, poll=poll, option=slots_of(poll)[0])
    text = page(cast.client_of(cast.summoned), f"/portal/polls/{poll.pk}/")
    assert "に決まりました" in text
    assert 'type="radio"' not in text


def test_who_is_invited_opens_the_meeting_before_it_has_an_item(cast):
    poll = a_poll(cast.body, cast.summoned, cast.recused)
    meeting = services.choose(actor=cast.coordinator, poll=poll, option=slots_of(poll)[0])
    assert "まだありません" in page(cast.client_of(cast.summoned), f"/portal/meetings/{meeting.pk}/")
    page(cast.client_of(cast.member), f"/portal/meetings/{meeting.pk}/", 404)


# --- who asks ------------------------------------------------------------------------------------


def test_asking_from_proposed_dates(cast):
    browser, path = cast.client_of(cast.coordinator), f"/portal/polls/new/{cast.body.pk}/"
    text = page(browser, path)
    proposed = re.findall(r'name="slots" value="([^"]+)"', text)
    assert proposed
    today = timezone.localdate()
    sent = {
        "slots": proposed[:2],
        "more": f"{wareki(today + timedelta(days=50))} 18:30",
        "place": "さくら会館",
        "last_day": wareki(today + timedelta(days=7)),
        "people": [cast.summoned.pk, cast.member.pk],
        "required": [cast.member.pk],
    }
    answer = browser.post(path, sent)
    poll = Poll.objects.get()
    assert answer.url == f"/portal/polls/{poll.pk}/result/"
    assert [option.start.isoformat() for option in slots_of(poll)][2].endswith("09:30:00+00:00")
    assert list(PollPerson.objects.filter(required=True).values_list("user", flat=True)) == [cast.member.pk]
    assert browser.post(path, sent | {"required": [cast.chair.pk]}).status_code == 422
    assert browser.post(path, sent | {"people": [cast.other_body.pk], "required": []}).status_code == 422
    assert browser.post(path, sent | {"more": "らいしゅう"}).status_code == 422
    assert browser.post(path, sent | {"last_day": wareki(today + timedelta(days=90))}).status_code == 422
    assert Poll.objects.count() == 1


def test_a_stretch_without_open_days_proposes_nothing_and_says_so(cast):
    path = f"/portal/polls/new/{cast.body.pk}/?first=令和9年1月1日&last=令和9年1月3日&begins=14:00&minutes_long=90"
    assert 'name="slots"' not in page(cast.client_of(cast.coordinator), path)


def test_the_result_says_in_words_which_date_suits(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member, cast.chair, required=[cast.chair])
    said(poll, cast.chair, "△○×", condition="15時まで")
    said(poll, cast.summoned, "○×○")
    text = page(cast.client_of(cast.coordinator), f"/portal/polls/{poll.pk}/result/")
    assert "なら、欠かせない人がそろいます" in re.search("<h1>(.*?)</h1>", text, re.DOTALL)[1]
    assert f"{cast.chair.full_name}（欠かせない）は「15時まで」なら。" in text
    assert f"{cast.chair.full_name}（欠かせない）が行けません。" in text


def test_deciding_at_the_doors(cast):
    poll = a_poll(cast.body, cast.summoned, required=[cast.summoned])
    browser = cast.client_of(cast.coordinator)
    path = f"/portal/polls/{poll.pk}/decide/{slots_of(poll)[0].pk}/"
    assert 'name="reason"' in page(browser, path)
    assert browser.post(path, SENT).status_code == 422
    answer = browser.post(path, {"reason": "電話で確かめた"})
    assert answer.url == f"/portal/meetings/{Meeting.objects.get().pk}/"
    assert "電話で確かめた" in page(browser, f"/portal/polls/{poll.pk}/result/")


def test_a_date_is_struck_from_the_table_not_only_from_the_page_that_decides(cast):
    poll = a_poll(cast.body, cast.summoned)
    text = page(cast.client_of(cast.coordinator), f"/portal/polls/{poll.pk}/result/")
    for slot in slots_of(poll):
        assert f'href="/portal/polls/{poll.pk}/decide/{slot.pk}/#strike">候補から外す' in text
    assert 'id="strike"' in page(cast.client_of(cast.coordinator), f"/portal/polls/{poll.pk}/decide/{slot.pk}/")


def test_a_decided_meeting_without_an_item_stands_on_the_home_of_who_is_invited(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member)
    said(poll, cast.summoned, "○○○")
    browser = cast.client_of(cast.coordinator)
    browser.post(f"/portal/polls/{poll.pk}/decide/{slots_of(poll)[0].pk}/", {"reason": "全員が行ける"})
    meeting = Meeting.objects.get()
    home = page(cast.client_of(cast.summoned), "/portal/")
    assert f'href="/portal/meetings/{meeting.pk}/answer/"' in home
    assert f'href="/portal/meetings/{meeting.pk}/"' in home  # among what is coming
    assert str(meeting.pk) not in page(cast.client_of(cast.other_body), "/portal/")


def test_the_clerk_enters_an_answer(cast):
    poll = a_poll(cast.body, cast.summoned)
    path = f"/portal/polls/{poll.pk}/people/{asked(poll, cast.summoned).pk}/"
    browser = cast.client_of(cast.coordinator)
    page(browser, path)
    browser.post(path, marks(poll, "○××", way="phone"))
    assert asked(poll, cast.summoned).answered_by == "phone"


# --- home ------------------------------------------------------------------------------------


def test_what_waits(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member)
    member, coordinator = cast.client_of(cast.summoned), cast.client_of(cast.coordinator)
    assert f'href="/portal/polls/{poll.pk}/"' in page(member, "/portal/")
    assert "次の会議の日を決める" not in page(coordinator, "/portal/")
    assert "0 / 2人" in page(coordinator, "/portal/")
    said(poll, cast.summoned, "○○○")
    assert f'href="/portal/polls/{poll.pk}/"' not in page(member, "/portal/")
    deadline_passed(poll)
    assert "次の会議の日を決める" in page(coordinator, "/portal/")


def test_a_decided_meeting_without_items_leads_nowhere_that_is_not_there(cast):
    poll = a_poll(cast.body, cast.summoned)
    meeting = services.choose(actor=cast.coordinator, poll=poll, option=slots_of(poll)[0])
    browser = cast.client_of(cast.coordinator)
    for path in ("/portal/", f"/portal/meetings/{meeting.pk}/"):
        text = page(browser, path)
        for each in set(re.findall(r'href="(/portal/[^"]*)"', text)):
            assert browser.get(each).status_code in (200, 302), each


# --- at three people and at thirty ------------------------------------------------------------------


@pytest.mark.parametrize("what", ["result", "answer", "choose", "home"])
def test_a_page_asks_the_same_number_of_questions(cast, what):
    def asked_of(people):
        poll = a_poll(cast.body, *people, shows_answers=True, required=people[:2])
        for person in people[:-1]:
            said(poll, person, "○△×", condition="15時から", note="はい")
        role, path = {
            "result": ("coordinator", f"/portal/polls/{poll.pk}/result/"),
            "answer": ("summoned", f"/portal/polls/{poll.pk}/"),
            "choose": ("coordinator", f"/portal/polls/{poll.pk}/decide/{slots_of(poll)[0].pk}/"),
            "home": ("coordinator", "/portal/"),
        }[what]
        browser = cast.client_of(getattr(cast, role))
        page(browser, path)
        with CaptureQueriesContext(connection) as queries:
            page(browser, path)
        if what == "home":
            services.withdraw(actor=cast.coordinator, poll=poll)
        return len(queries)

    few = [cast.summoned, cast.member, cast.chair]
    many = [*few, *(a_member(cast.body, cast.text, f"委員{number}") for number in range(27))]
    assert asked_of(few) == asked_of(many)


# --- what nobody would type ------------------------------------------------------------------------

ODD = ["0001-01-01", "9999-12-31", "明治1年10月23日", "9999-12-31 23:59", "\x00", "١٢٣", "令和8年2月30日", "☃" * 5000]


@pytest.mark.parametrize("odd", ODD)
def test_odd_input_is_refused_in_words(cast, odd):
    poll = a_poll(cast.body, cast.summoned)
    browser = cast.client_of(cast.coordinator)
    person, option = asked(poll, cast.summoned), slots_of(poll)[0]
    make = f"/portal/polls/new/{cast.body.pk}/"
    proposing = {"first": odd, "last": odd, "begins": odd, "minutes_long": odd}
    assert browser.get(make, proposing).status_code == 200
    every = dict.fromkeys(["slots", "more", "place", "last_day", "people", "required", "agencies"], odd)
    sent = {f"mark_{option.pk}": odd, f"condition_{option.pk}": odd, "note": odd, "way": odd}
    for path, words in (
        (make, every),
        (f"/portal/polls/{poll.pk}/longer/", {"last_day": odd}),
        (f"/portal/polls/{poll.pk}/people/{person.pk}/", sent),
        (link_of(poll, cast.summoned), sent),
        ("/portal/office-days/", {"day": odd, "kind": odd, "label": odd}),
    ):
        assert browser.post(path, words).status_code == 422, path
    assert Poll.objects.count() == 1
    assert not PollAnswer.objects.exists()


# --- the answers one by one ----------------------------------------------------------------------


def test_by_date_for_a_narrow_screen(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member, required=[cast.summoned])
    said(poll, cast.summoned, "○△×", condition="15時まで")
    said(poll, cast.member, "○×-")
    text = page(cast.client_of(cast.coordinator), f"/portal/polls/{poll.pk}/result/")
    cards = text[text.index('<ul class="grid-cards">') :].split("<li ")[1:4]
    names = [re.findall(r"grid-cards__name\">([^<]+?) ?[<]", card) for card in cards]
    one, two = cast.summoned.full_name, cast.member.full_name
    assert names == [[one, two], [one, two], [one, two]]
    assert [re.findall(r"mark--(\w+)", card) for card in cards] == [["yes"], ["maybe", "no"], ["no"]]
    assert "15時まで" in cards[1]
    assert "まだ 1人" in cards[2]


def test_a_mail_that_came_back_is_told_beside_its_person(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member)
    OutboxMail.objects.filter(kind="poll", recipient=cast.member.email).update(state=OutboxMail.State.FAILED)
    text = page(cast.client_of(cast.coordinator), f"/portal/polls/{poll.pk}/result/")
    rows = text[text.index("<tbody>") : text.index("</tbody>")].split("</tr>")
    told = {name: next(row for row in rows if name in row) for name in (cast.member.full_name, cast.summoned.full_name)}
    assert f'href="/portal/bodies/{cast.body.pk}/members/"' in told[cast.member.full_name]
    assert "members/" not in told[cast.summoned.full_name]
    said(poll, cast.member, "○○○")
    assert (
        "members/" not in page(cast.client_of(cast.coordinator), f"/portal/polls/{poll.pk}/result/").split("<tbody>")[1]
    )


# --- a date that is offered no more --------------------------------------------------------------


def test_a_struck_date_is_shown_with_a_word_and_comes_back_with_its_answers(cast):
    poll = a_poll(cast.body, cast.summoned, cast.member)
    said(poll, cast.summoned, "○△×", condition="15時まで")
    runner, mail = cast.client_of(cast.coordinator), link_of(poll, cast.summoned)
    gone = slots_of(poll)[1]
    door = f"/portal/polls/{poll.pk}/strike/{gone.pk}/"
    assert door in page(runner, f"/portal/polls/{poll.pk}/decide/{gone.pk}/")
    text = runner.post(door, SENT, follow=True).content.decode()
    assert "候補にもどす" in text
    assert f"/decide/{gone.pk}/" not in text
    page(runner, f"/portal/polls/{poll.pk}/decide/{gone.pk}/", 404)
    for answers in (page(a_browser(), mail), page(cast.client_of(cast.summoned), f"/portal/polls/{poll.pk}/")):
        assert answers.count('class="ask"') == 2
        assert "この日は候補から外れました" in answers
    given = {f"mark_{slots_of(poll)[0].pk}": "no", f"mark_{gone.pk}": "no", "note": ""}
    assert a_browser().post(mail, given).status_code == 302
    runner.post(f"/portal/polls/{poll.pk}/put-back/{gone.pk}/", SENT)
    kept = PollAnswer.objects.get(option=gone, person__user=cast.summoned)
    assert (kept.mark, kept.condition) == ("maybe", "15時まで")
    assert page(a_browser(), mail).count('class="ask"') == 3


def test_a_reminder_names_standing_dates_only(cast):
    poll = a_poll(cast.body, cast.summoned)
    services.strike(actor=cast.coordinator, option=slots_of(poll)[1])
    PollPerson.objects.update(told_at=timezone.now() - timedelta(days=1))
    services.remind(actor=cast.coordinator, poll=poll)
    letter = message_from_bytes(OutboxMail.objects.latest("created_at").content, policy=policy.default)
    text = letter.get_body(("plain",)).get_content()
    told = [wareki(timezone.localtime(option.start).date()) in text for option in slots_of(poll)]
    assert told == [True, False, True]


def test_the_last_date_is_not_struck(cast):
    poll = a_poll(cast.body, cast.summoned, slots=(10, 11))
    first, last = slots_of(poll)
    services.strike(actor=cast.coordinator, option=first)
    with pytest.raises(services.LastSlot):
        services.strike(actor=cast.coordinator, option=last)
    text = cast.client_of(cast.coordinator).post(f"/portal/polls/{poll.pk}/strike/{last.pk}/", SENT, follow=True)
    assert "これが最後の候補" in text.content.decode()


def test_who_strikes_or_puts_back_twice_did_it_once(cast):
    poll = a_poll(cast.body, cast.summoned)
    gone = slots_of(poll)[0]
    for act in (services.strike, services.strike, services.put_back, services.put_back):
        act(actor=cast.coordinator, option=gone)
    done = AuditEvent.objects.filter(verb__startswith="poll.slot_").order_by("pk")
    assert list(done.values_list("verb", flat=True)) == ["poll.slot_struck", "poll.slot_put_back"]


def test_a_struck_date_is_not_decided_on(cast):
    poll = a_poll(cast.body, cast.summoned)
    gone = slots_of(poll)[0]
    services.strike(actor=cast.coordinator, option=gone)
    with pytest.raises(services.Passed):
        services.choose(actor=cast.coordinator, poll=poll, option=gone, reason="電話で確かめた")


def test_many_dates_stand_week_by_week(cast):
    few = a_poll(cast.body, cast.summoned)
    many = a_poll(cast.body, cast.summoned, slots=range(10, 22))
    assert "の週" not in page(a_browser(), link_of(few, cast.summoned))
    assert page(a_browser(), link_of(many, cast.summoned)).count("の週") in (2, 3)
