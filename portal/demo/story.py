"""The story of かさね市, told through the services: nothing here touches a row that a service could."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from pycrdt import Doc, XmlElement, XmlFragment, XmlText

from cms.seed.services import seed_public_site
from meetings.agenda.access import guests_of
from meetings.agenda.models import Item
from meetings.agenda.services import add_item
from meetings.attendance.marks import PRESENT, Mark
from meetings.attendance.services import enter, enter_everybody
from meetings.bodies.access import seats_in
from meetings.bodies.models import Appointment, Body
from meetings.bodies.services import appoint, found_body, send_invitation
from meetings.feeds.services import ACT as FEED
from meetings.feeds.services import make_feed
from meetings.invites.access import my_participation
from meetings.invites.models import Participation
from meetings.office_days.access import offices
from meetings.proxies.services import let_in
from meetings.reminders.services import write_digest
from meetings.replies.mailed import take_in
from meetings.replies.services import answer, enter_answer
from meetings.schedule.models import Meeting
from meetings.schedule.services import call_meeting, plan_meeting
from minutes.comments.services import begin_thread
from minutes.documents import content
from minutes.documents.blocks import Block
from minutes.documents.services import Batch, append, load, pause
from minutes.signoff.services import CONFIRMING, freeze_minutes, sign_version
from minutes.versions.access import standing_versions
from portal.accounts.desk_roles import GROUPS, DeskRole
from portal.accounts.models import User
from portal.audit.setup import Setup
from portal.auditor.access import SERIES as AUDITORS
from portal.auditor.services import give_mandate
from portal.demo import words
from portal.demo.cast import CAST, PASSWORD, Person
from portal.demo.codes import code_now
from portal.demo.polls import tell_polls
from portal.demo.series import tell_series
from portal.mfa.clock import OFFSET_FILE
from portal.mfa.services import begin_app, finish_app, print_codes
from portal.mfa.step_up import Factor, prove
from portal.organisations.services import affiliate, register_organisation
from portal.pledge.access import next_text_to_sign
from portal.pledge.models import Kind
from portal.pledge.services import SIGNING, Circumstances, publish_text, shown_sha256, sign_pledge

SERIES = "kasane"
DESK = {
    "editor": DeskRole.WRITER,
    "section_head": DeskRole.SECTION_HEAD,
    "division_head": DeskRole.DIVISION_HEAD,
}
Say = Callable[[str], None]


def tell(say: Say) -> None:
    """Found the city's bodies, bring its people in, hold one meeting, call the next and ask about dates."""
    story = Story()
    say("  people and their second factors …")
    try:
        with transaction.atomic():
            story.people()
            story.pledges()
        say("  a meeting that was held, and one that is called …")
        with transaction.atomic():
            story.last_meeting()
            story.next_meeting()
            story.draft()
            tell_polls(story.user, story.support, story.plan_review)
            story.calendar_and_reminder()
            tell_series(story.user, story.plan_review)
        say("  the public pages …")
        seed_public_site()
    finally:
        (settings.DATA_DIR / OFFSET_FILE).unlink(missing_ok=True)


class Story:
    """What was told so far."""

    def __init__(self) -> None:
        self.people_by_role: dict[str, User] = {}
        self.minute = 0

    def user(self, role: str) -> User:
        """The person who plays this role."""
        return self.people_by_role[role]

    # --- people ------------------------------------------------------------------------------

    def people(self) -> None:
        """Bodies, accounts, places of work, seats and authenticator apps."""
        self.support = found_body(
            actor=Setup("demo"), name="かさね市支援会議", kind=Body.Kind.SUPPORT, pledge_series=SERIES
        )
        self.plan_review = found_body(
            actor=Setup("demo"), name="かさね市重層的支援会議", kind=Body.Kind.PLAN_REVIEW, pledge_series=SERIES
        )
        for kind in (Kind.MEMBER, Kind.GUEST, Kind.OFFICE):
            publish_text(
                actor=Setup("demo"),
                series=SERIES,
                kind=kind,
                bases=frozenset(Body.Kind.values),
                in_force_from=date(2026, 4, 1),
                **words.pledge(settings, kind),
            )
        publish_text(
            actor=Setup("demo"),
            series=AUDITORS,
            kind=Kind.OFFICE,
            bases=frozenset(),
            in_force_from=date(2026, 4, 1),
            **words.pledge(settings, Kind.OFFICE) | {"covers": "操作の記録の監査"},
        )
        for person in CAST:
            self._bring_in(person)

    def _bring_in(self, person: Person) -> None:
        user = User.objects.create_user(
            person.email,
            PASSWORD if person.joined else None,
            last_name=person.family,
            first_name=person.given,
            is_staff=person.role == "operator" or person.role in DESK,
            is_superuser=person.role == "operator",
        )
        self.people_by_role[person.role] = user
        agency = register_organisation(
            actor=Setup("demo"), name=person.agency, short_name=person.short, group=person.group
        )
        affiliate(actor=Setup("demo"), user=user, organisation=agency, post=person.post)
        for body, seat in ((self.support, person.support), (self.plan_review, person.plan_review)):
            if seat:
                self._seat(body, user, person)
        if person.role == "auditor":
            give_mandate(actor=Setup("demo"), user=user, starts_on=timezone.localdate(), ends_on=_term()[1])
        if person.role in DESK:
            user.groups.add(Group.objects.get_or_create(name=GROUPS[DESK[person.role]])[0])
        if person.joined:
            begin_app(actor=user)
            finish_app(actor=user, typed=self._fresh_code(user, enrolling=True))
            print_codes(actor=user)

    def _seat(self, body: Body, user: User, person: Person) -> None:
        role = person.support if body == self.support else person.plan_review
        start, end = _term()
        of = None
        if role == "adviser":  # until the meeting to which she is called
            start, end = timezone.localdate(), _workday(9)
        elif role == "proxy":
            start, end = timezone.localdate() - timedelta(days=30), timezone.localdate() + timedelta(days=60)
            of = _seat_of(body, self.user(person.stands_for))
        elif person.role == "member6":  # a term that ends soon
            end = end.replace(year=end.year - 1)
        appoint(actor=Setup("demo"), body=body, user=user, role=role, starts_on=start, ends_on=end, stands_for=of)

    def pledges(self) -> None:
        """Those who are pledged sign; one newcomer gets the mail of invitation."""
        for person in CAST:
            if person.joined and person.pledged:
                self._sign(person)
        send_invitation(actor=self.user("coordinator"), body=self.support, user=self.user("invited"))

    def _sign(self, person: Person) -> None:
        user = self.user(person.role)
        text = next_text_to_sign(user)
        if text is None:
            raise LookupError(f"nothing is asked of {person.role}")
        sign_pledge(
            actor=user,
            text=text,
            shown=shown_sha256(text),
            factor=self._factor(user, SIGNING, shown_sha256(text)),
            organisation=person.agency,
            post=person.post,
            circumstances=Circumstances("127.0.0.1", "demo"),
        )

    def _factor(self, user: User, act: str, about: str) -> Factor:
        return prove(user, self._fresh_code(user), act=act, about=about)

    def _fresh_code(self, user: User, *, enrolling: bool = False) -> str:
        """The app's next number: the story's clock runs behind and moves on by half a minute an act."""
        self.minute += 1
        (settings.DATA_DIR / OFFSET_FILE).write_text(str(-7200 + 30 * self.minute))
        return code_now(user, enrolling=enrolling)[0]

    # --- meetings ------------------------------------------------------------------------------

    def _meeting(self, body: Body, day: date, place: str) -> Meeting:
        zone = timezone.get_current_timezone()
        start = datetime.combine(day, time(14), zone)
        return plan_meeting(
            actor=self.user("coordinator"), body=body, start=start, end=start + timedelta(minutes=90), place=place
        )

    def _item(self, meeting: Meeting, heading: str, kind: str, long: int, roles: tuple[str, ...]) -> Item:
        return add_item(
            actor=self.user("coordinator"),
            meeting=meeting,
            heading=heading,
            kind=kind,
            minutes_long=long,
            summoned=[self.user(role) for role in roles],
        )

    def _call(self, meeting: Meeting) -> None:
        call_meeting(actor=self.user("coordinator"), meeting=meeting, guests=guests_of(meeting))

    def last_meeting(self) -> None:
        """Held three weeks ago; one came late, one by proxy; its minutes wait for two confirmations."""
        meeting = self._meeting(self.support, _workday(-21), "市役所 3階 302会議室")
        called = ("member", "member2", "member3", "member6")
        item = self._item(meeting, "事例 R8-009", Item.Kind.WATCHING, 35, called)
        self._call(meeting)
        self._attendance(meeting, item)
        _write(item, self.user("coordinator"), minutes=words.RECORD, agenda=words.BEFORE_LAST)
        people = ("member", "member2", "member3", "proxy")
        freeze_minutes(
            actor=self.user("coordinator"),
            meeting=meeting,
            attended={item.pk: {self.user(role).pk: True for role in people}},
        )
        version = standing_versions(self.user("coordinator"), meeting)[0]
        for user in (self.user("member2"), self.user("proxy")):
            factor = self._factor(user, CONFIRMING, version.sha256)
            sign_version(actor=user, version=version, shown=version.sha256, factor=factor)

    def _attendance(self, meeting: Meeting, item: Item) -> None:
        """One came ten minutes late, and somebody of the same school came in another's place."""
        runs = self.user("coordinator")
        let_in(actor=runs, meeting=meeting, member=self.user("member6"), proxy=self.user("proxy"), items=[item])
        enter_everybody(actor=runs, meeting=meeting)
        late = Mark(PRESENT, meeting.start + timedelta(minutes=10))
        enter(actor=runs, meeting=meeting, person=self.user("member3"), marks={item.pk: late})

    def next_meeting(self) -> None:
        """Called for the week after next: two items, different people to each, and one for all."""
        meeting = self._meeting(self.support, _workday(9), "さくら会館 2階 会議室B")
        first = self._item(
            meeting, "事例 R8-014", Item.Kind.INFORMATION, 30, ("member2", "member4", "member6", "adviser")
        )
        second = self._item(meeting, "事例 R8-009", Item.Kind.WATCHING, 35, ("member", "member2", "member3", "member4"))
        self._item(
            meeting,
            "次回の日程、その他",
            Item.Kind.OTHER,
            10,
            ("chair", "member", "member2", "member3", "member4", "member5", "member6"),
        )
        self._call(meeting)
        _write(first, self.user("member2"), agenda=words.BEFORE_FIRST)
        for role, texts in (("coordinator", words.BEFORE_SECOND), ("member2", words.ADDED_TO_SECOND)):
            _write(second, self.user(role), agenda=texts)
            pause(second.document.pk)
        self._ask(second, "member3", *words.ASKED)
        self._answers(meeting)

    def _answers(self, meeting: Meeting) -> None:
        """Some answered on the portal, one by phone, one in a mail that somebody has to read; the others are silent."""
        for role, given, note in words.ANSWERS:
            user = self.user(role)
            answer(actor=user, invitation=_invitation(user, meeting), sequence=meeting.sequence, given=given, note=note)
        told = _invitation(self.user("member3"), meeting)
        enter_answer(actor=self.user("coordinator"), invitation=told, given="DECLINED", note=words.BY_PHONE)
        take_in(words.BY_MAIL.format(sender=self.user("member4").email).encode())

    def _ask(self, item: Item, role: str, quote: str, text: str) -> None:
        """A comment on words of the agenda. Only a browser knows places in the text; it finds words that stand there once."""
        begin_thread(actor=self.user(role), document=item.document, part="agenda", anchor=b"", quote=quote, text=text)

    def calendar_and_reminder(self) -> None:
        """A member's calendar reads their meetings; and the mail they will get some morning before the next one."""
        user = self.user("member")
        make_feed(actor=user, label="職場のOutlook", factor=self._factor(user, FEED, str(user.pk)))
        morning = offices().earlier(_workday(9), 3)
        write_digest(user=user, now=timezone.make_aware(datetime.combine(morning, settings.REMIND_AT)))

    def draft(self) -> None:
        """A draft of the other body, not yet called."""
        meeting = self._meeting(self.plan_review, _workday(17), "市役所 3階 302会議室")
        self._item(meeting, "プラン R8-003", Item.Kind.PLAN, 40, ("member", "member2", "member5"))


def _invitation(user: User, meeting: Meeting) -> Participation:
    """The person's own, to a meeting they are called to."""
    found = my_participation(user, meeting)
    assert found is not None  # noqa: S101  # the story has called them
    return found


def _seat_of(body: Body, user: User) -> Appointment:
    """The seat for which a proxy comes."""
    return next(seat for seat in seats_in(body) if seat.user == user)


def _write(item: Item, author: User, *, agenda: dict[str, str] | None = None, minutes: tuple[Block, ...] = ()) -> None:
    """Put text under the agenda's headings and blocks into the record, as the editor would."""
    pk: UUID = item.document.pk
    parts: list[tuple[UUID | None, bytes]] = []
    if agenda:
        parts.append((author.pk, _under_headings(load(pk)[1], agenda)))
    if minutes:
        parts.append((author.pk, content.state(minutes=minutes)))
    append([Batch(pk, tuple(parts))])


def _under_headings(state: bytes, texts: dict[str, str]) -> bytes:
    doc: Doc[XmlFragment] = Doc()
    doc.apply_update(state)
    before = doc.get_state()
    nodes = list(doc.get("agenda", type=XmlFragment).children)
    for heading, paragraph in pairwise(nodes):
        name = "".join(str(part[0]) for child in heading.children for part in child.diff())  # type: ignore[union-attr]
        if name in texts and isinstance(paragraph, XmlElement):
            paragraph.children.append(XmlText(texts[name]))
    return doc.get_update(before)


def _term() -> tuple[date, date]:
    """Appointed since April of this fiscal year, for two years."""
    today = timezone.localdate()
    year = today.year if today.month >= 4 else today.year - 1
    return date(year, 4, 1), date(year + 2, 3, 31)


def _workday(days: int) -> date:
    """A weekday about so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() >= 5 else 0)
