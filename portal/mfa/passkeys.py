"""Passkeys and security keys: the two ceremonies of WebAuthn, on django-otp-webauthn and py_webauthn.

A challenge is made for one person, one act and one thing, lies in the database, works once and for five
minutes. The device must verify its user (fingerprint, face or PIN): without that a found phone would sign.
"""

import json
from datetime import timedelta
from typing import Any, NoReturn, cast

from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django_otp_webauthn.exceptions import OTPWebAuthnApiError
from django_otp_webauthn.helpers import WebAuthnHelper
from webauthn.helpers import base64url_to_bytes, parse_client_data_json
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import AuthenticatorSelectionCriteria, ResidentKeyRequirement, UserVerificationRequirement

from portal.accounts.models import User
from portal.audit.services import record
from portal.mfa.models import Passkey, PasskeyChallenge
from portal.mfa.step_up import Factor, WrongCode

GOOD_FOR = timedelta(minutes=5)
LONGEST = 20_000  # characters of an answer; a security key's is below 5,000
NOT_UNDERSTOOD = (WebAuthnException, OTPWebAuthnApiError, KeyError, TypeError, ValueError)


class Ceremony(WebAuthnHelper):
    """The package's helper with our demands: the user is verified, nothing is kept of the device's make."""

    def __init__(self) -> None:
        super().__init__(cast(HttpRequest, None))  # what depends on a request comes from the settings

    def get_generate_registration_options_kwargs(self, *, user: User) -> dict[str, Any]:
        """As the package has it, but with user verification required."""
        asked: dict[str, Any] = super().get_generate_registration_options_kwargs(user=user)
        asked["authenticator_selection"] = AuthenticatorSelectionCriteria(
            user_verification=UserVerificationRequirement.REQUIRED, resident_key=ResidentKeyRequirement.PREFERRED
        )
        return asked

    def create_attestation(self, *_of: Any) -> None:
        """We ask for none and keep none."""


def begin_adding(user: User, act: str, about: str) -> dict[str, Any]:
    """What the browser needs to make a passkey; JSON."""
    options, state = Ceremony().register_begin(user=user)
    _keep(user, state["challenge"], act, about)
    return cast(dict[str, Any], options)


def finish_adding(user: User, answer: str, act: str, about: str, name: str) -> Passkey:
    """The passkey that the browser made for the challenge of ``begin_adding``. Raises ``WrongCode``."""
    try:
        data, state = _answered(user, answer, act, about)
        with transaction.atomic():
            device = cast(Passkey, Ceremony().register_complete(user=user, state=state, data=data))
            device.name = name
            device.save(update_fields=["name"])
    except NOT_UNDERSTOOD:
        _refuse(user, "registration")
    return device


def begin_proof(user: User, act: str, about: str) -> dict[str, Any]:
    """What the browser needs to show one of the person's passkeys for ``act`` on ``about``; JSON."""
    options, state = Ceremony().authenticate_begin(user=user, require_user_verification=True)
    mine = [passkey.descriptor for passkey in Passkey.objects.in_use_by(user)]
    _keep(user, state["challenge"], act, about)
    return {**options, "allowCredentials": mine}


def prove(user: User, answer: str, *, act: str = "", about: str = "") -> Factor:
    """Verify what a passkey signed, for this act on this thing, once. Raises ``WrongCode``; the refusal is recorded."""
    # consumed first and for good: also a refused answer is not tried again
    try:
        data, state = _answered(user, answer, act, about)
        with transaction.atomic():
            sha256 = Passkey.get_credential_id_sha256(base64url_to_bytes(data["rawId"]))
            Passkey.objects.in_use_by(user).select_for_update().get(credential_id_sha256=sha256)
            device = cast(Passkey, Ceremony().authenticate_complete(user=user, state=state, data=data))
            record(actor=user, verb="passkey.accepted", target=device)
    except (*NOT_UNDERSTOOD, Passkey.DoesNotExist):
        _refuse(user, "assertion")
    return Factor(user.pk, f"passkey:{device.pk}", device, kind="passkey", act=act, about=about)


def _keep(user: User, challenge: str, act: str, about: str) -> None:
    now = timezone.now()
    PasskeyChallenge.objects.filter(user=user, expires_at__lt=now).delete()
    PasskeyChallenge.objects.create(user=user, challenge=challenge, act=act, about=about, expires_at=now + GOOD_FOR)


def _answered(user: User, answer: str, act: str, about: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the browser sent, and the challenge that it answers, which is gone from then on. Raises ``ValueError``."""
    if len(answer) > LONGEST:
        raise ValueError("too long")
    data = json.loads(answer)
    said = parse_client_data_json(base64url_to_bytes(data["response"]["clientDataJSON"])).challenge
    asked = PasskeyChallenge.objects.filter(user=user, act=act, about=about, expires_at__gt=timezone.now())
    found = next((row.challenge for row in asked if base64url_to_bytes(row.challenge) == said), None)
    # of two at once one deletes the row; the other finds it gone
    if found is None or asked.filter(challenge=found).delete()[0] != 1:
        raise ValueError("not asked")
    return data, {"challenge": found, "require_user_verification": True}


def _refuse(user: User, what: str) -> NoReturn:
    record(actor=user, verb="passkey.refused", detail=what)
    raise WrongCode(_("The passkey was not accepted. Please try once more, or enter the confirmation code."))
