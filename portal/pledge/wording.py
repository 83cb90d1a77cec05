"""The words of a pledge as they stand on a day: what the signer sees, and the hash over it (pure)."""

import hashlib
from collections.abc import Iterable
from datetime import date

from portal.dates.wareki import day, wareki_year
from portal.law.applying import ASIDE, PENAL
from portal.law.data import VERIFIED_ON, cite


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


def all_words(*, addressee: str, covers: str, body: str, law: str) -> str:
    """All the words a signer sees, as one text."""
    return "\n".join((addressee, covers, body, law))


def sha256_of(words: str) -> str:
    """The hash that a signature is over."""
    return hashlib.sha256(words.encode()).hexdigest()


def _duty(key: str, on: date) -> list[str]:
    found = cite(key, on)
    return [f"{ASIDE.get(key, '')}{found.label}", found.gist]


def _penalty(key: str, on: date) -> str:
    found = cite(key, on)
    return f"{ASIDE[key]}{found.label}　{found.gist}"
