"""Counting uses, together with all other processes."""

from dataclasses import dataclass
from typing import cast

from django.db import connection
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.limits.doors import Limit, window_of
from portal.limits.models import Use

# one statement, so that however many count at once, none is lost; the same words on both databases
COUNT = """
INSERT INTO {table} (door, who, stretch, times) VALUES (%s, %s, %s, %s)
ON CONFLICT (door, who, stretch) DO UPDATE SET times = {table}.times + excluded.times RETURNING times
"""


@dataclass(frozen=True)
class Over:
    """Too often: ``seconds`` until it may be tried again; ``first`` where this is the first refusal."""

    seconds: int
    first: bool


def use(*, door: str, who: str, limit: Limit, amount: int = 1) -> Over | None:
    """Count one use of ``door`` by ``who``, or what it weighs; answers None while all is within ``limit``."""
    amount = min(amount, limit.times + 1)  # more makes no difference, and the column has an end
    stretch, left = window_of(timezone.now().timestamp(), limit)
    digest = salted_hmac("portal.limits", who, algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(COUNT.format(table=Use._meta.db_table), [door, digest, stretch, amount])
        times = cast(tuple[int], cursor.fetchone())[0]
    if times == amount:  # a new stretch of this door: those before the last are of no use any more
        Use.objects.filter(door=door, stretch__lt=stretch - 1).delete()
    return Over(left, times - amount <= limit.times) if times > limit.times else None
