"""Fields with a filled example in grey, which gives way at the first keystroke (public-ui.md §5)."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from wagtail import blocks


class _Guided(blocks.FieldBlock):
    """A field of words that takes ``example``; the example is advice and no part of what is stored or migrated."""

    def __init__(self, *args: Any, example: Any = "", **kwargs: Any) -> None:
        self.example = example
        self._constructor_args[1].pop("example", None)
        super().__init__(*args, **kwargs)


class Words(_Guided, blocks.CharBlock):
    """One line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field.widget.attrs["placeholder"] = self.example


class Lines(_Guided, blocks.TextBlock):
    """One sentence or several."""

    @cached_property
    def field(self) -> forms.Field:
        field: forms.Field = super().field
        field.widget.attrs["placeholder"] = self.example
        return field
