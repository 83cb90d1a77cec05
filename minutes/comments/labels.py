"""The words of comments in the room, by the keys its script asks for."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def labels() -> dict[str, str]:
    """Every word in the reader's language; ``{n}`` and ``{words}`` are filled by the script."""
    return {**_list(), **_acts(), **_refusals()}


def _list() -> dict[str, str]:
    return {
        "comments_open": _("{n} open"),
        "comments_none_open": _("none open"),
        "comments_none": _("There are no comments yet."),
        "comments_none_may": _("Select words in the agenda item or in the record and press “Comment”."),
        "comment_place": _("Show these words in the text"),
        "comment_in_agenda": _("in the agenda item"),
        "comment_in_minutes": _("in the record"),
        "comment_gone": _("The words this was about have been removed."),
        "comment_resolved": pgettext("state of a comment", "Resolved"),
        "comment_withdrawn": _("{name} removed this comment."),
        "comment_did_resolve": _("{name} resolved this."),
        "comment_did_reopen": _("{name} opened this again."),
        "comments_added": _("{n} comments were added."),
    }


def _acts() -> dict[str, str]:
    return {
        "comment_about": _("Comment on “{words}”"),
        "comment_send": _("Send the comment"),
        "comment_sending": _("Sending…"),
        "comment_sent": _("The comment was sent."),
        "comment_hint": _("Ctrl and Enter send it, too."),
        "comment_cancel": pgettext("leave a form", "Do not write it"),
        "comment_keep": _("Go on writing"),
        "comment_discard": _("Throw what I wrote away"),
        "comment_discard_ask": _("What you wrote has not been sent."),
        "comment_reply": _("Reply"),
        "comment_reply_to": _("Reply to the comment on “{words}”"),
        "comment_resolve": _("Mark as resolved"),
        "comment_reopen": pgettext("comment", "Open again"),
        "comment_remove": pgettext("comment", "Remove"),
        "comment_remove_ask": _(
            "Remove this comment? Its words cannot be brought back; that something stood here stays."
        ),
        "comment_remove_yes": _("Remove the comment"),
        "comment_remove_no": pgettext("comment", "Keep it"),
    }


def _refusals() -> dict[str, str]:
    return {
        "comment_choose": _("Please select the words first, then press this button again."),
        "comment_closed": _("Comments can no longer be written here: the record is frozen, or you only read it."),
        "comment_empty": _("Please write your comment."),
        "comment_offline": _(
            "This could not be sent. What you wrote is still here; please try again when the connection is back."
        ),
        "comment_login": _(
            "Your login has ended. What you wrote is still here: log in again in another tab, then send it."
        ),
        "comment_often": _(
            "That was very often in a short time. What you wrote is still here; please try again later."
        ),
        "comment_lost": _(
            "This comment cannot be reached any more. Please open the page again; copy what you wrote first."
        ),
        "comments_failed": _("The comments could not be loaded."),
        "comments_again": _("Load them again"),
    }
