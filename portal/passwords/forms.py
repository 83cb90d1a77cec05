"""What people type when a password is forgotten or changed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.accounts.fields import MailField
from portal.accounts.forms import NewPasswordForm


class ForgottenForm(forms.Form):
    """To which address the link goes."""

    email = MailField(label=_("Mail address"), help_text=_("The one you log in with."))


class ChangeForm(NewPasswordForm):
    """The old password too: an open screen is not enough."""

    old = forms.CharField(
        label=_("The password you use now"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}, render_value=True),
    )
    field_order = ("old", "password", "again")
