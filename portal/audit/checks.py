"""The system check that the database refuses to change what is append-only."""

from typing import Any

from django.core.checks import WARNING, CheckMessage, Tags, register
from django.db import DatabaseError

from portal.audit.protection import missing


@register(Tags.database)
def append_only_is_enforced(databases: Any = None, **options: Any) -> list[CheckMessage]:
    """Asked by ``manage.py migrate`` and ``manage.py check --database default``; ``/readyz`` asks the same."""
    if not databases:
        return []
    try:
        lacking = missing()
    except DatabaseError:
        return []  # not reached or not made yet: others say so
    return [
        CheckMessage(  # an error would keep migrate from mending it
            WARNING,
            f"The database would let somebody change the record: trigger {name} is missing.",
            hint="manage.py migrate puts it back. Find out who took it away.",
            id="audit.W001",
        )
        for name in lacking
    ]
