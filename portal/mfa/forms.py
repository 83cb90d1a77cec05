"""Fields for codes."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.mfa import step_up
from portal.mfa.access import passkeys
from portal.mfa.passkeys import prove as by_passkey
from portal.mfa.step_up import Factor


class CodeForm(forms.Form):
    """One six-digit code."""

    code = forms.CharField(
        label=_("Confirmation code (6 digits)"),
        help_text=_("It changes every 30 seconds. Enter the number shown now."),
        max_length=20,
        error_messages={"required": _("Enter the 6 digits that the authenticator app shows.")},
    )


class PrintedCodeForm(forms.Form):
    """One printed code."""

    code = forms.CharField(
        label=_("Printed code"),
        help_text=_("One that you have not used, with the number in front of it. Example: 3-ABCD-EFGH-JKLM-NPQR"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class ProofForm(forms.Form):
    """The fields of a fresh factor for one act on one thing; templates include ``portal/parts/proof.html``.

    ``act`` is a verb like "pledge.sign", ``about`` the hash or id of what is on screen. The service that does
    the act asks ``factor.proves(actor, act, about)``. A script fills ``assertion`` with what a passkey signed.
    """

    code = forms.CharField(
        label=_("Confirmation code (6 digits)"),
        help_text=_("The number that the authenticator app shows now. The one you logged in with works no more."),
        max_length=20,
        required=False,
    )
    assertion = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: User, act: str, about: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.user, self.act, self.about = user, act, about
        if self.field_order is None:  # the code stands right above the button, and its error last in the summary
            self.order_fields([name for name in self.fields if name not in ProofForm.base_fields])
        self.fields["code"].required = not self.data.get("assertion")
        self.fields["code"].error_messages["required"] = _("Enter the 6 digits that the authenticator app shows.")

    @property
    def has_passkey(self) -> bool:
        """Whether there is one to offer."""
        return passkeys(self.user).exists()

    def prove(self) -> Factor:
        """Verify and consume what was given in a valid form, last of all: a refused act must not cost a code.

        Raises ``WrongCode`` with a sentence for the reader; say it by ``refuse_code``.
        """
        given = self.cleaned_data
        if given["assertion"]:
            return by_passkey(self.user, given["assertion"], act=self.act, about=self.about)
        return step_up.prove(self.user, given["code"], act=self.act, about=self.about)


class LoginForm(ProofForm):
    """The second step of the login: a factor good for this login and nothing else."""

    def __init__(self, *args: Any, user: User) -> None:
        super().__init__(*args, user=user, act="", about="")
        self.fields["code"].help_text = _("It changes every 30 seconds. Enter the number shown now.")


class AskPasskeyForm(forms.Form):
    """For what a passkey is asked; the service that does the act decides whether it was for that."""

    act = forms.CharField(max_length=40, required=False)
    about = forms.CharField(max_length=128, required=False)


def refuse_code(form: forms.Form, sentence: str) -> None:
    """Say why the code was not taken, and empty its field: the next number is another one."""
    form.add_error("code", sentence)
    typed = cast(QueryDict, form.data).copy()
    typed["code"] = typed["assertion"] = ""
    form.data = typed
