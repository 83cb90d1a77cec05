"""The bodies that one runs, and inviting to them."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.bodies import access, services
from meetings.bodies.forms import InviteForm
from portal.accounts.access import has_joined
from portal.accounts.requests import PersonRequest
from portal.accounts.services import ForTheHost
from portal.organisations.access import all_organisations

FOR_THE_HOST = gettext_lazy(
    "What this person's account opens is given on the server, so nobody in the portal can invite them. "
    "Please ask whoever keeps the server."
)


def bodies(request: PersonRequest) -> HttpResponse:
    """The bodies that the reader runs."""
    return render(request, "meetings/bodies/list.html", {"bodies": access.bodies_run_by(request.user)})


def invite(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Invite a person; the setup code is shown once, to be handed over by another channel."""
    body = access.get_body_to_run(request.user, pk)
    form = InviteForm(request.POST or None, body=body)
    if request.method == "POST" and form.is_valid():
        newcomer = form.newcomer()
        try:
            way = services.invite(actor=request.user, body=body, newcomer=newcomer)
        except services.AlreadySeated:
            form.add_error("email", _("A person with this address already has a seat in this body."))
        except services.TermTooLong:
            form.add_error("ends_on", _("Advisers, observers and proxies are invited for a year at most."))
        except services.NoSuchSeat:
            form.add_error("stands_for", _("Please choose another person: this one cannot be stood in for."))
        else:
            if way is None:
                if has_joined(newcomer.email):
                    messages.success(request, _("The person got a seat. They can log in as before."))
                else:
                    messages.success(request, _("The person got a seat, but has not joined yet."))
                    messages.warning(request, FOR_THE_HOST)
                return redirect("bodies:members", pk)
            context = {"body": body, "way": way, "newcomer": newcomer}
            return render(request, "meetings/bodies/invited.html", context)
    return render(
        request,
        "meetings/bodies/invite.html",
        {"body": body, "form": form, "organisations": all_organisations()},
        status=422 if form.errors else 200,
    )


def invite_again(request: PersonRequest, pk: UUID, seat_id: UUID) -> HttpResponse:
    """A new link and a new setup code for somebody who could not come in."""
    body = access.get_body_to_run(request.user, pk)
    user = access.get_lasting_seat(body, seat_id).user
    if request.method != "POST" or user.has_usable_password():
        return redirect("bodies:members", pk)
    try:
        way = services.send_invitation(actor=request.user, body=body, user=user)
    except ForTheHost:
        messages.error(request, FOR_THE_HOST)
        return redirect("bodies:members", pk)
    return render(request, "meetings/bodies/invited.html", {"body": body, "way": way, "newcomer": None})
