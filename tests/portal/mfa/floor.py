"""What the tests of the floor share: keys, quick hashes, a clock that can be moved, and many hands at once."""

import hmac
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", "tests.portal.mfa.quick.QuickCodeHasher"]
PATIENCE = 60.0


@pytest.fixture
def keys() -> None:
    """The key file of this run."""
    from django.conf import settings

    from portal.crypto.keyfile import create_key_file

    if not settings.KEY_FILE.exists():
        create_key_file(settings.KEY_FILE)


@pytest.fixture
def quick_hashes(settings: Any) -> None:
    """Argon2 is slow on purpose; these tests are not about it."""
    settings.PASSWORD_HASHERS = QUICK_HASHERS


class Clock:
    """The one clock of Django's time and of one-time codes."""

    def __init__(self) -> None:
        # ten seconds into a half minute, so that a test's own steps stay within it
        now = datetime.now(tz=UTC)
        self.now = now - timedelta(seconds=now.timestamp() % 30 - 10)

    def set(self, moment: datetime) -> None:
        """It is this moment now (aware)."""
        self.now = moment.astimezone(UTC)

    def wait(self, seconds: float = 30) -> None:
        """So many seconds pass."""
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Time stands still until the test moves it."""
    from portal.mfa import clock as codes

    hand = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: hand.now)
    monkeypatch.setattr(codes, "now", lambda: hand.now.timestamp() + codes._demo_offset())
    return hand


def together(times: int, act: Callable[[int], Any]) -> list[Any]:
    """Let so many threads act at the same moment; answers what each got, or the exception that it met."""
    from django.db import connection

    start = threading.Barrier(times, timeout=PATIENCE)
    answers: list[Any] = [None] * times

    def run(number: int) -> None:
        try:
            start.wait()
            answers[number] = act(number)
        except Exception as met:
            answers[number] = met
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()
    return answers


def app_shows(secret: bytes, at: float) -> str:
    """The six digits of an authenticator app, written from RFC 6238 and RFC 4226 §5.3, not from our code."""
    digest = hmac.digest(secret, (int(at) // 30).to_bytes(8, "big"), "sha1")
    offset = digest[19] & 0xF
    number = int.from_bytes(digest[offset : offset + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


def code_of(user: Any, clock: Clock) -> str:
    """The six digits that the person's app shows now."""
    from portal.mfa.access import app_device

    device = app_device(user)
    assert device is not None
    return app_shows(device.secret, clock.now.timestamp())
