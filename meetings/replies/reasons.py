"""Why a mail waits for a person, in plain words (pure)."""

from django.utils.translation import gettext as _


def why(reason: str) -> str:
    """One sentence for each reason of ``judging`` and ``inbound``."""
    return {
        "unknown": _("It answers an entry that no notice of ours made."),
        "uninvited": _("It answers a notice that was taken back."),
        "stranger": _("It answers for somebody else than the one who was invited. Perhaps the notice was forwarded."),
        "sent_by": _("Somebody else answered on behalf of the person."),
        "other_sender": _("It came from another address than the one the notice went to."),
        "unproven": _("It is not proven that it came from this address. Please ask by phone if in doubt."),
        "late": _("It came after the meeting had begun, or when it was no longer called."),
        "stale": _("It answers an older version of the notice; the meeting was changed since."),
        "ahead": _("It answers a version of the notice that was never sent."),
        "clock": _("It was written more than two days before it came, or its clock is wrong."),
        "words": _("It is written in words, without the answer of a calendar."),
        "tnef": _("It is in a form of Outlook that cannot be read (winmail.dat)."),
        "attached_only": _("The calendar is only attached as a file."),
        "delegated": _("The person wants to send somebody else."),
        "attendees": _("It does not speak for exactly one person."),
        "refresh": _("It asks for the notice to be sent again."),
        "recurrence": _("It answers one date of a series; we send no series."),
        "no_proposed_time": _("It proposes another time that cannot be read."),
    }.get(reason, _("Its calendar cannot be read with certainty."))
