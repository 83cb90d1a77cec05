"""Word and Excel files: what is really inside the ZIP, counted while it is unpacked."""

import re
import zipfile
import zlib
from io import BytesIO
from xml.sax import SAXException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesImpl

from defusedxml import DefusedXmlException
from defusedxml.sax import parseString

from portal.uploads.kinds import TYPES, Kind
from portal.uploads.refusals import UploadRefused, Why

MOST_ENTRIES = 2000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_XML = 40 * 1024 * 1024
MOST_RATIO = 200  # beyond 1 MB; honest sheets of one repeated word reach about 100
READ_AT_ONCE = 1024 * 1024
MAIN_PART = {Kind.DOCX: "word/document.xml", Kind.XLSX: "xl/workbook.xml"}
# macros, ActiveX, Excel 4 macro sheets, OLE objects, embedded packages, links to other books and to databases
ACTIVE = re.compile(
    r"vba|activex|macrosheets|dialogsheets|oleobject|embeddings/|externallinks/|connections\.xml|\.bin$"
)
HARMLESS_BIN = re.compile(r"(^|/)printersettings/printersettings\d*\.bin$")
INSIDE_ENDINGS = re.compile(r"\.(zip|7z|rar|gz|jar|cab|exe|dll|js|vbs|html?|svg|doc[xm]?|xls[xmb]?|ppt[xm]?)$")
FIELD_PROGRAM = re.compile(r"\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE)\b", re.IGNORECASE)
PACKED = (b"PK\x03\x04", b"MZ", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0")


def check_office(content: bytes, kind: Kind) -> None:
    """Raise ``UploadRefused`` unless ``content`` is a plain file of ``kind``: no program, no lock, no bomb."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as book:
            _check_list(book, content)
            parts = _unpacked(book)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as error:
        raise UploadRefused(Why.BROKEN) from error
    _check_parts(parts, kind)


def _check_list(book: zipfile.ZipFile, content: bytes) -> None:
    """The table of contents: few entries, plain names, nothing locked, linked or active."""
    entries = book.infolist()
    names = [entry.filename.lower() for entry in entries]
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise UploadRefused(Why.BOMB)
    if len(set(names)) != len(names) or any(_odd(name) for name in names):
        raise UploadRefused(Why.BROKEN)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise UploadRefused(Why.PROTECTED)
    if any((entry.external_attr >> 16) & 0o170000 == 0o120000 for entry in entries):  # a symbolic link
        raise UploadRefused(Why.BROKEN)
    if any(ACTIVE.search(name) and not HARMLESS_BIN.search(name) for name in names):
        raise UploadRefused(Why.ACTIVE)
    if any(INSIDE_ENDINGS.search(name) for name in names):
        raise UploadRefused(Why.PACKED)


def _odd(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.split("/") or bool(set(name) & set("\\:\0"))


def _unpacked(book: zipfile.ZipFile) -> dict[str, bytes]:
    """The XML parts, each entry unpacked in a stream: what a header declares may be a lie."""
    parts: dict[str, bytes] = {}
    total = 0
    for entry in book.infolist():
        pieces: list[bytes] = []
        size = 0
        is_xml = entry.filename.lower().endswith((".xml", ".rels", ".vml"))
        with book.open(entry) as stream:
            while piece := stream.read(READ_AT_ONCE):
                if not size and not is_xml and piece.startswith(PACKED):
                    raise UploadRefused(Why.PACKED)
                size += len(piece)
                total += len(piece)
                if total > MOST_UNPACKED or (is_xml and size > MOST_XML) or _too_dense(size, entry.compress_size):
                    raise UploadRefused(Why.BOMB)
                if is_xml:
                    pieces.append(piece)
        if is_xml:
            parts[entry.filename] = b"".join(pieces)
    return parts


def _too_dense(size: int, packed: int) -> bool:
    return size > READ_AT_ONCE and size > MOST_RATIO * max(packed, 1)


def _check_parts(parts: dict[str, bytes], kind: Kind) -> None:
    if "[Content_Types].xml" not in parts or MAIN_PART[kind] not in parts:
        raise UploadRefused(Why.MISMATCH)
    seen = _Seen()
    for xml in parts.values():
        try:
            parseString(xml, seen, forbid_dtd=True)
        except DefusedXmlException as error:  # a DTD: entities that grow, or that read files of this host
            raise UploadRefused(Why.BOMB) from error
        except (SAXException, ValueError, LookupError) as error:
            raise UploadRefused(Why.BROKEN) from error
    if seen.types.get(f"/{MAIN_PART[kind]}") != f"{TYPES[kind]}.main+xml":  # a template, or one with macros
        raise UploadRefused(Why.ACTIVE if "macro" in seen.types.get(f"/{MAIN_PART[kind]}", "") else Why.MISMATCH)
    if seen.active:
        raise UploadRefused(Why.ACTIVE)
    if seen.remote:
        raise UploadRefused(Why.REMOTE)


class _Seen(ContentHandler):
    """Notes of all parts: their types, parts that lie elsewhere, fields that start or fetch something."""

    def __init__(self) -> None:
        super().__init__()
        self.types: dict[str, str] = {}
        self.remote = self.active = False
        self._field = ""  # the words of the field at hand; Word may cut them into many runs
        self._reading = False

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802 (the parser calls it so)
        local = name.rpartition(":")[2]
        values = {key.rpartition(":")[2]: value for key, value in attrs.items()}
        if local == "Override":
            self.types[values.get("PartName", "")] = values.get("ContentType", "")
        if local == "Relationship" and values.get("TargetMode", "").lower() == "external":
            self.remote = self.remote or not values.get("Type", "").endswith("/hyperlink")
        if local == "fldChar" and values.get("fldCharType") == "begin":
            self._field = ""
        starts = local == "ddeLink" or "macro" in values.get("ContentType", "").lower()
        self.active = self.active or starts or bool(FIELD_PROGRAM.search(values.get("instr", "")))
        self._reading = local == "instrText"

    def characters(self, content: str) -> None:
        if self._reading:
            self._field += content

    def endElement(self, name: str) -> None:  # noqa: N802
        if self._reading:
            self.active = self.active or bool(FIELD_PROGRAM.search(self._field))
        self._reading = False
