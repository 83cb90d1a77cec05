"""The words of a text: by the dictionary of Sudachi where it is installed (the extra ``ja``), else by changes of script."""

import logging
import re
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from threading import Lock
from typing import Any

from cms.search.morphemes import Morpheme, pieces_of
from cms.search.piece import Piece

logger = logging.getLogger(__name__)

SIZES = ("core", "full", "small")
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff々〆〇]")
_opening = Lock()


def installed() -> str:
    """Which of Sudachi's dictionaries is installed; none without SudachiPy."""
    found = (size for size in SIZES if find_spec("sudachipy") and find_spec(f"sudachidict_{size}"))
    return next(found, "")


DICTIONARY = installed()


def words(text: str, otherwise: Callable[[str], list[Piece]]) -> list[Piece]:
    """The words of ``text``, as a dictionary parts it, or ``otherwise``."""
    found = by_dictionary(text) if DICTIONARY else None
    return otherwise(text) if found is None else found


def by_dictionary(text: str) -> list[Piece] | None:
    """The words of ``text`` as Sudachi parts it; None where it has nothing to say or cannot: no search fails because of it."""
    if not _JAPANESE.search(text) or not (dictionary := _opened()):
        return None
    try:
        return pieces_of(_morphemes(dictionary, text))
    except BaseException as problem:  # a panic of Rust is no Exception
        _raise_what_ends_us(problem)
        logger.warning("Sudachi parts no words: %s.", type(problem).__name__)  # its message may hold the query
        return None


def _morphemes(dictionary: Any, text: str) -> list[Morpheme]:
    # a tokenizer of one's own: it costs nothing, and two threads must not share one
    found = dictionary.tokenizer(mode="A").tokenize(text)
    return [
        Morpheme(each.surface(), each.part_of_speech(), each.normalized_form(), each.dictionary_form())
        for each in found
    ]


def _opened() -> Any:
    with _opening:
        return _dictionary()


@cache
def _dictionary() -> Any:
    """The dictionary, read by the first query and mapped: processes of a host share it. None if it cannot be read."""
    try:
        import sudachipy  # only who searches in Japanese pays for it

        return sudachipy.Dictionary(dict=DICTIONARY)
    except BaseException as problem:
        _raise_what_ends_us(problem)
        logger.warning("The dictionary of Sudachi cannot be read, words are parted by script: %s", problem)
        return None


def _raise_what_ends_us(problem: BaseException) -> None:
    if isinstance(problem, KeyboardInterrupt | SystemExit | GeneratorExit):
        raise problem
