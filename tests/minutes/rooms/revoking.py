"""The ways in which a right ends, each done as it happens in the field: by a page, a service, or by time alone."""

from collections.abc import Callable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from meetings.agenda.models import Summons
from meetings.agenda.services import recuse, remove_summons
from meetings.bodies.models import Appointment
from minutes.rooms.rights import LOG_IN, NO_LONGER_YOURS, SIGN_PLEDGE
from portal.accounts.models import User
from portal.gate.rules import Visitor
from portal.mfa.models import AppDevice
from portal.pledge.models import PledgeText
from portal.sessions.models import LoginSession, stored_key
from portal.sessions.services import end_sessions
from tests.factories.people import a_browser
from tests.minutes.rooms.scene import SERIES, Scene, enter

Way = Callable[[Scene, Visitor], None]


def log_out(scene: Scene, visitor: Visitor) -> None:
    a_browser(visitor.session_key).post("/portal/enter/leave/")


def log_in_again_there(scene: Scene, visitor: Visitor) -> None:
    """In the same browser, as whoever: the login before is over."""
    from tests.factories.people import PASSWORD

    scene.other.set_password(PASSWORD)
    scene.other.save()
    a_browser(visitor.session_key).post("/portal/enter/", {"email": scene.other.email, "password": PASSWORD})


def end_from_afar(scene: Scene, visitor: Visitor) -> None:
    number = LoginSession.objects.get(pk=stored_key(visitor.session_key)).number
    a_browser(enter(scene.member).session_key).post(reverse("me:end_session", args=[number]))


def end_all_others(scene: Scene, visitor: Visitor) -> None:
    a_browser(enter(scene.member).session_key).post(reverse("me:end_sessions"))


def end_all(scene: Scene, visitor: Visitor) -> None:
    end_sessions(actor=scene.secretariat, user=scene.member)


def change_password(scene: Scene, visitor: Visitor) -> None:
    scene.member.set_password("another sentence of one's own")
    scene.member.save()


def remove_device(scene: Scene, visitor: Visitor) -> None:
    AppDevice.objects.filter(user=scene.member).delete()


def new_pledge_text(scene: Scene, visitor: Visitor) -> None:
    """A next version of the text: whoever signed the one before is out until they sign again."""
    text = PledgeText.objects.get(series=SERIES)
    PledgeText.objects.create(
        series=SERIES,
        version=2,
        line=2,
        covers=text.covers,
        addressee=text.addressee,
        body="前より重い誓い",
        law="",
        in_force_from=timezone.localdate(),
    )


def end_term(scene: Scene, visitor: Visitor) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    Appointment.objects.filter(user=scene.member).update(starts_on=yesterday, ends_on=yesterday)


def withdraw_summons(scene: Scene, visitor: Visitor) -> None:
    remove_summons(actor=scene.secretariat, item=scene.item, user=scene.member)


def lose_summons(scene: Scene, visitor: Visitor) -> None:
    """Without a word to anybody: a repair by hand."""
    Summons.objects.filter(user=scene.member).delete()


def recuse_oneself(scene: Scene, visitor: Visitor) -> None:
    recuse(actor=scene.member, item=scene.item, user=scene.member)


def suspend(scene: Scene, visitor: Visitor) -> None:
    User.objects.filter(pk=scene.member.pk).update(is_active=False)


def sit_idle(scene: Scene, visitor: Visitor) -> None:
    half_an_hour_ago = timezone.now() - timedelta(minutes=30)
    LoginSession.objects.filter(pk=stored_key(visitor.session_key)).update(last_seen_at=half_an_hour_ago)


def stay_ten_hours(scene: Scene, visitor: Visitor) -> None:
    LoginSession.objects.filter(pk=stored_key(visitor.session_key)).update(expire_date=timezone.now())


WAYS: dict[Way, int] = {
    log_out: LOG_IN,
    log_in_again_there: LOG_IN,
    end_from_afar: LOG_IN,
    end_all_others: LOG_IN,
    end_all: LOG_IN,
    change_password: LOG_IN,
    remove_device: LOG_IN,
    new_pledge_text: SIGN_PLEDGE,
    suspend: LOG_IN,
    sit_idle: LOG_IN,
    stay_ten_hours: LOG_IN,
    end_term: NO_LONGER_YOURS,
    withdraw_summons: NO_LONGER_YOURS,
    lose_summons: NO_LONGER_YOURS,
    recuse_oneself: NO_LONGER_YOURS,
}
