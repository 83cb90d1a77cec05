"""What is asked of who changes something for a person on a seat."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.bodies.forms import RoleFields
from meetings.bodies.models import Appointment, SeatChange
from meetings.seats.reasons import StopReason
from portal.accounts.fields import LineField, MailField
from portal.dates.fields import WarekiDateField
from portal.dates.wareki import wareki
from portal.organisations.access import affiliation_of


class SeatForm(forms.Form):
    """A form about one seat; without fields it only says yes."""

    def __init__(self, *args: Any, seat: Appointment, **options: Any) -> None:
        super().__init__(*args, **options)
        self.seat = seat


class ExtendForm(SeatForm):
    """Until when, now."""

    ends_on = WarekiDateField(label=_("New last day"))


class EndForm(SeatForm):
    """The last day, and why."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=SeatChange.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose why.")},
    )
    last_day = WarekiDateField(label=_("Last day"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["last_day"].help_text = _(
            "Today: access ends at once. Until now the term lasts until %s."
        ) % wareki(self.seat.ends_on)


class RoleForm(RoleFields):
    """As what the person takes part from now on."""

    def __init__(self, *args: Any, seat: Appointment, **options: Any) -> None:
        now = {"role": seat.role, "contractor": seat.contractor, "stands_for": seat.stands_for}
        super().__init__(*args, body=seat.body, initial=now, **options)


class PlaceForm(SeatForm):
    """Where the person works from today."""

    organisation = LineField(label=_("Agency"), max_length=120)
    post = LineField(label=_("Post"), max_length=80, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        place = affiliation_of(self.seat.user)
        if place is not None:
            self.initial = {"organisation": place.organisation.name, "post": place.post}


class AddressForm(SeatForm):
    """The right address."""

    email = MailField(
        label=_("Mail address"),
        help_text=_("The person's own address. A shared mailbox cannot be used."),
    )


class SuspendForm(SeatForm):
    """Why the account is stopped."""

    reason = forms.ChoiceField(
        label=_("Why"),
        choices=StopReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose why.")},
    )
