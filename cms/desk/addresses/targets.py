"""Where an address of this site may lead on to: to this site alone."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.publishing.addresses import home_address


def is_ours(link: str) -> bool:
    """Whether a link leads to this site: an address of it, whole or from the first slash on."""
    path = link.removeprefix(home_address())
    return path.startswith("/") and path[1:2] not in ("/", "\\")


def only_here(link: str) -> None:
    """Raises ``ValidationError`` for a link to another host: whoever may write it could send residents anywhere."""
    if not is_ours(link):
        raise ValidationError(
            _("Choose a page, or lead on to an address of this site: %(home)s/… Pages link to other sites."),
            code="elsewhere",
            params={"home": home_address()},
        )
