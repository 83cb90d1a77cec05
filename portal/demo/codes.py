"""One-time codes of demo accounts, as their authenticator apps would show them."""

from django.conf import settings
from django_otp.oath import TOTP

from portal.accounts.models import User
from portal.demo.cast import BY_ROLE
from portal.mfa import clock
from portal.mfa.access import app_device, unfinished_device
from portal.mfa.models import DIGITS, STEP_SECONDS


class NotHere(Exception):
    """Demo conveniences refuse to work outside demo mode; or there is no such account."""


def account(who: str) -> User:
    """The account of a role ("coordinator") or a mail address."""
    if not settings.DEMO:
        raise NotHere("This works in demo mode only (KASANE_MODE=demo).")
    address = BY_ROLE[who].email if who in BY_ROLE else who
    user = User.objects.filter(email=address).first()
    if user is None:
        raise NotHere(f"No demo account {who!r}. Roles: {', '.join(BY_ROLE)}")
    return user


def code_now(user: User, *, enrolling: bool = False) -> tuple[str, int, bool]:
    """The code shown now, for how many seconds, and whether it was used already."""
    device = unfinished_device(user) if enrolling else app_device(user)
    if device is None:
        raise NotHere(f"{user.email} has no authenticator app yet.")
    totp = TOTP(device.secret, step=STEP_SECONDS, digits=DIGITS)
    now = clock.now()
    totp.time = now
    return f"{totp.token():0{DIGITS}d}", STEP_SECONDS - int(now) % STEP_SECONDS, totp.t() <= device.last_step
