"""A right may have ended, a document was frozen or written in elsewhere, somebody commented: open rooms look again at once."""

from typing import Any

from django.dispatch import receiver

from meetings.agenda.signals import summons_changed
from minutes.comments.signals import commented
from minutes.documents.signals import document_frozen, document_thawed, document_written
from minutes.rooms import doorbell
from minutes.rooms.hub import recheck_soon
from portal.accounts.signals import access_ended


@receiver(
    [access_ended, summons_changed, document_frozen, document_thawed, document_written, commented],
    dispatch_uid="rooms.ask_again",
)
def ask_again(sender: Any, **news: Any) -> None:
    """Ask the rights of all open connections, how far the talk has come and what was stored, here and in the other processes."""
    recheck_soon()
    doorbell.ring()
