"""Names of files as people give them: only shown, never used as a path."""

import unicodedata

from portal.uploads.kinds import ENDINGS, Kind
from portal.uploads.refusals import UploadRefused, Why

LONGEST = 150
# what a system starts on a double click; as the part before the ending it is a trick ("plan.exe.docx" in a narrow column)
PROGRAMS = frozenset(
    [
        "exe",
        "com",
        "bat",
        "cmd",
        "ps1",
        "vbs",
        "js",
        "jse",
        "wsf",
        "hta",
        "msi",
        "scr",
        "pif",
        "lnk",
        "jar",
        "sh",
        "html",
        "htm",
        "svg",
        "php",
    ]
)


def kind_named(name: str) -> Kind:
    """The kind that the ending of ``name`` claims.

    Raises ``UploadRefused`` for names with path parts, control or direction letters (U+202E turns
    "fdp.exe" round), or a program's ending in the middle, and for endings that are not known.
    """
    odd = any(unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Zl", "Zp") for letter in name)
    if odd or not 0 < len(name) <= LONGEST or set(name) & set('/\\:*?"<>|') or name.startswith("."):
        raise UploadRefused(Why.NAME)
    _stem, *endings = name.lower().split(".")
    if not endings or endings[-1].strip() not in ENDINGS:
        raise UploadRefused(Why.KIND)
    if PROGRAMS & {each.strip() for each in endings[:-1]}:
        raise UploadRefused(Why.NAME)
    return ENDINGS[endings[-1].strip()]
