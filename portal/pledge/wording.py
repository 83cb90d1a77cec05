"""The words of a pledge as they stand on a day: what the signer sees, and the hash over it (pure)."""

import hashlib
from collections.abc import Iterable
from datetime import date, timedelta

from portal.dates.wareki import day, wareki_year
from portal.law.applying import ASIDE, PENAL
from portal.law.data import VERIFIED_ON, Citation, cite


def law_words(articles: Iterable[str], rules: str, on: date) -> str:
    """The legal basis, one paragraph a line: duties, the city's own ``rules``, penalties, and of which day they are.

    Articles are keys of portal/law, cited as they read on the day ``on``: one that was repealed never
    appears. Raises ``LookupError`` where a key names nothing in force that day.
    """
    keys = list(articles)
    lines = [line for key in keys if key not in PENAL for line in _duty(key, on)]
    lines += [line for line in rules.split("\n") if line.strip()]
    lines += [_penalty(key, on) for key in keys if key in PENAL]
    if keys:
        as_of = max(VERIFIED_ON, *(cite(key, on).in_force_from for key in keys))
        lines.append(f"{wareki_year(as_of)}{day(as_of).partition('（')[0]}に施行されている条文の要旨です。")
    return "\n".join(lines)


def changed_on(articles: Iterable[str], since: date, until: date) -> date | None:
    """From when some of the articles read otherwise than on the day ``since``, looking as far as ``until``.

    None where all read alike. One that names nothing any more has changed, too.
    """
    days = []
    for key in articles:
        then, now = _reading(key, since), _reading(key, until)
        if then != now:
            days.append(now.in_force_from if now is not None else _last_day_of(then, until) + timedelta(days=1))
    return min(days, default=None)


def all_words(*, addressee: str, covers: str, body: str, law: str) -> str:
    """All the words a signer sees, as one text."""
    return "\n".join((addressee, covers, body, law))


def sha256_of(words: str) -> str:
    """The hash that a signature is over."""
    return hashlib.sha256(words.encode()).hexdigest()


def _reading(key: str, on: date) -> Citation | None:
    try:
        return cite(key, on)
    except LookupError:
        return None


def _last_day_of(citation: Citation | None, until: date) -> date:
    return (citation.in_force_to if citation is not None else None) or until


def _duty(key: str, on: date) -> list[str]:
    found = cite(key, on)
    return [f"{ASIDE.get(key, '')}{found.label}", found.gist]


def _penalty(key: str, on: date) -> str:
    found = cite(key, on)
    return f"{ASIDE[key]}{found.label}　{found.gist}"
