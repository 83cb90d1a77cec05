"""A person of the body: what they may, and what may be done for them. Each act is a page that says what follows."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from meetings.bodies import services as bodies
from meetings.bodies.access import get_body_to_run
from meetings.rosters.access import Line, get_seat_to_run, line_of
from meetings.seats import services
from meetings.seats.access import (
    Seat,
    changes_of,
    kinds_that_sign_anew,
    may_agree,
    obstacle_to_agreeing,
    others_who_could_agree,
    proxies_of,
    reason_of_stop,
)
from meetings.seats.acts import ACTS, Act, acts_for
from meetings.seats.forms import AddressForm, EndForm, ExtendForm, PlaceForm, RoleForm, SeatForm, SuspendForm
from portal.accounts import services as accounts
from portal.accounts.helping import answer_for, is_for_the_host, may_restore
from portal.accounts.lockout import is_stopped
from portal.accounts.requests import PersonRequest
from portal.dates.wareki import wareki
from portal.mfa.forms import ProofForm, refuse_code
from portal.mfa.step_up import WrongCode

StrOrPromise = str | Promise
Do = Callable[[PersonRequest, Seat, dict[str, Any]], HttpResponse | None]


def person(request: PersonRequest, pk: UUID, seat_id: UUID) -> HttpResponse:
    """One person of the body: seat, pledge, what still keeps them out, what may be done."""
    body = get_body_to_run(request.user, pk)
    seat = get_seat_to_run(body, seat_id)
    line = line_of(seat)
    acts = _acts(request, seat, line)
    context = {
        "body": body,
        "line": line,
        "person": seat.user,
        "acts": acts,
        "unlock": ACTS["unlock"] if ACTS["unlock"] in acts else None,
        "changes": changes_of(seat),
        "answers": answer_for([request.user], seat.user),
        "own_term": seat.runs and seat.user == request.user,
        "reason": reason_of_stop(seat),
    }
    if seat.waits and not line.over:
        context |= {
            "obstacle": obstacle_to_agreeing(request.user, seat),
            "nobody": not others_who_could_agree(seat),
        }
    return render(request, "meetings/seats/person.html", context)


def agree(request: PersonRequest, pk: UUID, seat_id: UUID) -> HttpResponse:
    """Say what it means that this person runs the body, and agree with a fresh code."""
    body = get_body_to_run(request.user, pk)
    seat = get_seat_to_run(body, seat_id)
    line = line_of(seat)
    if line.over or not may_agree(request.user, seat):
        return redirect("bodies:person", pk, seat_id)
    posted = request.POST if request.method == "POST" else None
    form = ProofForm(posted, user=request.user, act=services.AGREEING, about=str(seat.pk))
    try:
        if form.is_valid():
            services.agree_to_run(actor=request.user, seat=seat, factor=form.prove())
            return _done(request, seat, AGREED)
    except bodies.SeatOver:
        return redirect("bodies:person", pk, seat_id)
    except WrongCode as refusal:
        refuse_code(form, str(refusal))
    context = {"body": body, "seat": seat, "person": seat.user, "line": line, "form": form}
    return render(request, "meetings/seats/agree.html", context, status=422 if form.errors else 200)


def act(request: PersonRequest, pk: UUID, seat_id: UUID, name: str) -> HttpResponse:
    """Say what the act does, and do it; what makes no sense for this person leads back to their page."""
    body = get_body_to_run(request.user, pk)
    seat = get_seat_to_run(body, seat_id)
    if ACTS[name] not in _acts(request, seat, line_of(seat)):
        return redirect("bodies:person", pk, seat_id)
    make, do = DOING[name]
    form = make(request.POST if request.method == "POST" else None, seat=seat)
    if form.is_valid():
        try:
            return do(request, seat, form.cleaned_data) or _done(request, seat, DONE.get(name, RECORDED))
        except tuple(REFUSALS) as refusal:
            field, sentence = REFUSALS[type(refusal)]
            form.add_error(field if field in form.fields else None, sentence)
    context = {"body": body, "seat": seat, "person": seat.user, "act": ACTS[name], "form": form}
    if name == "change_role":
        context["anew"] = kinds_that_sign_anew(seat)
    if name == "end":
        context["proxies"] = proxies_of(seat)
    return render(request, "meetings/seats/act.html", context, status=422 if form.errors else 200)


def _acts(request: PersonRequest, seat: Seat, line: Line) -> list[Act]:
    me, person = request.user, seat.user
    return acts_for(
        line,
        oneself=person == me,
        stopped=is_stopped(person.email),
        answers=answer_for([me], person),
        restores=may_restore(me, person),
        for_the_host=is_for_the_host(person),
    )


def _done(request: PersonRequest, seat: Seat, sentence: StrOrPromise) -> HttpResponse:
    """Say what was done, with the person's name and, where it tells something, the role they have now."""
    seat.refresh_from_db(fields=["ends_on"])
    named = {"name": seat.user.full_name, "role": seat.get_role_display(), "day": wareki(seat.ends_on)}
    messages.success(request, str(sentence) % named)
    return redirect("bodies:person", seat.body_id, seat.pk)


def _extend(request: PersonRequest, seat: Seat, typed: dict[str, Any]) -> None:
    bodies.extend_term(actor=request.user, seat=seat, ends_on=typed["ends_on"])


def _end(request: PersonRequest, seat: Seat, typed: dict[str, Any]) -> HttpResponse | None:
    bodies.end_seat(actor=request.user, seat=seat, **typed)
    if seat.user != request.user:
        return None
    messages.success(request, str(RECORDED))
    return redirect("home")  # who ended their own seat runs this body no more


def _change_role(request: PersonRequest, seat: Seat, typed: dict[str, Any]) -> HttpResponse | None:
    of = typed["stands_for"]
    bodies.change_role(actor=request.user, seat=seat, role=typed["role"], contractor=typed["contractor"], of=of)
    return redirect("home") if seat.user == request.user else None


def _move(request: PersonRequest, seat: Seat, typed: dict[str, Any]) -> None:
    services.move_person(actor=request.user, seat=seat, **typed)


def _mend(request: PersonRequest, seat: Seat, typed: dict[str, Any]) -> HttpResponse:
    way = services.invite_to(actor=request.user, seat=seat, email=typed["email"])
    return render(request, "meetings/bodies/invited.html", {"body": seat.body, "way": way, "newcomer": None})


def _withdraw(request: PersonRequest, seat: Seat, typed: dict[str, Any]) -> None:
    services.withdraw_invitation(actor=request.user, seat=seat)


def _suspend(request: PersonRequest, seat: Seat, typed: dict[str, Any]) -> None:
    services.suspend(actor=request.user, seat=seat, reason=typed["reason"])


def _restore(request: PersonRequest, seat: Seat, typed: dict[str, Any]) -> None:
    services.restore(actor=request.user, seat=seat)


def _unlock(request: PersonRequest, seat: Seat, typed: dict[str, Any]) -> None:
    accounts.unlock(actor=request.user, user=seat.user)


DOING: dict[str, tuple[Callable[..., forms.Form], Do]] = {
    "extend": (ExtendForm, _extend),
    "end": (EndForm, _end),
    "change_role": (RoleForm, _change_role),
    "move": (PlaceForm, _move),
    "mend": (AddressForm, _mend),
    "withdraw": (SeatForm, _withdraw),
    "suspend": (SuspendForm, _suspend),
    "restore": (SeatForm, _restore),
    "unlock": (SeatForm, _unlock),
}
RECORDED = gettext_lazy("It is done and recorded.")
AGREED = gettext_lazy("You agreed: %(name)s runs the body from now on, as %(role)s.")
DONE = {
    "change_role": gettext_lazy("%(name)s takes part as %(role)s now. It is recorded."),
    "extend": gettext_lazy("The term of %(name)s lasts until %(day)s now. It is recorded."),
    "end": gettext_lazy("The last day of %(name)s is %(day)s. It is recorded."),
    "move": gettext_lazy("Where %(name)s works is changed. It is recorded."),
    "unlock": gettext_lazy("%(name)s can try to log in again at once. It is recorded."),
    "suspend": gettext_lazy("You stopped the login of %(name)s. It is recorded."),
    "restore": gettext_lazy("%(name)s can log in again. It is recorded."),
}
REFUSALS = {
    bodies.SeatOver: ("", gettext_lazy("This term has ended meanwhile. A person who comes again is invited anew.")),
    bodies.OwnTerm: ("", gettext_lazy("Somebody else who runs this body has to make your own term longer.")),
    bodies.NotLonger: ("ends_on", gettext_lazy("Please choose a day after the present last day.")),
    bodies.NotEarlier: ("last_day", gettext_lazy("Please choose a day from today on and before the present last day.")),
    bodies.AlreadySeated: ("ends_on", gettext_lazy("This would reach into the person's next term.")),
    bodies.TermTooLong: (
        "ends_on",
        gettext_lazy("Advisers, observers and proxies are invited for a year at most."),
    ),
    bodies.NoSuchSeat: (
        "stands_for",
        gettext_lazy("Please choose another person: this one cannot be stood in for."),
    ),
    bodies.LastOne: ("", gettext_lazy("Nobody else could run this body then. Please appoint somebody first.")),
    accounts.AddressTaken: ("email", gettext_lazy("Another person has this address. Please check it.")),
}
