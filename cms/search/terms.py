"""What is asked for in the languages of the two databases (pure): MATCH of SQLite's FTS5, tsquery of PostgreSQL.

Only tokens of our own (letters a–z) stand in them, and signs written here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cms.search.asked import Asked, AskedPart, Chain, Phrase, Word

MOST_TERMS = 48  # alternatives in a query for any of the words


@dataclass(frozen=True)
class Language:
    """How a database writes a chain of tokens, and, and or."""

    chain: Callable[[Chain], str]
    both: str
    either: str


def _fts5_chain(chain: Chain) -> str:
    return f'"{" ".join(chain.tokens)}"' + (" *" if chain.start else "")


def _tsquery_chain(chain: Chain) -> str:
    last = len(chain.tokens) - 1
    each = (f"'{token}'{':*' if chain.start and place == last else ''}" for place, token in enumerate(chain.tokens))
    return f"({' <-> '.join(each)})"


FTS5 = Language(_fts5_chain, " AND ", " OR ")
TSQUERY = Language(_tsquery_chain, " & ", " | ")


def all_of(asked: Asked, language: Language) -> str:
    """Pages that have each part: as a whole, or all its strong words. Empty if nothing is asked for."""
    return _join(language.both, (_part(part, language) for part in asked.parts))


def any_of(asked: Asked, language: Language) -> str:
    """Pages that have any of the words, weak ones too; bounded. Empty if nothing is asked for."""
    phrases: dict[Phrase, None] = {}
    for part in asked.parts:
        phrases.update(dict.fromkeys(part.whole))
        for word in part.words:
            phrases.update(dict.fromkeys((*word.forms, *word.instead, *word.inside)))
    return _join(language.either, (_phrase(each, language) for each in list(phrases)[:MOST_TERMS]))


def _part(part: AskedPart, language: Language) -> str:
    words = _join(language.both, (_word(word, language) for word in part.words if word.strong))
    return _join(language.either, (*(_phrase(each, language) for each in part.whole), words))


def _word(word: Word, language: Language) -> str:
    return _join(language.either, (_phrase(each, language) for each in (*word.forms, *word.instead)))


def _phrase(phrase: Phrase, language: Language) -> str:
    return _join(language.both, (language.chain(chain) for chain in phrase))


def _join(sign: str, terms: Iterable[str]) -> str:
    found = list(dict.fromkeys(term for term in terms if term))
    return f"({sign.join(found)})" if len(found) > 1 else "".join(found)
