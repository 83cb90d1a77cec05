"""The file of a roster."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.bodies.models import Body
from meetings.imports.access import judge_file
from meetings.imports.judging import Judged, remarks_in_order
from meetings.imports.reading import LARGEST, TAKEN, CannotRead
from portal.accounts.models import User
from portal.uploads.checking import endings_of


class FileForm(forms.Form):
    """One file; what is in it is judged here, for its faults are the form's."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel (.xlsx), at most 500 people and 1 MB."),
        error_messages={
            "required": _("Please choose the file."),
            "empty": _("This file is empty. Please choose it again."),
        },
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in endings_of(TAKEN))}),
    )

    def __init__(self, *args: Any, actor: User, body: Body, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor, self.body = actor, body
        self.judged = Judged()

    def clean_file(self) -> Any:
        """Every row that cannot be taken is an error of its own, in the order of the file."""
        file = self.cleaned_data["file"]
        try:
            self.judged = judge_file(self.actor, self.body, file.read(LARGEST + 1), file.name or "")
        except CannotRead as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
        return file

    def wrong(self) -> list[str]:
        """Everything that must be mended, row by row."""
        return [str(remark) for remark in remarks_in_order(self.judged.wrong)]
