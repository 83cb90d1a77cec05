"""The shape of a comment, as the room's script sends it."""

import base64

from django import forms
from django.utils.translation import gettext_lazy as _

from minutes.comments.models import Thread

TEXT, QUOTE, ANCHOR = 2000, 300, 600  # characters; of the anchor in base64


class CommentForm(forms.Form):
    """What somebody says."""

    text = forms.CharField(
        max_length=TEXT,
        error_messages={
            "required": _("Please write your comment."),
            "max_length": _(
                "A comment has at most %(limit_value)s characters; this one has %(show_value)s. Please shorten it, or write two."
            ),
        },
    )


class ThreadForm(CommentForm):
    """And about which words."""

    part = forms.ChoiceField(choices=Thread.Part.choices)
    anchor = forms.CharField(max_length=ANCHOR)
    quote = forms.CharField(max_length=QUOTE, strip=False)

    def clean_anchor(self) -> bytes:
        """Bytes that only editors understand."""
        try:
            return base64.b64decode(self.cleaned_data["anchor"], validate=True)
        except ValueError as error:
            raise forms.ValidationError("") from error

    @property
    def place_is_wrong(self) -> bool:
        """Whether it is not the words that are wrong: the script sent no place, or one that is none."""
        return bool(self.errors.keys() - {"text"})
