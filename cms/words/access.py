"""The readings as a map, kept in the process: pages are written by the thousand, readings change once a month."""

from time import monotonic

from django.core.cache import cache

from cms.words.models import Reading

STAMP = "cms.words.readings"
KEPT_FOR = 60  # seconds after which another process's change is seen where the cache is not shared

_kept: dict[str, tuple[object, float, dict[str, str]]] = {}


def readings() -> dict[str, str]:
    """Word → reading. The same object until a reading changes: one look at the cache, no query."""
    stamp = cache.get(STAMP)
    kept = _kept.get("")
    if kept is None or kept[0] != stamp or monotonic() - kept[1] > KEPT_FOR:
        fresh = dict(Reading.objects.values_list("word", "reading"))
        # equal maps stay the same object: the pattern made of it is kept too
        kept = (stamp, monotonic(), kept[2] if kept is not None and kept[2] == fresh else fresh)
        _kept[""] = kept
    return kept[2]


def forget() -> None:
    """Let this process and those that share its cache read the readings anew."""
    _kept.clear()
    cache.set(STAMP, monotonic(), None)
