"""Mails of 決裁: to who is asked, and back to who asked."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_noop
from wagtail.models import Page

from portal.accounts.models import User
from portal.outbox.letters import post_letter

KIND = "desk"
SUBJECTS = {
    "asked": gettext_noop("Please look at a page: %(title)s"),
    "sent_back": gettext_noop("A page came back to you: %(title)s"),
    "let_out": gettext_noop("Your page is let out: %(title)s"),
    "not_shown": gettext_noop("A page could not be shown: %(title)s"),
}


def write(which: str, page: Page, people: Iterable[User | None], **words: Any) -> None:
    """One letter to each of the people, once; whoever has left the house gets none."""
    told = {user.pk: user for user in people if user is not None and user.is_active and user.email}
    address = str(settings.BASE_URL) + reverse("wagtailadmin_pages:edit", args=[page.pk])
    for user in told.values():
        post_letter(
            name=user.full_name,
            address=user.email,
            kind=KIND,
            subject=SUBJECTS[which],
            template=f"cms/desk/mails/{which}.txt",
            words={"title": page.get_admin_display_title(), "url": address, **words},
        )
