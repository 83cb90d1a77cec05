"""What became of a seat, and who may agree that its person runs the body."""

from typing import Literal

from meetings.bodies.access import bodies_run_by, lasting_seats, runs_body, seats_in_force, today
from meetings.bodies.models import RUNS, WAITS, Appointment, SeatChange
from meetings.seats.reasons import StopReason
from portal.accounts.access import why_stopped
from portal.accounts.models import User
from portal.mfa.access import factors_of
from portal.pledge.access import pledges_in_force, signers, texts_in_force
from portal.pledge.models import Kind

Seat = Appointment  # for the types of views, which know no models
# what is in the way of agreeing: nothing; it is one's own seat, or one gave it; the person has not come in yet
Obstacle = Literal["", "own", "given", "joining"]


def changes_of(seat: Appointment) -> list[SeatChange]:
    """What was changed on the seat, the newest first."""
    return list(seat.changes.select_related("changed_by"))


def has_come_in(user: User) -> bool:
    """Whether the person chose a password and set up a second factor: from then on nobody can exchange their mailbox."""
    return user.is_active and user.has_usable_password() and user.pk in factors_of([user])


def obstacle_to_agreeing(user: User, seat: Appointment) -> Obstacle:
    """What keeps somebody who runs the body from agreeing that the seat runs it too."""
    if user.pk == seat.user_id:
        return "own"
    if user.pk == seat.given_by_id:
        return "given"
    return "" if has_come_in(seat.user) else "joining"


def may_agree(user: User, seat: Appointment) -> bool:
    """Whether this person can be the second one who vouches for the seat's person."""
    return seat.waits and runs_body(user, seat.body) and not obstacle_to_agreeing(user, seat)


def waiting_for(user: User) -> list[Appointment]:
    """The seats to which this person may agree now."""
    bodies = bodies_run_by(user)
    if not bodies:
        return []
    rows = lasting_seats().filter(WAITS, body__in=bodies).select_related("user", "body")
    return [seat for seat in rows if not obstacle_to_agreeing(user, seat)]


def own_waiting(user: User) -> list[Appointment]:
    """The person's seats that are to run a body and do not yet."""
    return list(lasting_seats().filter(WAITS, user=user).select_related("body"))


def others_who_could_agree(seat: Appointment) -> list[User]:
    """Everybody who runs the body today and neither holds this seat nor gave it; without one, only the host helps."""
    rows = seats_in_force().filter(RUNS, body=seat.body, user__is_active=True).select_related("user")
    people = [row.user for row in rows if row.user_id not in (seat.user_id, seat.given_by_id)]
    signed = signers(people, seat.body.pledge_series)
    return [person for person in people if person.pk in signed]


def waiting_seat(address: str, body: str) -> Appointment | None:
    """The seat of the person with this address in the body of this name that waits for agreement; for the host."""
    rows = lasting_seats().filter(WAITS, user__email=address, body__name=body)
    return rows.select_related("user", "body").first()


def proxies_of(seat: Appointment) -> list[Appointment]:
    """Who stands in for this seat now or will: their terms end with it."""
    return list(lasting_seats().filter(stands_for=seat).select_related("user"))


def kinds_that_sign_anew(seat: Appointment) -> list[str]:
    """As what the person would have to sign another pledge, which shuts a signed person out until they did; in words.

    Only kinds with a text of their own that asks for more than what the person signed, as the gate asks it.
    """
    series = seat.body.pledge_series
    signed = max(
        (pledge.text.kind for pledge in pledges_in_force(seat.user) if pledge.text.series == series), default=0
    )
    own = {kind for _series, kind in texts_in_force([series], today())}
    return [str(kind.label) for kind in Kind if signed and kind in own and kind > signed]


def reason_of_stop(seat: Appointment) -> str:
    """Why the account was stopped, in words, for who runs the body in which that was done; elsewhere nothing."""
    if seat.user.is_active or seat.user.stopped_in != seat.body_id:
        return ""
    why = why_stopped(seat.user)
    return str(StopReason(why).label) if why in StopReason.values else ""
