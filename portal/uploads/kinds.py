"""The kinds of file the house knows: their endings and how their bytes begin."""

from enum import StrEnum


class Kind(StrEnum):
    """A kind that can be taken; archives, SVG, HTML, old Office files and files with macros are none."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"
    CSV = "csv"
    TEXT = "txt"
    PNG = "png"
    JPEG = "jpeg"
    WEBP = "webp"


ENDINGS: dict[str, Kind] = {kind.value: kind for kind in Kind} | {"jpg": Kind.JPEG}
OFFICE = frozenset({Kind.DOCX, Kind.XLSX})
PICTURES = frozenset({Kind.PNG, Kind.JPEG, Kind.WEBP})
WORDS = frozenset({Kind.CSV, Kind.TEXT})
DOCUMENTS = frozenset({Kind.PDF, Kind.DOCX, Kind.XLSX, Kind.CSV, Kind.TEXT})

TYPES: dict[Kind, str] = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.CSV: "text/csv",
    Kind.TEXT: "text/plain",
    Kind.PNG: "image/png",
    Kind.JPEG: "image/jpeg",
    Kind.WEBP: "image/webp",
}


def family_of(content: bytes) -> frozenset[Kind]:
    """The kinds whose bytes begin like ``content``; the empty set for none that is known."""
    if content.startswith(b"%PDF-"):
        return frozenset({Kind.PDF})
    if content.startswith(b"PK\x03\x04"):
        return OFFICE
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return frozenset({Kind.PNG})
    if content.startswith(b"\xff\xd8\xff"):
        return frozenset({Kind.JPEG})
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return frozenset({Kind.WEBP})
    return WORDS if b"\0" not in content else frozenset()
