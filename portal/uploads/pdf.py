"""PDF files: no scripts, no programs, no files inside, no password.

Names are looked for twice: in the bytes as they lie there, and in every object as ``pypdf`` reads it, the packed
ones included. Objects are found by their heads, not by the file's own table: a reader that finds the table broken
looks for heads too, and would show what the table leaves out.
"""

import re
import time
import zipfile
from collections.abc import Iterator
from io import BytesIO

from pypdf import PdfReader
from pypdf.errors import LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject, read_object

from portal.uploads.refusals import UploadRefused, Why

MOST_UNPACKED = 60 * 1024 * 1024
MOST_OBJECTS = 100_000
MOST_SECONDS = 10.0
ACTIVE = frozenset({"JavaScript", "JS", "Launch", "RichMedia", "XFA", "ImportData", "SubmitForm", "Rendition", "GoToE"})
PACKED = frozenset({"EmbeddedFile", "EmbeddedFiles", "Filespec"})
LOCKED = frozenset({"Encrypt"})
SHORT = {"JS"}  # stands by chance in a large picture; read as an object it does not
NAME = re.compile(rb"/([A-Za-z]+)")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")  # /J#53 is /JS (ISO 32000-1, 7.3.5)
HEAD = re.compile(rb"(?<!\d)\d++\s++\d++\s++obj")  # possessive: a megabyte of digits costs one pass, not a million
# whatever a reader of hostile bytes may stumble over: the file is broken then, and that is all there is to say
STUMBLES = (PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, OSError, EOFError, RecursionError,
            NotImplementedError, AssertionError, ArithmeticError)  # fmt: skip


def check_pdf(content: bytes) -> None:
    """Raise ``UploadRefused`` for a PDF that could do anything but be read."""
    if b"%%EOF" not in content[-2048:]:
        raise UploadRefused(Why.BROKEN)
    if zipfile.is_zipfile(BytesIO(content)):  # one file, two kinds: a PDF here, an archive for another program
        raise UploadRefused(Why.PACKED)
    _judge(_names_in(content) - SHORT)
    try:
        for names in _names_of_objects(content):
            _judge(names)
    except LimitReachedError as error:
        raise UploadRefused(Why.BOMB) from error
    except STUMBLES as error:
        raise UploadRefused(Why.BROKEN) from error


def _judge(names: set[str]) -> None:
    for bad, why in ((LOCKED, Why.PROTECTED), (ACTIVE, Why.ACTIVE), (PACKED, Why.PACKED)):
        if names & bad:
            raise UploadRefused(why)


def _names_in(words: bytes) -> set[str]:
    """The bad ones among the names that stand in ``words``, however they are written."""
    plain = ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), words)
    return {found.decode() for found in set(NAME.findall(plain))} & (ACTIVE | PACKED | LOCKED)


def _names_of_objects(content: bytes) -> Iterator[set[str]]:
    """The names of each object of the file, and of the objects that are packed in it."""
    until = time.monotonic() + MOST_SECONDS
    reader = PdfReader(BytesIO(content), strict=False)
    places = {found.start() for found in HEAD.finditer(content)}
    for table in reader.xref.values():
        places.update(place for place in table.values() if 0 < place < len(content))
    if len(places) > MOST_OBJECTS:
        raise UploadRefused(Why.BOMB)
    room = MOST_UNPACKED
    for place in sorted(places):
        if time.monotonic() > until:
            raise UploadRefused(Why.BOMB)
        reader.stream.seek(place)
        reader.read_object_header(reader.stream)
        thing = read_object(reader.stream, reader)
        yield set(_names_of(thing))
        if isinstance(thing, StreamObject) and _holds_objects(thing):
            words = thing.get_data()
            room -= len(words)
            if room <= 0:
                raise UploadRefused(Why.BOMB)
            yield _names_in(words)


def _holds_objects(stream: StreamObject) -> bool:
    """Not every reader asks for the type: what has a number of objects and the place of the first is one."""
    return stream.get("/Type") == "/ObjStm" or ("/N" in stream and "/First" in stream)


def _names_of(thing: object) -> Iterator[str]:
    """The names in one object, as keys and as values; other objects that it points to are not followed."""
    if isinstance(thing, NameObject):
        yield thing[1:]
    elif isinstance(thing, DictionaryObject):
        for key, value in thing.items():
            yield key[1:]
            yield from _names_of(value)
    elif isinstance(thing, ArrayObject):
        for each in thing:
            yield from _names_of(each)
