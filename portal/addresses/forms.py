"""A new mail address, with a fresh factor."""

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
