"""Words of a record in the language of the page. A record is one row for all languages: a telephone stands once.

Beside a field ``name`` stand ``name_easy`` (やさしい日本語, with readings as 漢字《かんじ》) and ``name_en``.
"""

from typing import Any

from django.utils import translation

SUFFIXES = {"ja-simple": "_easy", "en": "_en"}


def said(record: Any, field: str) -> str:
    """What ``record`` says in ``field``, in the language of the moment; in Japanese where that was not written."""
    suffix = SUFFIXES.get(translation.get_language() or "", "")
    return (suffix and getattr(record, field + suffix)) or str(getattr(record, field))
