"""Inviting a person to a body."""

from datetime import date
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.bodies.access import places_to_take
from meetings.bodies.models import Appointment, Body
from meetings.bodies.services import Newcomer
from portal.accounts.fields import LineField, MailField
from portal.dates.fields import WarekiDateField
from portal.dates.fiscal import fiscal_year_end
from portal.dates.wareki import wareki

if TYPE_CHECKING:
    ModelChoiceField = forms.ModelChoiceField[Appointment]
else:
    ModelChoiceField = forms.ModelChoiceField


class SeatChoice(ModelChoiceField):
    """Whose place somebody takes."""

    def label_from_instance(self, seat: Any) -> str:
        """The member's name."""
        return str(seat.user.full_name)


class RoleFields(forms.Form):
    """As what a person takes part."""

    role = forms.ChoiceField(
        label=_("Role"),
        choices=Appointment.Role.choices,
        initial=Appointment.Role.MEMBER,
        help_text=_(
            "Who is made chair or secretariat runs the body only once a second chair or secretariat has agreed."
        ),
    )
    stands_for = SeatChoice(
        label=_("In whose place"),
        queryset=Appointment.objects.none(),
        required=False,
        empty_label=_("Nobody's"),
        help_text=_("Only for a proxy."),
    )
    contractor = forms.BooleanField(label=_("Takes part under a contract with the city (contractor)"), required=False)

    def __init__(self, *args: Any, body: Body, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(SeatChoice, self.fields["stands_for"]).queryset = places_to_take(body)

    def clean(self) -> dict[str, Any]:
        """A proxy comes in somebody's place, and nobody else does."""
        cleaned = super().clean() or {}
        if cleaned.get("role") == Appointment.Role.PROXY and not cleaned.get("stands_for"):
            self.add_error("stands_for", _("Please choose in whose place the proxy comes."))
        elif cleaned.get("role") != Appointment.Role.PROXY:
            cleaned["stands_for"] = None
        return cleaned


class InviteForm(RoleFields):
    """Who is invited, from where, in which role and for how long."""

    family_name = LineField(label=_("Family name"), max_length=60)
    given_name = LineField(label=_("Given name"), max_length=60)
    email = MailField(
        label=_("Mail address"),
        help_text=_("The person's own address. A shared mailbox cannot be used."),
    )
    organisation = LineField(label=_("Agency"), max_length=120, widget=forms.TextInput(attrs={"list": "agencies"}))
    post = LineField(label=_("Post"), max_length=80, required=False)
    starts_on = WarekiDateField(label=_("Term begins"))
    ends_on = WarekiDateField(label=_("Term ends"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        today = timezone.localdate()
        self.fields["starts_on"].initial = wareki(today)
        self.fields["ends_on"].initial = wareki(_two_years(today))

    def clean(self) -> dict[str, Any]:
        """The term ends after it begins."""
        cleaned = super().clean()
        start, end = cleaned.get("starts_on"), cleaned.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("Please choose a day after the beginning (%s).") % wareki(start))
        elif end and end < timezone.localdate():
            self.add_error("ends_on", _("This day has passed. Please choose a day from today on."))
        return cleaned

    def newcomer(self) -> Newcomer:
        """What was typed, for the service."""
        return Newcomer(**self.cleaned_data)


def _two_years(today: date) -> date:
    """The usual term: to the end of the next fiscal year."""
    end = fiscal_year_end(today)
    return end.replace(year=end.year + 1)
