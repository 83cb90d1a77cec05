"""Publishing: every public page becomes a file; what is taken back is out of the files before the act is over."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Count, Max
from django.utils import timezone
from wagtail.models import CollectionViewRestriction, ModelLogEntry

from cms.kept import forget_all
from cms.publishing.addresses import public_pages
from cms.publishing.rendering import Rendering
from cms.publishing.tree import Published

log = logging.getLogger(__name__)
_due: list[Callable[[datetime, datetime], bool]] = []


def published() -> Published:
    """The published directory of this house."""
    return Published(Path(settings.PUBLISHED_DIR))


def register_due(hook: Callable[[datetime, datetime], bool]) -> None:
    """Let ``hook(since, until)`` say whether something that pages show began or ended in between."""
    _due.append(hook)


def request() -> None:
    """What pages show has changed: all are written anew soon after the transaction, by whoever publishes."""
    transaction.on_commit(lambda: published().ask())


def withdraw(pages: Collection[int] = (), prefixes: Collection[str] = ()) -> None:
    """Serve these pages, and files below these addresses, by request only, from now on; and write all anew.

    In a transaction it is done twice: at once, so that no crash leaves behind what was taken back; and after it, because
    what was written in between still had it. Too early does no harm: what is not in the files is asked of the database.
    """

    def take_out() -> None:
        published().withdraw(pages, prefixes)

    if connection.in_atomic_block:
        take_out()
    transaction.on_commit(take_out)
    request()


def publish(*, wait: bool = True) -> int | None:
    """Write the whole site and serve it; how many addresses it has. None where another process is doing it."""
    place = published()
    with place.writing(wait=wait) as mine:
        if not mine:
            return None
        made_for, since = place.wanted(), place.withdrawals()
        forget_all()  # after the wish was read: who asked for it may have changed words in another process
        old = place.current.resolve() if place.manifest() is not None else None
        begun, told, tree = timezone.now(), _told(), place.begin()
        manifest = Rendering(tree, old, place.manifest()).write()
        manifest |= {"made_at": begun.isoformat(), "told": told}
        place.switch(tree, manifest, made_for, since)
    return len(manifest["entries"])


def publish_if_wanted() -> bool:
    """Publish where something was asked for that is not there yet; whether it was done."""
    place = published()
    return place.wanted() != place.made_for() and publish(wait=False) is not None


def look_over() -> None:
    """Compare what is served with what ought to be: what changed unseen, on another host too, and what time has changed."""
    manifest = published().manifest()
    if manifest is None:
        return
    kept, shown = manifest["pages"], {str(pk): state for pk, state in public_pages().items()}
    other = [int(pk) for pk, state in kept.items() if shown.get(pk) != state]
    if other:
        withdraw(other)
    elif kept != shown or manifest.get("told") != _told() or _is_due(datetime.fromisoformat(manifest["made_at"])):
        request()


def _told() -> list[Any]:
    """What the desk wrote down of changes to records, settings and files, by its length; and the closed collections.

    Pages tell themselves when they were published; of all else this alone is what another host can see.
    """
    # not the last one alone: a transaction that began before may be committed after it
    entries = ModelLogEntry.objects.aggregate(last=Max("pk"), number=Count("pk"))
    closed = CollectionViewRestriction.objects.order_by("pk").values_list("pk", flat=True)
    return [entries["last"], entries["number"], list(closed)]


def _is_due(since: datetime) -> bool:
    now = timezone.now()
    if timezone.localdate(since) != timezone.localdate(now):  # days to look at a page again, laws in force
        return True
    return any(hook(since, now) for hook in _due)
