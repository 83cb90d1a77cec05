"""How long a person waits after so many wrong codes, whichever of their devices they typed them for (pure)."""

from datetime import timedelta

LOCKED_FROM = 5
LOCKED_FOR = timedelta(minutes=15)


def wait_after(failures: int) -> timedelta:
    """1, 2, 4, 8 seconds, then a quarter of an hour each: nine guesses in any hour (security.md A5, A6: ten).

    Never longer, so that somebody who knows the password cannot lock the owner out for days.
    """
    if failures >= LOCKED_FROM:
        return LOCKED_FOR
    return timedelta(seconds=2 ** (failures - 1)) if failures > 0 else timedelta(0)
