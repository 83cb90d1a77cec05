"""Who comes in a member's place, and to which items."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from meetings.agenda.models import Item
from meetings.agenda.presenting import ItemView
from meetings.proxies.access import Candidate
from portal.accounts.models import User


class ProxyForm(forms.Form):
    """One of those who may come now, and at least one item."""

    proxy = forms.ChoiceField(
        label=_("Who comes as a proxy"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose who comes."),
            "invalid_choice": _("Nobody can be let in whose own pledge is not in force. Please choose from the list."),
        },
    )
    items = forms.MultipleChoiceField(
        label=_("To which items"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Please choose at least one item."),
            "invalid_choice": _("An item chosen is not open for a proxy any more. Please choose from the list."),
        },
    )

    def __init__(self, *args: Any, candidates: Iterable[Candidate], views: Iterable[ItemView], **options: Any) -> None:
        super().__init__(*args, **options)
        self.candidates = {str(each.user.pk): each.user for each in candidates if each.may_come}
        self.views = {str(view.item.pk): view for view in views}
        names = [(pk, user.full_name) for pk, user in self.candidates.items()]
        self.fields["proxy"].choices = names  # type: ignore[attr-defined]
        self.fields["items"].choices = [(pk, view.title) for pk, view in self.views.items()]  # type: ignore[attr-defined]
        self.fields["items"].initial = list(self.views)
        if len(names) == 1:
            self.fields["proxy"].initial = names[0][0]

    def proxy_chosen(self) -> User:
        """Who comes."""
        return self.candidates[self.cleaned_data["proxy"]]

    def items_chosen(self) -> list[Item]:
        """To which items."""
        return [self.views[pk].item for pk in self.cleaned_data["items"]]
