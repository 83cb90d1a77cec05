"""なぜ見られるのか: one sentence for each reason of the rule (pure)."""

from django.utils.translation import gettext as _

from meetings.agenda.need import Reason


def about(reason: Reason) -> str:
    """Why somebody sees the item or not, said to who runs the meeting."""
    return {
        "chair": _("Sees it as the chair of this body."),
        "secretariat": _("Sees it as the secretariat of this body."),
        "summoned": _("Sees it, being called to this item."),
        "observer": _("May read it, being called to this item as an observer."),
        "emergency": _("May read it as long as the emergency reading lasts."),
        "account": _("Cannot see it: the account is closed or suspended."),
        "seat": _("Cannot see it: has no seat in this body today."),
        "recused": _("Cannot see it: keeps out of this item (recusal)."),
        "draft": _("Cannot see it yet: the meeting is not called."),
        "withdrawn": _("Cannot see it: is no longer called to this item."),
        "stranger": _("Cannot see it: is not called to this item."),
        "pledge": _("Cannot see it yet: the pledge for this body is not signed, or has lapsed."),
        "factor": _("Cannot see it yet: no authenticator app is set up."),
    }[reason]


def about_you(reason: Reason) -> str:
    """Why the reader sees the item."""
    return {
        "chair": _("You are the chair of this body"),
        "secretariat": _("You are the secretariat of this body"),
        "observer": _("You are called to this item as an observer"),
        "emergency": _("You may read this item because of an emergency"),
    }.get(reason, _("You are called to this item"))
