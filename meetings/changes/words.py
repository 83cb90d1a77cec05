"""Why a meeting stays as it is, in one sentence for who wanted to change it (pure)."""

from django.utils.translation import gettext as _


def about(refusal: str) -> str:
    """What to do instead."""
    return {
        "Began": _(
            "The beginning of this meeting has passed: no changes are sent any more. Please tell those concerned by phone."
        ),
        "NotStanding": _("The meeting is in another state by now, and stays as it is. Please look at it once more."),
        "ChangedMeanwhile": _("Somebody else has changed the meeting meanwhile. Please look at it once more."),
        "NothingChanges": _("Time and place are already so. Nobody was told anything."),
        "NotAhead": _("This time has passed. Please choose a later day or time."),
        "NobodyToTell": _("Nobody is called to any item any more. Please make a new meeting."),
    }[refusal]
