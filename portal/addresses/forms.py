"""A new mail address, with a fresh factor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.fields import MailField
from portal.mfa.forms import ProofForm


class AddressForm(ProofForm):
    """To where mail shall go."""

    address = MailField(
        label=_("New mail address"),
        help_text=_("Your own address. A shared mailbox cannot be used."),
    )
    field_order = ("address", "code")

    def clean_address(self) -> str:
        """Not the present one: nothing would change, and the code would be used up."""
        address: str = self.cleaned_data["address"]
        if address.lower() == self.user.email:
            raise forms.ValidationError(_("This is your present mail address. Please give the new one."))
        return address
