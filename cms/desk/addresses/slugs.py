"""Short addresses in plain letters for pages whose titles have none: 支援会議とは becomes ``p123``, and may be changed."""

from itertools import chain, count
from typing import Any

from django.db.models import Max
from django.utils.text import slugify
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page


class OpenSlugForm(WagtailAdminPageForm):
    """The form of a page, whose address may stay empty: one is made."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # Django hides the first value of a field whose default is a function beside it; Wagtail's panels do not write
            # it: the form would call every page changed, and a changed page begins its approval anew
            field.show_hidden_initial = False
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean_slug(self) -> str:
        """What was typed, or an address in plain letters."""
        typed = str(self.cleaned_data.get("slug") or "")
        if typed and typed.isascii():
            return typed
        return free_slug(str(self.cleaned_data.get("title") or ""), self.parent_page, self.instance)


class AsciiSlug:
    """Goes before ``Page``: an address can be read out on the telephone, and does not become %E6%94%AF… in a mail."""

    base_form_class = OpenSlugForm

    def _set_core_field_defaults(self: Any) -> None:
        if self.slug and not self.slug.isascii():
            self.slug = ""
        if not self.slug and (self.path or getattr(self, "_cached_parent_obj", None)):
            self.slug = free_slug(self.title, self.get_parent(), self)
        super()._set_core_field_defaults()  # type: ignore[misc]


def free_slug(title: str, parent: Page | None, page: Page) -> str:
    """An address that no sibling has: the plain letters of the title, or else about the number of the page."""
    base = slugify(title) or f"p{page.pk or _next_number()}"
    tries = chain([base], (f"{base}-{number}" for number in count(2)))
    return next(slug for slug in tries if Page._slug_is_available(slug, parent, page if page.pk else None))


def _next_number() -> int:
    return (Page.objects.aggregate(last=Max("pk"))["last"] or 0) + 1
