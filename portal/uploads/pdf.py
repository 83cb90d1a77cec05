"""PDF files: no scripts, no programs, no files inside, no password."""

import re
import zipfile
import zlib
from io import BytesIO

from portal.uploads.refusals import UploadRefused, Why

MOST_UNPACKED = 60 * 1024 * 1024
ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|RichMedia|XFA|ImportData|SubmitForm)(?![A-Za-z0-9])")
PACKED = re.compile(rb"/(EmbeddedFiles?|Filespec)(?![A-Za-z0-9])")
LOCKED = re.compile(rb"/Encrypt(?![A-Za-z0-9])")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # /J#53 is /JS (ISO 32000-1, 7.3.5)
OBJECTS = re.compile(rb"/ObjStm(?![A-Za-z0-9]).{0,400}?stream\r?\n", re.DOTALL)


def check_pdf(content: bytes) -> None:
    """Raise ``UploadRefused`` for a PDF that could do anything but be read."""
    if b"%%EOF" not in content[-2048:]:
        raise UploadRefused(Why.BROKEN)
    if zipfile.is_zipfile(BytesIO(content)):  # one file, two kinds: a PDF here, an archive for another program
        raise UploadRefused(Why.PACKED)
    words = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), content + _packed_objects(content))
    for pattern, why in ((LOCKED, Why.PROTECTED), (ACTIVE, Why.ACTIVE), (PACKED, Why.PACKED)):
        if pattern.search(words):
            raise UploadRefused(why)


def _packed_objects(content: bytes) -> bytes:
    """The objects that lie compressed in object streams."""
    pieces: list[bytes] = []
    room = MOST_UNPACKED
    for found in OBJECTS.finditer(content):
        opener = zlib.decompressobj()
        try:
            piece = opener.decompress(memoryview(content)[found.end() :], room)
        except zlib.error:
            continue  # not deflated: then it lay open in the bytes above
        room -= len(piece)
        if room <= 0:
            raise UploadRefused(Why.BOMB)
        pieces.append(piece)
    return b" ".join(pieces)
