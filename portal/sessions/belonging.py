"""Whose is what a browser keeps? A mark that tells the server's own pages, and nobody else."""

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from portal.sessions.store import SHARED_PC


def mark(*parts: object) -> str:
    """A mark of this person (and thing) without any word of them: 32 hex digits, the same each time."""
    named = "|".join(str(part) for part in parts)
    return salted_hmac("portal.sessions.belonging", named, algorithm="sha256").hexdigest()[:32]


def may_keep(request: HttpRequest) -> bool:
    """Whether anything of theirs may stay in this browser: not on a computer that others use too."""
    return not request.session.get(SHARED_PC)


def keeper_of(request: HttpRequest) -> str:
    """Whose kept things may stay in the browser of this login; empty where none may."""
    return mark(request.user.pk) if may_keep(request) else ""
