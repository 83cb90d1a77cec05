"""After every migration the triggers are put back: on SQLite Django rebuilds tables, and their triggers vanish."""

from typing import Any

from django.db.models.signals import post_migrate
from django.dispatch import receiver

from portal.audit.protection import protect


@receiver(post_migrate, dispatch_uid="audit.protect")
def put_back(sender: Any, using: str, **news: Any) -> None:
    """Once for each app that migrated; the last finds all tables."""
    protect()
