"""The pages about one's own calendar addresses, and what a calendar program reads at one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.feeds import access, services
from meetings.feeds.forms import FeedForm
from meetings.invites.itip import publish
from portal.accounts.requests import PersonRequest
from portal.mfa.forms import refuse_code
from portal.mfa.step_up import WrongCode


def mine(request: PersonRequest) -> HttpResponse:
    """The reader's addresses, by device, with when each was used last."""
    context = {"feeds": access.my_feeds(request.user), "seated": access.may_have_feed(request.user)}
    return render(request, "meetings/feeds/mine.html", context)


def make(request: PersonRequest) -> HttpResponse:
    """Say what an address is good for and what it shows, and make one; it is shown once."""
    user = request.user
    access.require_seat(user)
    posted = request.POST if request.method == "POST" else None
    form = FeedForm(posted, user=user, act=services.ACT, about=str(user.pk))
    if form.is_valid():
        label = form.cleaned_data["label"]
        try:
            url = services.make_feed(actor=user, label=label, factor=form.prove())
        except WrongCode as refusal:
            refuse_code(form, str(refusal))
        except services.TooMany:
            form.add_error(None, _("You have ten calendar addresses. Please end one of them first."))
        else:
            return render(request, "meetings/feeds/made.html", {"url": url, "label": label})
    return render(request, "meetings/feeds/make.html", {"form": form}, status=422 if form.errors else 200)


def revoke(request: PersonRequest, pk: UUID) -> HttpResponse:
    """Say what follows, and end an address."""
    feed = access.get_my_feed(request.user, pk)
    if request.method == "POST":
        services.revoke_feed(actor=request.user, feed=feed)
        messages.success(request, _("The calendar address is ended. Nothing can be read there any more."))
        return redirect("feeds:mine")
    return render(request, "meetings/feeds/revoke.html", {"feed": feed})


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """The calendar, for who has the address; where it has not changed, 304 without writing it (RFC 9110 §15.4.5)."""
    found = access.feed_of_token(token)
    if found is None:
        # for a program: no page, the same for everybody
        return HttpResponseNotFound("404\n", content_type="text/plain")
    services.note_use(found)
    calendar = access.feed_for(found.user)
    answer = get_conditional_response(request, etag=calendar.tag)
    if answer is None:
        written = publish(calendar.entries, calendar.name)
        answer = HttpResponse(written, content_type="text/calendar; charset=utf-8")
        answer.headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer.headers["ETag"] = calendar.tag
    answer.headers["Referrer-Policy"] = "no-referrer"
    return answer
