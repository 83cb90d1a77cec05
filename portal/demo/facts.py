"""What the demo holds, for tools that measure from outside."""

import base64
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.urls import reverse
from django_otp import DEVICE_ID_SESSION_KEY

from meetings.bodies.models import Body
from meetings.polls.links import token_of
from meetings.polls.models import Poll, PollPerson
from meetings.schedule.models import Meeting
from minutes.rooms.protocol import SCHEMA
from portal.accounts.models import User
from portal.demo.cast import CAST, PASSWORD
from portal.demo.codes import NotHere, account
from portal.demo.words import NEVER_LEAK
from portal.mfa.access import app_device
from portal.sessions.store import SessionStore


def facts() -> dict[str, Any]:
    """Accounts with their secrets, and the ids and addresses of what the story made."""
    if not settings.DEMO:
        raise NotHere("This works in demo mode only (KASANE_MODE=demo).")
    return {
        "base_url": settings.BASE_URL,
        "accounts": [_account(person.role, person.agency, person.email) for person in CAST],
        "bodies": [{"id": str(body.pk), "name": body.name, "kind": body.kind} for body in Body.objects.all()],
        "meetings": [_meeting(meeting) for meeting in Meeting.objects.select_related("body")],
        "polls": [_poll(poll) for poll in Poll.objects.all()],
        "feed": None,
        "mail": settings.BASE_URL + reverse("demo:mail"),
        "never_leak": list(NEVER_LEAK),
    }


def _account(role: str, agency: str, email: str) -> dict[str, Any]:
    user = User.objects.get(email=email)
    device = app_device(user)
    return {
        "role": role,
        "mail": email,
        "password": PASSWORD if user.has_usable_password() else None,
        "totp_secret": base64.b32encode(device.secret).decode() if device else None,
        "organisation": agency,
        "id": str(user.pk),
        "name": user.full_name,
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "id": str(meeting.pk),
        "title": meeting.title,
        "state": meeting.state,
        "url": settings.BASE_URL + reverse("meetings:meeting", args=[meeting.pk]),
        "items": [
            {
                "id": str(item.pk),
                "position": item.position,
                "url": settings.BASE_URL + reverse("rooms:room", args=[meeting.pk, item.pk]),
                "document": str(item.document.pk),
                "socket": f"/ws/documents/{item.document.pk}/?v={SCHEMA}",
                "summoned": [
                    summons.user.email for summons in item.summonses.filter(withdrawn_at=None).select_related("user")
                ],
            }
            for item in meeting.items.select_related("document")
        ],
    }


def _poll(poll: Poll) -> dict[str, Any]:
    people = PollPerson.objects.filter(poll=poll).select_related("user")
    return {
        "id": str(poll.pk),
        "number": poll.number,
        "state": poll.state,
        "url": settings.BASE_URL + reverse("polls:answer", args=[poll.pk]),
        "result": settings.BASE_URL + reverse("polls:result", args=[poll.pk]),
        "links": {
            one.user.email: settings.BASE_URL + reverse("polls:link", args=[token_of(one.pk, one.link_version)])
            for one in people
        },
    }


def cookie(who: str) -> str:
    """The Cookie header of a fully verified login of a demo account."""
    user = account(who)
    device = app_device(user)
    if device is None:
        raise NotHere(f"{user.email} has no authenticator app yet.")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.create()
    return f"Cookie: {settings.SESSION_COOKIE_NAME}={session.session_key}"
