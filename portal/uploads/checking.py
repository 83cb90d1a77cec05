"""The one question every door asks before it takes a file: what is this, really, and may it come in?"""

import codecs
import unicodedata
from collections.abc import Collection

from portal.uploads.kinds import ENDINGS, OFFICE, PICTURES, WORDS, Kind, family_of
from portal.uploads.names import kind_named
from portal.uploads.office import check_office
from portal.uploads.pdf import check_pdf
from portal.uploads.pictures import check_picture
from portal.uploads.refusals import UploadRefused, Why

LARGEST = 10 * 1024 * 1024


def check_upload(content: bytes, name: str, *, allowed: Collection[Kind], largest: int = LARGEST) -> Kind:
    """The kind of a file that may come in: ``name`` and ``content`` must say the same.

    ``largest`` is in bytes. Raises ``UploadRefused`` (``.why`` for the record, ``.sentence`` for the
    sender) for anything that is not one of ``allowed``, and for macros, archives, locked files, bombs.
    """
    if not content:
        raise UploadRefused(Why.EMPTY)
    if len(content) > largest:
        raise UploadRefused(Why.TOO_LARGE)
    kind = kind_named(name)
    if kind not in allowed:
        raise UploadRefused(Why.KIND)
    if kind not in family_of(content):
        raise UploadRefused(Why.MISMATCH)
    if kind in OFFICE:
        check_office(content, kind)
    elif kind in PICTURES:
        check_picture(content, kind)
    elif kind in WORDS:
        text_of(content)
    else:
        check_pdf(content)
    return kind


def text_of(content: bytes) -> str:
    """The words of a text or CSV file, in UTF-8 or in the code Japanese Excel writes (CP932).

    Raises ``UploadRefused`` for bytes of neither, and for control letters other than tab and line ends.
    """
    for code in ("utf-8-sig", "cp932"):
        try:
            text = codecs.decode(content, code)
        except UnicodeDecodeError:
            continue
        if any(unicodedata.category(letter) == "Cc" and letter not in "\t\r\n" for letter in text):
            raise UploadRefused(Why.MISMATCH)
        return text
    raise UploadRefused(Why.MISMATCH)


def endings_of(kinds: Collection[Kind]) -> list[str]:
    """The endings of file names under which ``kinds`` come, for hints and ``accept`` attributes."""
    return sorted(ending for ending, kind in ENDINGS.items() if kind in kinds)
