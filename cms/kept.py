"""What every page needs and hardly ever changes, kept in the process: pages are written by the thousand."""

from collections.abc import Callable
from time import monotonic
from typing import Any, Generic, TypeVar

from django.core.cache import cache
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save

T = TypeVar("T")

KEPT_FOR = 60  # seconds after which another process's change is seen where the cache is not shared
_all: list["Kept[Any]"] = []


class Kept(Generic[T]):
    """What ``read`` finds, by calling it: one look at the cache, no query, until ``forget``. It is only to be read.

    ``name`` is the key under which processes that share the cache see that it changed.
    """

    def __init__(self, name: str, read: Callable[[], T]) -> None:
        self.name, self.read = name, read
        self._kept: tuple[object, float, T] | None = None
        _all.append(self)

    def __call__(self) -> T:
        """The same object until it changes."""
        stamp = cache.get(self.name)
        kept = self._kept
        if kept is None or kept[0] != stamp or monotonic() - kept[1] > KEPT_FOR:
            kept = self._kept = (stamp, monotonic(), self.read())
        return kept[2]

    def forget(self) -> None:
        """Let this process and those that share its cache read it anew."""
        self._kept = None
        cache.set(self.name, monotonic(), None)

    def follow(self, model: type[models.Model]) -> None:
        """Forget at every change of a row of ``model``."""
        for change in (post_save, post_delete):
            change.connect(self._changed, sender=model, dispatch_uid=(self.name, change is post_save))

    def forget_with_commit(self) -> None:
        """Forget now, for who works on in this transaction, and after it, for everybody else."""
        self.forget()
        transaction.on_commit(self.forget)

    def _changed(self, **kwargs: Any) -> None:
        self.forget_with_commit()


def forget_all() -> None:
    """Let this process read everything anew that it keeps so: what it writes now stays for longer than a minute."""
    for each in _all:
        each.forget()
