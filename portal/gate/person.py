"""Who sends a request: read from the row that the session brought with it, with no further question."""

from functools import partial
from typing import Any

from asgiref.sync import sync_to_async
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django_otp.middleware import OTPMiddleware
from django_otp.models import Device

from portal.mfa.access import device_called
from portal.sessions.access import person_of


class PersonMiddleware(AuthenticationMiddleware):
    """``request.user`` and ``request.auser`` as Django sets them; django-otp's middleware goes on from there."""

    def process_request(self, request: HttpRequest) -> None:
        request.user = SimpleLazyObject(partial(recognised, request))  # type: ignore[assignment]
        request.auser = sync_to_async(partial(recognised, request))


class DeviceMiddleware(OTPMiddleware):
    """django-otp's own, which asks for the device of the login in words that are written once.

    Whose the device is and whether it is confirmed, django-otp looks at as ever.
    """

    def _device_from_persistent_id(self, persistent_id: str) -> Device | None:
        return device_called(self._normalize_persistent_id(persistent_id))

    async def _adevice_from_persistent_id(self, persistent_id: str) -> Device | None:
        return await sync_to_async(self._device_from_persistent_id)(persistent_id)


def recognised(request: HttpRequest) -> Any:
    """The person of the session, or nobody; a login whose account or password is another by now is ended.

    Who brings no session is not asked for one: the answer is the same for everybody like them (no ``Vary: Cookie``).
    """
    if not request.session.session_key:
        return AnonymousUser()
    person = person_of(request.session)  # type: ignore[arg-type]
    if person is None and SESSION_KEY in request.session:
        request.session.flush()
    return person or AnonymousUser()
