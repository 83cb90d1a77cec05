"""Table of contents: the models of the minutes' rooms."""

from minutes.comments.models import Entry, Thread
from minutes.documents.models import Document, Update, Writer
from minutes.history.models import Hand, Stage
from minutes.signoff.models import ChangeRequest, SignOff
from minutes.versions.models import Version

__all__ = [
    "ChangeRequest",
    "Document",
    "Entry",
    "Hand",
    "SignOff",
    "Stage",
    "Thread",
    "Update",
    "Version",
    "Writer",
]
