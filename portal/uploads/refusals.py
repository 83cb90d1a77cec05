"""Why a file is refused, and the words for who sent it."""

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Why(StrEnum):
    """The code of a refusal, fit for the record: it says nothing of the file's words."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NAME = "name"
    KIND = "kind"
    MISMATCH = "mismatch"
    BROKEN = "broken"
    ACTIVE = "active"
    PROTECTED = "protected"
    REMOTE = "remote"
    BOMB = "bomb"
    PACKED = "packed"


SENTENCES: dict[Why, Promise] = {
    Why.EMPTY: _("This file is empty. Please choose it again."),
    Why.TOO_LARGE: _("This file is too large. Please make it smaller, or split it."),
    Why.NAME: _("This file's name cannot be taken. Please give it a short, plain name and choose it again."),
    Why.KIND: _("Files of this kind are not taken here. Please look which kinds are."),
    Why.MISMATCH: _("What is in this file does not fit its name. Please save it anew in the program that made it."),
    Why.BROKEN: _("This file cannot be read. Please save it anew in the program that made it."),
    Why.ACTIVE: _("This file holds macros or other programs. Please save it without them."),
    Why.PROTECTED: _("This file is locked with a password. Please save it without one: it is kept safe here."),
    Why.REMOTE: _("This file fetches parts from elsewhere. Please put them into the file and save it anew."),
    Why.BOMB: _("This file unpacks to far more than it seems. Please save it anew in the program that made it."),
    Why.PACKED: _("This file has other files packed inside. Please hand them in one by one."),
}


class UploadRefused(Exception):
    """A file that is not taken; ``why`` is for the record, ``sentence`` for who sent it."""

    def __init__(self, why: Why) -> None:
        super().__init__(why.value)
        self.why = why

    @property
    def sentence(self) -> Promise:
        """What to do next, in the reader's language."""
        return SENTENCES[self.why]
