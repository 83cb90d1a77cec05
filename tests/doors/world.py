"""What stands behind the doors while they are tried: for each door, an address at which something is."""

import json
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, Site, WorkflowState

from cms.desk.approval.services import ensure_approval
from cms.seed.services import seed_public_site
from meetings.agenda.models import Emergency, Item
from meetings.bodies.models import Appointment
from meetings.bodies.services import appoint, send_invitation
from meetings.feeds.models import FeedToken
from meetings.feeds.services import ACT as FEED
from meetings.feeds.services import make_feed
from meetings.imports.judging import Entry
from meetings.imports.models import RosterDraft
from meetings.invites.links import token_of
from meetings.invites.models import Participation
from meetings.office_days.models import OfficeDay
from meetings.polls.links import token_of as poll_token
from meetings.polls.models import Poll
from meetings.proxies.services import let_in
from meetings.replies.models import CounterProposal, InboundMail
from meetings.replies.telling import Told
from meetings.schedule.models import Meeting
from meetings.series.models import MeetingSeries
from minutes.comments.models import Thread
from minutes.comments.services import begin_thread
from minutes.documents.services import pause
from minutes.signoff.services import freeze_minutes
from minutes.versions.models import Version
from portal.accounts.models import User
from portal.mfa.access import app_devices
from portal.outbox.models import OutboxMail
from portal.pledge.access import my_pledges
from portal.pledge.models import TextDraft
from portal.pledge.services import Draft, hand_in
from portal.resets.models import FactorReset
from portal.resets.services import ASKING, ask_reset
from portal.sessions.models import LoginSession
from tests.cast import ROLES
from tests.cms.desk.pages import in_english
from tests.factories.meetings import (
    a_meeting,
    an_emergency,
    an_item,
    at,
    called,
    called_off,
    held,
    recused_from,
    standing_version,
    summoned_before,
    write,
)
from tests.factories.people import Cast, a_browser, a_colleague, a_factor, a_person, enrol, seat
from tests.factories.polls import a_poll, asked, slots_of
from tests.factories.series import a_series
from tests.factories.site import a_document

SEAT_DOORS = [
    f"bodies:{act}"
    for act in (
        [
            "person",
            "invite_again",
            "ask_to_sign",
            "extend",
            "end",
            "change_role",
            "move",
            "mend",
            "withdraw",
            "suspend",
            "restore",
            "unlock",
        ]
    )
]
POLL_DOORS = [f"polls:{act}" for act in ("answer", "result", "remind", "extend", "withdraw")]
LETTER = "20260401-090000-000000.eml"


@dataclass
class World:
    """Five meetings of the body. To ``item`` everybody is summoned but for who is plainly not; one is recused from it."""

    cast: Cast
    draft: Meeting
    meeting: Meeting
    off: Meeting  # called off
    item: Item
    version: Version
    closed: Meeting
    token: str
    sessions: dict[str, str]
    elsewhere: LoginSession  # a login of somebody who has no part here
    asked: Emergency  # by a member, not answered
    reading: Emergency  # in force
    reset: FactorReset  # asked by the chair
    feed: str  # the token of a calendar address of who needs nothing
    thread: Thread  # of comments, begun by somebody summoned
    proxy: User  # comes to ``item`` in the place of who has not pledged

    def client(self, role: str) -> Client:
        """A browser of who plays this role."""
        return a_browser(self.sessions[role])

    def address(self, name: str) -> str:
        """Where the door of this name leads to something that exists."""
        return reverse(name, args=self.arguments().get(name, ()))

    @property
    def roster(self) -> RosterDraft:
        """The coordinator's draft; its one person has a seat, so that nobody is ever invited by it."""
        return RosterDraft.objects.get()

    @property
    def poll(self) -> Poll:
        """Asked of those whom only the gate or nothing keeps out, and of who must keep out of the item."""
        return Poll.objects.get()

    @property
    def series(self) -> MeetingSeries:
        """A series of the body."""
        return MeetingSeries.objects.get()

    @property
    def own_day(self) -> OfficeDay:
        """A day of the city's own; made anew when it was taken out."""
        return OfficeDay.objects.get_or_create(day=date(2099, 4, 1), defaults={"label": "市制記念日"})[0]

    @property
    def paper(self) -> AbstractDocument:
        """A document of the public site that no page uses."""
        found: AbstractDocument = get_document_model().objects.get(title="使っていない資料")
        return found

    @property
    def seat(self) -> Appointment:
        """The seat of somebody who needs nothing."""
        return Appointment.objects.get(user=self.cast.summoned)

    @property
    def waiting(self) -> Appointment:
        """The seat that the coordinator gave somebody to run the body; the chair may agree."""
        return Appointment.objects.get(given_by=self.cast.coordinator)

    @property
    def invited(self) -> Participation:
        """The invitation of somebody who needs nothing."""
        return Participation.objects.get(user=self.cast.summoned, meeting=self.meeting)

    def arguments(self) -> dict[str, tuple[object, ...]]:
        """What stands in the addresses of doors, by name."""
        body, meeting = self.cast.body.pk, self.meeting.pk
        past = self.version.item.meeting_id
        return {
            "demo:letter": (LETTER,),
            "demo:part": (LETTER, 2),
            "wagtail_serve": ("",),
            "desk:report": ("reviews",),
            "desk:caught_up": (Page.objects.filter(locale__language_code="en").latest("pk").pk,),
            "desk:record": (WorkflowState.objects.get().pk,),
            "desk:records": (WorkflowState.objects.get().content_object.pk,),
            "wagtaildocs_serve": (self.paper.pk, self.paper.filename),
            "feedback": (Site.objects.get().root_page_id,),
            "feedback_thanks": (Site.objects.get().root_page_id,),
            "picture": ("images/none.jpg",),
            "enter:join": (self.token,),
            "enter:reset": (self.cast.summoned.pk, default_token_generator.make_token(self.cast.summoned)),
            "me:new_address": (str(uuid4()),),
            "me:end_session": (self.elsewhere.number,),
            "me:rename_device": (app_devices(self.cast.summoned)[0].number,),
            "me:remove_device": (app_devices(self.cast.summoned)[0].number,),
            "resets:ask": (self.cast.summoned.pk,),
            "resets:reset": (self.reset.pk,),
            "resets:withdraw": (self.reset.pk,),
            "me:pledge": (my_pledges(self.cast.summoned)[0].pk,),
            "bodies:members": (body,),
            "bodies:invite": (body,),
            "bodies:export": (body,),
            **dict.fromkeys(SEAT_DOORS, (body, self.seat.pk)),
            "bodies:agree": (body, self.waiting.pk),
            "bodies:import": (body,),
            "bodies:import_template": (body,),
            "bodies:import_look": (body, self.roster.pk),
            "bodies:make_meeting": (body,),
            "bodies:pledges": (body,),
            "bodies:export_pledges": (body,),
            "bodies:pledge_text": (body,),
            "bodies:pledge_draft": (body, TextDraft.objects.get().pk),
            "bodies:pledge": (body, my_pledges(self.cast.summoned)[0].pk),
            "meetings:meeting": (meeting,),
            "meetings:add_item": (self.draft.pk,),
            "meetings:call": (self.draft.pk,),
            "replies:decide": (InboundMail.objects.get().pk,),
            "replies:proposal": (CounterProposal.objects.get().pk,),
            "meetings:change": (meeting,),
            "meetings:call_off": (meeting,),
            "meetings:call_again": (self.off.pk,),
            "meetings:notices": (meeting,),
            "meetings:retry_notice": (meeting, self.invited.notices.get().pk),
            "replies:own": (meeting,),
            "replies:everybody": (meeting,),
            "replies:enter": (meeting, self.invited.pk),
            "replies:by_link": (token_of(self.invited.pk, 0),),
            "letters:papers": (meeting,),
            "letters:date_slips": (self.poll.pk,),
            "attendance:sheet": (meeting,),
            **dict.fromkeys(["attendance:person", "proxies:let_in"], (meeting, self.cast.summoned.pk)),
            "proxies:take_back": (meeting, self.proxy.pk, self.item.pk),
            "feeds:revoke": (FeedToken.objects.get().pk,),
            "feeds:feed": (self.feed,),
            "circle:people": (self.item.pk,),
            "readers:item": (self.item.pk,),
            "history:item": (self.item.pk,),
            "history:now": (self.item.pk,),
            "history:stage": (self.item.pk, 1),
            "history:restore": (self.item.pk, 1),
            "circle:call": (self.item.pk,),
            "circle:recuse": (self.item.pk,),
            "circle:withdraw": (self.item.pk, self.cast.summoned.pk),
            "circle:lift": (self.item.pk, self.cast.recused.pk),
            "office_days:take_out": (self.own_day.pk,),
            "calendar:month": (2026, 12),
            "calendar:this_year": (body,),
            "calendar:year": (body, 2026),
            "series:make": (body,),
            **dict.fromkeys(["series:series", "series:change", "series:end"], (self.series.pk,)),
            "polls:make": (body,),
            **dict.fromkeys(POLL_DOORS, (self.poll.pk,)),
            **dict.fromkeys(["polls:enter", "polls:renew"], (self.poll.pk, asked(self.poll, self.cast.summoned).pk)),
            **dict.fromkeys(
                ["polls:choose", "polls:strike", "polls:put_back"], (self.poll.pk, slots_of(self.poll)[0].pk)
            ),
            "polls:link": (poll_token(asked(self.poll, self.cast.summoned).pk, 1),),
            "emergency:answer": (self.asked.pk,),
            "emergency:refuse": (self.asked.pk,),
            "emergency:end": (self.reading.pk,),
            "rooms:enter": (meeting,),
            "rooms:room": (meeting, self.item.pk),
            "comments:document": (self.item.document.pk,),
            **dict.fromkeys(["comments:reply", "comments:resolve", "comments:reopen"], (self.thread.pk,)),
            "comments:withdraw": (self.thread.entries.get(number=1).pk,),
            "rooms:writers": (meeting, self.item.pk),
            "rooms:journal": (meeting, self.item.pk),
            "rooms:admission": (meeting, self.item.pk),
            "signoff:minutes": (past,),
            "signoff:freeze": (meeting,),
            "signoff:version": (self.version.pk,),
            "signoff:ask": (self.version.pk,),
            "signoff:reopen": (self.version.pk,),
            "export:word": (self.closed.pk,),
        }


def a_world(cast: Cast) -> World:
    """Build it; the public site too."""
    site = seed_public_site()
    ensure_approval().start(site.page("/shikumi/toha/"), cast.editor)
    in_english(site.home)
    a_document("使っていない資料")
    meeting, item = _meeting(cast, 9)
    past, past_item = _meeting(cast, -9)
    closed, _item = _meeting(cast, -20, attended=False)
    write(item, cast.summoned, minutes="訪問する。")
    pause(item.document.pk)
    draft = a_meeting(cast.body, start=at(20))
    recused_from(an_item(draft, cast.summoned, cast.recused), cast.recused)
    newcomer = a_person("江口", joined=False)
    seat(newcomer, cast.body)
    way = send_invitation(actor=cast.coordinator, body=cast.body, user=newcomer)
    _keep_a_letter()
    sessions = {role: cast.session_of(getattr(cast, role)) for role in ROLES}
    held(called(past))
    version = standing_version(past_item)
    assert version is not None
    elsewhere = LoginSession.objects.create(
        pk="0" * 64, user=newcomer, session_data="", expire_date=timezone.now() + timedelta(hours=1)
    )
    asked, reading = an_emergency(item, cast.member), an_emergency(item, newcomer, allowed_by=cast.chair)
    closed = _close(cast, closed)
    RosterDraft.objects.create(body=cast.body, made_by=cast.coordinator, people=_on_paper(cast.summoned))
    lost = a_person("星")
    seat(lost, cast.body)
    reset = ask_reset(actor=cast.chair, subject=lost, reason="lost", factor=a_factor(cast.chair, ASKING, lost.pk))
    second = a_person("星野")
    enrol(second)
    today = timezone.localdate()
    appoint(actor=cast.coordinator, body=cast.body, user=second, role="secretariat", starts_on=today, ends_on=today)
    hand_in(actor=cast.other_coordinator, draft=_next_text(cast))
    off = called_off(called(_meeting(cast, 12)[0]))
    meeting = called(meeting)
    _mailed(cast, meeting)
    a_poll(cast.body, cast.summoned, cast.password_only, cast.unpledged, cast.lapsed, cast.recused)
    feed = make_feed(actor=cast.summoned, label="PC", factor=a_factor(cast.summoned, FEED, cast.summoned.pk))
    a_series(cast.body)
    thread = begin_thread(
        actor=cast.summoned, document=item.document, part="minutes", anchor=b"", quote="往診", text="いつからですか。"
    )
    proxy = a_colleague(cast.unpledged, "代田", body=cast.body, text=cast.text)
    let_in(actor=cast.coordinator, meeting=meeting, member=cast.unpledged, proxy=proxy, items=[item])
    return World(
        cast,
        draft,
        meeting,
        off,
        item,
        version,
        closed,
        way.token,
        sessions,
        elsewhere,
        asked,
        reading,
        reset,
        feed[-47:-4],
        thread,
        proxy,
    )


def _mailed(cast: Cast, meeting: Meeting) -> None:
    """A mail that somebody has to look at, and another time that was proposed."""
    invitation = Participation.objects.get(user=cast.summoned, meeting=meeting)
    InboundMail.objects.create(
        sha256="0" * 64, outcome="review", reason="words", participation=invitation, said=Told("").stored(), raw=b"x"
    )
    CounterProposal.objects.create(participation=invitation, start=at(30), end=at(31), sequence=0)


def _next_text(cast: Cast) -> Draft:
    """What who runs the other body drafted, for somebody who runs ours to publish."""
    day, text = timezone.localdate(), cast.text
    return Draft(
        text.series, text.kind, "editorial", text.covers, text.addressee, text.body, text.law, day, confirmed=True
    )


def _on_paper(person: User) -> str:
    """Somebody as a file would name them."""
    day = timezone.localdate()
    entry = Entry(2, person.email, person.last_name, person.first_name, "相談所", "", "member", False, day, day)
    return json.dumps([entry.stored()])


def _meeting(cast: Cast, days: int, *, attended: bool = True) -> tuple[Meeting, Item]:
    """One item for those whom only the gate, the term or nothing keeps out; another for the chair."""
    meeting = a_meeting(cast.body, start=at(days))
    item = an_item(meeting, cast.summoned, cast.password_only, cast.unpledged, cast.lapsed, cast.recused)
    recused_from(item, cast.recused)
    summoned_before(item, cast.former)
    if attended:
        an_item(meeting, cast.chair, heading="事例 R8-009")
    return meeting, item


def _close(cast: Cast, meeting: Meeting) -> Meeting:
    """Frozen with nobody there: nobody has to confirm, all is final at once."""
    freeze_minutes(
        actor=cast.coordinator, meeting=called(meeting), attended={item.pk: {} for item in meeting.items.all()}
    )
    meeting.refresh_from_db()
    return meeting


def _keep_a_letter() -> None:
    folder = settings.DATA_DIR / "mail"
    folder.mkdir(exist_ok=True)
    mail = OutboxMail.objects.filter(kind="welcome").first() or OutboxMail.objects.first()
    assert mail is not None
    (folder / LETTER).write_bytes(mail.content)
