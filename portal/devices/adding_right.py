"""The right of one login to finish adding a device: given where a fresh factor was shown, for a quarter of an hour, to one device."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from django.utils import timezone

from portal.accounts.models import User

SECONDS = 15 * 60
Kind = Literal["app", "passkey"]


@dataclass(frozen=True)
class AddingRight:
    """Who may finish adding what, and until when: the app with this number, or a passkey of this name."""

    kind: Kind
    person: str
    about: str
    until: int

    def allows(self, user: User, kind: Kind, about: object) -> bool:
        """Whether this person may still finish this very device."""
        asked = (kind, str(user.pk), str(about))
        return (self.kind, self.person, self.about) == asked and timezone.now().timestamp() < self.until


def new_right(user: User, kind: Kind, about: object) -> AddingRight:
    """The person showed a fresh factor just now."""
    return AddingRight(kind, str(user.pk), str(about), int(timezone.now().timestamp()) + SECONDS)


def keep(session: Any, right: AddingRight) -> None:
    """This login has it, and no other."""
    session[_key(right.kind)] = asdict(right)


def kept(session: Any, kind: Kind) -> AddingRight | None:
    """What this login has."""
    right = session.get(_key(kind))
    return AddingRight(**right) if right else None


def spend(session: Any, kind: Kind) -> None:
    """The device is added: the next one asks for a fresh factor."""
    session.pop(_key(kind), None)


def _key(kind: Kind) -> str:
    return f"may_add_{kind}"
