"""Who may help whom with their account. The floor knows no bodies; those who seat people say who runs what."""

from collections.abc import Callable

from portal.accounts.models import User

MayHelp = Callable[[User, User], bool]
_helpers: list[MayHelp] = []


def register(may: MayHelp) -> None:
    """Let a concept above say whether the first person may help the second."""
    _helpers.append(may)


def may_help(actor: User, person: User) -> bool:
    """Whether ``actor`` may help ``person`` back in, or stop their account. Nobody helps themselves."""
    return actor != person and any(may(actor, person) for may in _helpers)
