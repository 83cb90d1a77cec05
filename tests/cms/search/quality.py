"""How good the search is on a list of queries: of the pages that should be found, in which place are they?"""

from dataclasses import dataclass

from tests.cms.search.site import rows


@dataclass(frozen=True)
class Query:
    words: str
    first: tuple[str, ...]  # one of these on top, and among the first ten
    among: frozenset[str]  # all of these, too


@dataclass(frozen=True)
class Quality:
    success: float
    recall: float
    empty: list[str]
    missed: list[str]


def queries(name):
    for words, first, *more in rows(name):
        tops, also = first.split(), more[0].split() if more else []
        # of several pages that may stand on top one must be found, wherever; further pages are all wanted
        yield Query(words, tuple(tops), frozenset({*also, tops[0]} if len(tops) == 1 else also))


def quality(name, search, among=None):
    """``search(words)`` gives the paths found, the best first; queries for pages not ``among`` these are left out."""
    asked = [query for query in queries(name) if among is None or {*query.first, *query.among} <= among]
    tops, recalls, empty, missed = 0, 0.0, [], []
    for query in asked:
        found = search(query.words)[:10]
        top = bool(found) and found[0] in query.first
        wanted = query.among
        hits = len(wanted & set(found)) + (len(query.first) > 1 and bool({*query.first} & set(found)))
        share = hits / (len(wanted) + (len(query.first) > 1))
        tops += top
        recalls += share
        if not found:
            empty.append(query.words)
        if not top or share < 1:
            missed.append(f"{query.words}: {found[:4]} instead of {query.first}, recall {share:.2f}")
    if not asked:
        return Quality(1.0, 1.0, [], [])
    return Quality(tops / len(asked), recalls / len(asked), empty, missed)
