"""A right may have ended, a document was frozen, somebody commented: the open sockets are looked after at once."""

from typing import Any

from django.dispatch import receiver

from meetings.agenda.signals import summons_changed
from minutes.comments.signals import commented
from minutes.documents.signals import document_frozen, document_thawed
from minutes.rooms import doorbell
from minutes.rooms.hub import recheck_soon
from portal.accounts.signals import access_ended


@receiver([access_ended, summons_changed, document_frozen, document_thawed, commented], dispatch_uid="rooms.ask_again")
def ask_again(sender: Any, **news: Any) -> None:
    """Ask the rights of all open connections and how far the talk has come, here and in the other processes."""
    recheck_soon()
    doorbell.ring()
