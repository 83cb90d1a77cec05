"""Who may help whom with their account. The floor knows no bodies; those who seat people say who runs what."""

from collections.abc import Callable, Iterable
from uuid import UUID

from portal.accounts.models import User

MayHelp = Callable[[User, User], bool]
AnswerFor = Callable[[Iterable[User], User], bool]
RunsThere = Callable[[User, UUID], bool]
OpensMore = Callable[[User], bool]
_helpers: list[MayHelp] = []
_answers: list[AnswerFor] = []
_there: list[RunsThere] = []
_more: list[OpensMore] = []


def register(may: MayHelp, answer_for: AnswerFor, runs_there: RunsThere) -> None:
    """Let a concept above say whether the first person may help the second, who together answers for whom, and whether
    a person acts for what an account was stopped in."""
    _helpers.append(may)
    _answers.append(answer_for)
    _there.append(runs_there)


def register_more(opens: OpensMore) -> None:
    """Let a concept say that an account opens something for which nobody on the web answers, only the host."""
    _more.append(opens)


def is_for_the_host(person: User) -> bool:
    """Whether the account opens what only the host gives: the desk of the public site, or what a concept above says.

    Whoever runs a body may seat anybody in it: that must not let them in there as that person.
    """
    desk = person.is_superuser or person.is_staff or person.groups.exists() or person.user_permissions.exists()
    return desk or any(opens(person) for opens in _more)


def answer_for(actors: Iterable[User], person: User) -> bool:
    """Whether these people together are in charge of all that ``person``'s account opens.

    Asked before anything by which somebody else could come in as them. For an auditor, an editor and the superuser
    nobody on the web is.
    """
    people = list(actors)
    return not is_for_the_host(person) and all(answers(people, person) for answers in _answers)


def may_help(actor: User, person: User) -> bool:
    """Whether ``actor`` may help ``person`` back in, or stop their account. Nobody helps themselves."""
    return actor != person and any(may(actor, person) for may in _helpers)


def may_restore(actor: User, person: User) -> bool:
    """Whether ``actor`` may take back that ``person``'s account was stopped.

    Who acts for the body that stopped it, for it only undoes their own word; or who is in charge of all that it opens.
    """
    stopped_in = person.stopped_in
    own = stopped_in is not None and any(runs(actor, stopped_in) for runs in _there)
    return may_help(actor, person) and (own or answer_for([actor], person))
