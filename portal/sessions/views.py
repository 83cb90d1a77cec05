"""Where am I logged in? And: log me out there."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.sessions import access, services, store


def mine(request: HttpRequest) -> HttpResponse:
    """The reader's logins, this one first."""
    logins = access.my_logins(_user(request), _key(request))
    return render(request, "portal/me/sessions.html", {"logins": logins})


def end(request: HttpRequest, number: UUID) -> HttpResponse:
    """Log out there. No fresh code is asked: who sees a stranger in the list should lose no time."""
    login = access.get_my_login(_user(request), number)
    if request.method == "POST":
        services.end_session(actor=_user(request), login=login)
        messages.success(request, _("You are logged out there."))
    return redirect("me:sessions")


def end_others(request: HttpRequest) -> HttpResponse:
    """Log out everywhere but here."""
    if request.method == "POST":
        ended = services.end_sessions(actor=_user(request), user=_user(request), but=_key(request))
        sentence = ngettext(
            "You are logged out at %(n)s other place.", "You are logged out at %(n)s other places.", ended
        )
        messages.success(request, sentence % {"n": ended})
    return redirect("me:sessions")


def stay(request: HttpRequest) -> HttpResponse:
    """How long the login goes on, and whose it is; a POST (「つづける」, and typing) says that somebody is here."""
    session = cast(store.SessionStore, request.session)
    left = store.go_on(session) if request.method == "POST" else store.seconds_left(session)
    return JsonResponse({"left": left, "who": str(_user(request).pk), "token": get_token(request)})


def _user(request: HttpRequest) -> AbstractBaseUser:
    return cast(AbstractBaseUser, request.user)  # the gate has let nobody else in


def _key(request: HttpRequest) -> str | None:
    return request.session.session_key
