"""Whenever writing pauses, what stands is kept: in the same transaction, so that no log goes without its stage."""

from typing import Any

from django.dispatch import receiver

from minutes.documents.models import Document
from minutes.documents.signals import document_paused
from minutes.history.services import keep_stage


@receiver(document_paused, dispatch_uid="history.keep_stage")
def keep(sender: Any, *, document: Document, state: bytes, resting: bool, **_rest: Any) -> None:
    """Keep a stage of the document."""
    keep_stage(document=document, state=state, resting=resting)
