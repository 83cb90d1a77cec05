"""People, their agencies, second factors, pledges and seats, made by the services as in the field."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.contrib.auth.models import AnonymousUser, Group
from django.test import Client
from django.test.client import ClientHandler
from django.utils import timezone

from meetings.bodies.models import Appointment, Body
from meetings.bodies.services import appoint, found_body
from portal.accounts.models import User
from portal.audit.protection import lifted
from portal.audit.setup import Setup
from portal.auditor.access import SERIES as AUDITORS
from portal.auditor.services import give_mandate
from portal.crypto.keyfile import create_key_file
from portal.demo.codes import code_now
from portal.demo.facts import cookie
from portal.mfa.access import app_device
from portal.mfa.clock import OFFSET_FILE
from portal.mfa.services import begin_app, finish_app
from portal.mfa.step_up import Factor
from portal.organisations.access import affiliation_of
from portal.organisations.services import affiliate, register_organisation
from portal.pledge.models import PledgeSignature, PledgeText
from portal.pledge.services import SIGNING, Circumstances, publish_text, shown_sha256, sign_pledge
from tests.cast import PARTS, Part

SERIES = "kasane"
PASSWORD = "fuyu no asa ni cha wo nomu"
HOUR = 3600
HANDLER = ClientHandler(enforce_csrf_checks=False)


@dataclass
class Cast:
    """Everybody, and the two bodies; both ask for the same pledge, so that only seat and summons tell them apart."""

    body: Body
    other: Body
    text: PledgeText
    anonymous: AnonymousUser
    password_only: User
    unpledged: User
    lapsed: User
    former: User
    member: User
    summoned: User
    other_body: User
    other_coordinator: User
    coordinator: User
    chair: User
    recused: User
    auditor: User
    editor: User
    superuser: User

    def client_of(self, person: User | AnonymousUser) -> Client:
        """A browser of this person, with a session as far as they came."""
        return a_browser(self.session_of(person))

    def session_of(self, person: User | AnonymousUser) -> str:
        """The session key of a new login of this person; empty for the anonymous."""
        if isinstance(person, AnonymousUser):
            return ""
        if person == self.password_only:
            client = Client()
            client.force_login(person)
            return str(client.session.session_key)
        return session_of(person)


def a_browser(session_key: str = "") -> Client:
    """A browser with this session. All share one handler: each of its own would list all static files again."""
    client = Client()
    client.handler = HANDLER
    if session_key:
        client.cookies[settings.SESSION_COOKIE_NAME] = session_key
    return client


def session_of(user: User) -> str:
    """The session key of a new, fully verified login."""
    return cookie(user.email).partition("=")[2]


def code_of(user: User) -> str:
    """The six digits that the person's app shows now."""
    return code_now(user)[0]


def a_cast() -> Cast:
    """Both bodies and everybody of ``tests.cast.PARTS``."""
    if not settings.KEY_FILE.exists():
        create_key_file(settings.KEY_FILE)
    today = timezone.localdate()
    ours = found_body(actor=Setup("tests"), name="かさね市支援会議", kind=Body.Kind.SUPPORT, pledge_series=SERIES)
    other = found_body(
        actor=Setup("tests"), name="かさね市重層的支援会議", kind=Body.Kind.PLAN_REVIEW, pledge_series=SERIES
    )
    text = a_text(SERIES, today - timedelta(days=1))
    people = {part.name: _play(part, ours if part.body == "ours" else other, text) for part in PARTS}
    return Cast(body=ours, other=other, text=text, anonymous=AnonymousUser(), **people)


def a_text(series: str, in_force_from: date, change: str = PledgeText.Change.MATERIAL) -> PledgeText:
    """The next version of a series' pledge."""
    return publish_text(
        actor=Setup("tests"),
        series=series,
        covers="会議",
        addressee="かさね市長",
        body="私は誓約します。\n秘密を漏らしません。",
        law="社会福祉法",
        in_force_from=in_force_from,
        change=change,
    )


def a_person(family: str, *, joined: bool = True, superuser: bool = False) -> User:
    """Somebody with an account and an agency; who has not joined has no password yet."""
    user = User.objects.create_user(
        f"person{User.objects.count()}@kasane.example",
        PASSWORD if joined else None,
        last_name=family,
        first_name="恵",
        is_staff=superuser,
        is_superuser=superuser,
    )
    agency = register_organisation(actor=Setup("tests"), name=f"{family}相談所")
    affiliate(actor=Setup("tests"), user=user, organisation=agency, post="相談員")
    return user


def a_member(body: Body, text: PledgeText, family: str, role: str = Appointment.Role.MEMBER) -> User:
    """Somebody with everything: app, pledge in force, and a seat today."""
    user = a_person(family)
    seat(user, body, role)
    pledge(user, text)
    return user


def pledge(user: User, text: PledgeText) -> PledgeSignature:
    """Set up the app and sign with its next code."""
    enrol(user)
    return sign_pledge(
        actor=user,
        text=text,
        shown=shown_sha256(text),
        factor=a_factor(user, SIGNING, shown_sha256(text)),
        organisation="相談所",
        post="相談員",
        circumstances=Circumstances("127.0.0.1", "tests"),
    )


def a_colleague(of: User, family: str, *, body: Body, text: PledgeText | None = None) -> User:
    """Somebody of the same organisation with a seat in the body; with a pledge in force where ``text`` is given."""
    user, place = a_person(family), affiliation_of(of)
    assert place is not None
    affiliate(actor=Setup("tests"), user=user, organisation=place.organisation, post="主任")
    seat(user, body)
    if text:
        pledge(user, text)
    return user


def enrol(user: User) -> Factor:
    """An authenticator app, set up an hour ago: the code of this half minute is not used up."""
    with clock_set(-HOUR):
        begin_app(actor=user)
        return finish_app(actor=user, typed=code_now(user, enrolling=True)[0])


def a_factor(user: User, act: str, about: object) -> Factor:
    """As if the person had shown a code just now for this act on this thing."""
    device = app_device(user)
    assert device is not None
    return Factor(user.pk, f"app:{device.pk}", device, act=act, about=str(about))


def seat(user: User, body: Body, role: str = Appointment.Role.MEMBER) -> Appointment:
    """A seat from a month ago, for most of a year to come."""
    starts_on, ends_on = _days(-30, 300)
    return appoint(actor=Setup("tests"), body=body, user=user, role=role, starts_on=starts_on, ends_on=ends_on)


def set_term(user: User, starts: int, ends: int) -> None:
    """The person's seats begin and end so many days from today: time moves, no service does."""
    starts_on, ends_on = _days(starts, ends)
    Appointment.objects.filter(user=user).update(starts_on=starts_on, ends_on=ends_on)


def _days(*numbers: int) -> list[date]:
    return [timezone.localdate() + timedelta(days=number) for number in numbers]


def let_lapse(signature: PledgeSignature, days: int = -1) -> None:
    """The fiscal year of the pledge ended yesterday, or ends in some days; time does this, no service."""
    last = timezone.localdate() + timedelta(days=days)
    with lifted():
        PledgeSignature.objects.filter(pk=signature.pk).update(valid_until=last)


@contextmanager
def clock_set(seconds: int) -> Iterator[None]:
    """The clock of one-time codes, set apart by so many seconds."""
    file = settings.DATA_DIR / OFFSET_FILE
    file.write_text(str(seconds))
    try:
        yield
    finally:
        file.unlink()


def an_auditor(user: User) -> None:
    """A mandate for a month, and the auditors' own pledge."""
    today = timezone.localdate()
    give_mandate(actor=Setup("tests"), user=user, starts_on=today, ends_on=today + timedelta(days=30))
    text = PledgeText.objects.filter(series=AUDITORS).first() or a_text(AUDITORS, today - timedelta(days=1))
    pledge(user, text)


def _play(part: Part, body: Body, text: PledgeText) -> User:
    user = a_person(part.family, superuser=part.superuser)
    user.groups.set(Group.objects.filter(name__in=part.groups))
    if part.seat:
        seat(user, body, part.seat)
    if part.audits:
        an_auditor(user)
    elif not part.pledge:
        enrol(user)
    else:
        signature = pledge(user, text)
        if part.pledge == "lapsed":
            let_lapse(signature)
    if part.term == "ended":
        set_term(user, -30, -1)
    return user
