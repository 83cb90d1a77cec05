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

    def clean_password(self) -> str:
        """Another one than before: who changes it may think that somebody knows it."""
        password = super().clean_password()
        if password == self.data.get("old"):
            raise forms.ValidationError(_("This is the password you use now. Please choose another one."))
        return password
