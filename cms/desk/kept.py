"""A value that the machine keeps on a page: on what residents read and on its draft, which would undo it otherwise."""

from typing import Any

from wagtail.models import Page, Revision


def keep(page: Page, name: str, value: Any, stored: Any) -> None:
    """Set the field ``name``; ``stored`` is the value as a revision's JSON holds it."""
    setattr(page, name, value)
    type(page).objects.filter(pk=page.pk).update(**{name: value})
    newest = Revision.objects.filter(pk=page.latest_revision_id).first()
    if newest is not None:
        newest.content[name] = stored
        Revision.objects.filter(pk=newest.pk).update(content=newest.content)
