"""Who may help whom with their account. The floor knows no bodies; those who seat people say who runs what."""

from collections.abc import Callable, Iterable

from portal.accounts.models import User

MayHelp = Callable[[User, User], bool]
AnswerFor = Callable[[Iterable[User], User], bool]
_helpers: list[MayHelp] = []
_answers: list[AnswerFor] = []


def register(may: MayHelp, answer_for: AnswerFor) -> None:
    """Let a concept above say whether the first person may help the second, and who together answers for whom."""
    _helpers.append(may)
    _answers.append(answer_for)


def answer_for(actors: Iterable[User], person: User) -> bool:
    """Whether these people together are in charge of all that ``person``'s account opens.

    Asked before anything by which somebody else could come in as them.
    """
    people = list(actors)
    return all(answers(people, person) for answers in _answers)


def may_help(actor: User, person: User) -> bool:
    """Whether ``actor`` may help ``person`` back in, or stop their account. Nobody helps themselves."""
    return actor != person and any(may(actor, person) for may in _helpers)
