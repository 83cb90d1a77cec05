"""What may be done for a person on a seat, in words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.rosters.access import Line


@dataclass(frozen=True)
class Act:
    """One act: the heading of its page, what follows from it, and the word on its button."""

    name: str
    title: Promise
    text: Promise
    button: Promise
    danger: bool = False

    @property
    def door(self) -> str:
        """The URL name."""
        return f"bodies:{self.name}"


_ALL = (
    Act(
        "extend",
        _("Make the term longer"),
        _("The person stays until the new last day. It is recorded who decided so."),
        _("Make the term longer"),
    ),
    Act(
        "change_role",
        _("Change the role"),
        _("It holds from now on. Who takes part as something else may be asked to sign another pledge."),
        _("Change the role"),
    ),
    Act(
        "move",
        _("Change agency or post"),
        _("It holds from today. Where the person worked before stays in the record and on what they signed."),
        _("Save"),
    ),
    Act(
        "mend",
        _("Correct the mail address"),
        _("The old invitation closes, and a new one goes to the right address. You then see a new setup code."),
        _("Invite to this address"),
    ),
    Act(
        "withdraw",
        _("Withdraw the invitation"),
        _("The link in the mail leads nowhere any more. The seat stays; you can invite again at any time."),
        _("Withdraw the invitation"),
        danger=True,
    ),
    Act(
        "suspend",
        _("Stop the login"),
        _("The person is logged out everywhere at once, in all bodies, and cannot log in until you allow it again."),
        _("Stop the login"),
        danger=True,
    ),
    Act(
        "restore",
        _("Allow the login again"),
        _("The person can log in as before, with password and confirmation code."),
        _("Allow the login again"),
    ),
    Act(
        "unlock",
        _("Let the person try again at once"),
        _("Wrong passwords stopped the login for a quarter of an hour. Make sure by phone that it was the person."),
        _("Let them try again"),
    ),
    Act(
        "end",
        _("End the term early"),
        _(
            "Meetings close for the person after the last day. What they signed stays, and so does their duty of secrecy."
        ),
        _("End the term"),
        danger=True,
    ),
)
ACTS = {act.name: act for act in _ALL}


def acts_for(
    line: Line, *, oneself: bool, stopped: bool, answers: bool, restores: bool, for_the_host: bool
) -> list[Act]:
    """The acts that make sense for this person now and would not be refused; ``stopped``: by wrong passwords.

    ``answers``, ``restores``, ``for_the_host``: what the reader may, and whether only the host may, as accounts says.
    """
    if line.over:
        return []
    names = {"change_role", "end"}
    names |= set() if oneself and line.appointment.runs else {"extend"}
    names |= {"move"} if answers else set()
    if not line.joined:
        names |= {"withdraw"} if line.invited else set()
        names |= {"mend"} if answers else set()
    if not oneself:
        if line.person.is_active:
            names |= set() if for_the_host else {"suspend"}
        else:
            names |= {"restore"} if restores else set()
        names |= {"unlock"} if stopped and answers else set()
    return [act for act in _ALL if act.name in names]
