"""What every page's frame needs: the city, the reader, the menu."""

from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.accounts.requests import PersonRequest
from portal.auditor.access import MANDATED, is_auditor
from portal.home.waiting import runs_something
from portal.organisations.access import workplace_name
from portal.sessions.belonging import keeper_of
from portal.sessions.store import SessionStore, surely_left


def frame(request: HttpRequest) -> dict[str, Any]:
    """The ``frame`` of every page; costs no query on public pages."""
    words: dict[str, Any] = {
        "city": settings.CITY_NAME,
        "portal_name": _("Meeting portal"),
        "secretariat": {
            "name": settings.SECRETARIAT_NAME,
            "phone": settings.SECRETARIAT_PHONE,
            "hours": settings.SECRETARIAT_HOURS,
        },
        "class_label": settings.CLASS_LABEL,
        "now": timezone.localtime(),
        "language": translation.get_language(),
        "languages": settings.SCREEN_LANGUAGES,
        "demo": settings.DEMO,
    }
    user = getattr(request, "user", None)
    # asked last: a page that logs its reader out is shown to nobody in particular
    if getattr(request, "known", False) and user is not None and user.is_authenticated:
        words["reader"] = user.full_name
        words["reader_org"] = _workplace(request)
        words["left"] = _seconds_left(request)
        words["keeper"] = keeper_of(request)
        words["menu"] = _menu(cast(PersonRequest, request)) if getattr(request, "entered", False) else []
    return {"frame": words}


def _workplace(request: HttpRequest) -> str:
    """Fetched with the login; on the very page that logs somebody in it is asked."""
    row = cast(SessionStore, request.session).row
    if row is not None and hasattr(row, "workplace"):
        return row.workplace or ""
    return workplace_name(cast(PersonRequest, request).user)


def _seconds_left(request: HttpRequest) -> int:
    """Until the login ends if nothing more comes; 0 before the second step, where nothing can be lost."""
    verified = cast(Any, request.user).is_verified()  # django-otp ships no types
    return surely_left(cast(SessionStore, request.session)) if verified else 0


def _menu(request: PersonRequest) -> list[dict[str, Any]]:
    """The rooms that exist; a room that is not built has no entry."""
    rooms = [("home", _("Home")), ("meetings:list", _("Meetings"))]
    if runs_something(request.user):
        rooms.append(("bodies:list", _("Bodies")))
    row = cast(SessionStore, request.session).row
    if getattr(row, MANDATED, False) and is_auditor(request.user):  # fetched with the login: nobody else pays for it
        rooms.append(("audit:acts", _("Record of acts")))
    here = request.resolver_match
    space = (here.namespaces or [here.view_name])[0] if here else ""
    same = dict.fromkeys(("rooms", "signoff", "export", "replies"), "meetings")
    return [
        {"url": reverse(name), "label": label, "current": name.split(":")[0] == same.get(space, space)}
        for name, label in rooms
    ]
