"""Where pages have moved: for the middleware's twin, the published files."""

from collections.abc import Iterator
from typing import NamedTuple

from wagtail.contrib.redirects.models import Redirect


class Moved(NamedTuple):
    """``path`` (as asked, without the slash at its end) leads on to ``target``."""

    path: str
    target: str
    is_permanent: bool


def moved() -> Iterator[Moved]:
    """All redirects that lead somewhere, shortest address first."""
    for each in Redirect.objects.select_related("redirect_page").order_by("old_path"):
        if each.redirect_page_id and not each.redirect_page.live:
            continue
        if target := each.link:
            yield Moved(each.old_path, target, each.is_permanent)
