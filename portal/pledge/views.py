"""Reading and signing the pledge."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.accounts.requests import PersonRequest
from portal.accounts.views import after, end_session, wiped
from portal.audit.origin import current
from portal.mfa.forms import refuse_code
from portal.mfa.step_up import WrongCode
from portal.organisations.access import affiliation_of
from portal.pledge import access, services
from portal.pledge.comparing import compare
from portal.pledge.forms import PledgeForm


def pledge(request: PersonRequest) -> HttpResponse:
    """The text in force, its meaning beside it, and the signing."""
    user = request.user
    text = access.next_text_to_sign(user)
    if text is None:
        return redirect("home") if access.has_pledge_in_force(user) else render(request, "portal/enter/no_pledge.html")
    shown, law = services.shown_sha256(text), services.shown_law(text)
    form = PledgeForm(request.POST or None, initial={"shown": shown}, user=user, act=services.SIGNING, about=shown)
    place = affiliation_of(user)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["shown"] != shown:  # before the code is used up
                raise services.TextChanged
            services.sign_pledge(
                actor=user,
                text=text,
                shown=form.cleaned_data["shown"],
                factor=form.prove(),
                organisation=place.organisation.name if place else "",
                post=place.post if place else "",
                circumstances=services.Circumstances(
                    current().address or None, request.headers.get("User-Agent", ""), form.statements()
                ),
            )
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        except services.TextChanged:
            form.add_error(None, _("The text was renewed while you were reading. Please read it once more."))
        else:
            messages.success(request, _("You signed the pledge. Thank you."))
            return HttpResponseRedirect(after(request))
    earlier = access.signed_before(user, text)
    return render(
        request,
        "portal/enter/pledge.html",
        {
            "form": form,
            "text": text,
            "law_lines": law.split("\n"),
            "place": place,
            "shown": shown,
            "today": timezone.localdate(),
            "until": access.lasts_until(timezone.localdate()),
            "renewal": access.is_renewal(user, text),
            "changes": compare(earlier.text.body, text.body) if earlier and earlier.text.body != text.body else [],
            "next": after(request),
        },
        status=422 if form.errors else 200,
    )


def later(request: PersonRequest) -> HttpResponse:
    """「いまは署名しない」: recorded, said kindly, and the phone number stays."""
    text = access.next_text_to_sign(request.user)
    if request.method != "POST" or text is None:
        return redirect("enter:pledge")
    if access.is_renewal(request.user, text):  # the pledge of this year stays in force
        return redirect("home")
    services.decline_pledge(actor=request.user, text=text)
    end_session(request)
    return wiped(render(request, "portal/enter/later.html"))


def mine(request: PersonRequest) -> HttpResponse:
    """All that I signed, with or without a seat."""
    pledges = access.my_pledges(request.user)
    current = {pledge.pk for pledge in access.pledges_in_force(request.user)}
    return render(request, "portal/me/pledges.html", {"pledges": pledges, "current": current})


def signed(request: PersonRequest, pk: UUID) -> HttpResponse:
    """What I signed, word by word, in the form in which it is printed."""
    pledge = access.get_my_pledge(request.user, pk)
    return render(request, "portal/me/pledge.html", {"pledge": pledge, "crumb": "me:pledges"})
