"""A reading that changed is read anew."""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from cms.words.access import forget
from cms.words.models import Reading


def changed(**kwargs: Any) -> None:
    """Now, for who works on in this transaction, and after it, for everybody else."""
    forget()
    transaction.on_commit(forget)


def listen() -> None:
    """Connect both."""
    post_save.connect(changed, sender=Reading, dispatch_uid="cms.words.readings.saved")
    post_delete.connect(changed, sender=Reading, dispatch_uid="cms.words.readings.deleted")
