"""Files are judged by their bytes: honest ones come in, hostile ones are refused for the right reason and soon."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.uploads.checking import LARGEST, check_upload, endings_of, text_of
from portal.uploads.kinds import DOCUMENTS, PICTURES, Kind
from portal.uploads.pictures import clean_picture
from portal.uploads.refusals import SENTENCES, UploadRefused, Why
from tests.portal.uploads import files

ALL = frozenset(Kind)
SCRIPT = b"1 0 <</S /JavaScript /JS (app.alert\\(1\\))>>"
OFFICE_MAIN = b"wordprocessingml.document.main+xml"

HONEST = {
    "plan.docx": (files.word, Kind.DOCX),
    "名簿.xlsx": (files.sheet, Kind.XLSX),
    "名簿.CSV": (lambda: "氏名,所属\r\n大西 恵,包括\r\n".encode("cp932"), Kind.CSV),
    "utf8.csv": (lambda: "\ufeff氏名\n".encode(), Kind.CSV),
    "memo.txt": (lambda: "一行目\n".encode(), Kind.TEXT),
    "photo.jpg": (lambda: files.picture("JPEG"), Kind.JPEG),
    "photo.png": (files.picture, Kind.PNG),
    "photo.webp": (lambda: files.picture("WEBP"), Kind.WEBP),
    "leaflet.pdf": (
        lambda: files.pdf(b"<</Type /Pages /Title (JSA)>>", files.packed_object(b"1 0 <</A /B>>")),
        Kind.PDF,
    ),
    "scan.pdf": (lambda: files.printed_pdf(3), Kind.PDF),
    # looked through once: at a pass for each digit this would take days
    "digits.pdf": (lambda: files.pdf(b"<</Length 4000000>> stream\n" + b"1" * 4_000_000 + b"\nendstream"), Kind.PDF),
    "blanks.pdf": (lambda: files.pdf(b"<</Length 4000000>> stream\n" + b"1 " * 2_000_000 + b"\nendstream"), Kind.PDF),
    "written.pdf": (files.written_pdf, Kind.PDF),
}

# name → (file name, its bytes, why it is refused)
HOSTILE = {
    "nothing": ("a.pdf", lambda: b"", Why.EMPTY),
    "too large": ("a.txt", lambda: b"a" * (LARGEST + 1), Why.TOO_LARGE),
    "path in the name": ("../../etc/passwd.txt", lambda: b"a", Why.NAME),
    "direction trick": ("plan\u202exslx.docx", files.word, Why.NAME),
    "line end in the name": ("a\r\nX: y.txt", lambda: b"a", Why.NAME),
    "program after the ending": ("plan.docx.exe", files.word, Why.KIND),
    "program before the ending": ("plan.exe.docx", files.word, Why.NAME),
    "program under a plain name": ("plan.docx", lambda: b"MZ\x90\0" + b"\0" * 400, Why.MISMATCH),
    "no ending": ("plan", files.word, Why.KIND),
    "SVG": ("a.svg", lambda: b"<svg onload='alert(1)'/>", Why.KIND),
    "archive": ("a.zip", lambda: files.package({"a": b"a"}), Why.KIND),
    "archive called Word": ("a.docx", lambda: files.package({"a.txt": b"a"}), Why.MISMATCH),
    "Word called Excel": ("a.xlsx", files.word, Why.MISMATCH),
    "old Office": ("a.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, Why.MISMATCH),
    "macros": ("a.docx", lambda: files.changed(files.word(), {"word/vbaProject.bin": b"x"}), Why.ACTIVE),
    "macros in disguise": (
        "a.docx",
        lambda: files.changed(
            files.word(),
            types=(
                b"application/vnd.openxmlformats-officedocument." + OFFICE_MAIN,
                b"application/vnd.ms-word.document.macroEnabled.main+xml",
            ),
        ),
        Why.ACTIVE,
    ),
    "object inside": ("a.docx", lambda: files.changed(files.word(), {"word/embeddings/o.bin": b"x"}), Why.ACTIVE),
    "link to another book": (
        "a.xlsx",
        lambda: files.changed(files.sheet(), {"xl/externalLinks/externalLink1.xml": b"<x/>"}),
        Why.ACTIVE,
    ),
    "field that starts a program": (
        "a.docx",
        lambda: files.changed(files.word(), {"word/x.xml": files.FIELD}),
        Why.ACTIVE,
    ),
    "template from elsewhere": (
        "a.docx",
        lambda: files.changed(files.word(), {"word/_rels/settings.xml.rels": files.REMOTE}),
        Why.REMOTE,
    ),
    "archive inside": ("a.docx", lambda: files.changed(files.word(), {"word/media/a.zip": b"x"}), Why.PACKED),
    "archive inside, renamed": (
        "a.docx",
        lambda: files.changed(files.word(), {"word/media/a.png": files.package({"a": b"a"})}),
        Why.PACKED,
    ),
    "entities that grow": ("a.docx", lambda: files.changed(files.word(), {"word/x.xml": files.DTD}), Why.BOMB),
    "entity that reads this host": ("a.xlsx", lambda: files.changed(files.sheet(), {"xl/x.xml": files.XXE}), Why.BOMB),
    "entities in another code": (
        "a.docx",
        lambda: files.changed(files.word(), {"word/x.xml": files.DTD.decode().encode("utf-16")}),
        Why.BOMB,
    ),
    "bomb": ("a.docx", lambda: files.changed(files.word(), {"word/media/a.png": b"\0" * 90_000_000}), Why.BOMB),
    "bomb that declares itself small": ("a.docx", files.liar, Why.BROKEN),
    "thousands of entries": (
        "a.xlsx",
        lambda: files.changed(files.sheet(), {f"xl/{n}.xml": b"<x/>" for n in range(2100)}),
        Why.BOMB,
    ),
    "locked": ("a.docx", files.locked, Why.PROTECTED),
    "symbolic link": ("a.docx", files.linked, Why.BROKEN),
    "climbing path": ("a.docx", files.climbing, Why.BROKEN),
    "one name twice": ("a.docx", files.twice, Why.BROKEN),
    "cut short": ("a.docx", lambda: files.word()[:-200], Why.BROKEN),
    "binary called text": ("a.csv", lambda: b"a,b\x01\x02\n", Why.MISMATCH),
    "neither UTF-8 nor CP932": ("a.csv", lambda: b"\xff\xfe\xfd\x80", Why.MISMATCH),
    "pixels without end": ("a.png", files.pixel_bomb, Why.BOMB),
    "moving picture": ("a.webp", files.animation, Why.BOMB),
    "half a picture": ("a.jpg", lambda: files.picture("JPEG")[:-300], Why.BROKEN),
    "picture of another kind": ("a.png", lambda: files.picture("JPEG"), Why.MISMATCH),
    "PDF with a script": ("a.pdf", lambda: files.pdf(b"<</S /JavaScript /JS (x)>>"), Why.ACTIVE),
    "PDF with a script, escaped": ("a.pdf", lambda: files.pdf(b"<</S /J#61vaScript>>"), Why.ACTIVE),
    "PDF with a script, packed": ("a.pdf", lambda: files.pdf(files.packed_object(b"1 0 <</S /Launch>>")), Why.ACTIVE),
    "PDF with a script, its packing escaped": (
        "a.pdf",
        lambda: files.pdf(files.packed_object(SCRIPT, type_=b"/Type /Obj#53tm")),
        Why.ACTIVE,
    ),
    "PDF with a script, packed without a type": (
        "a.pdf",
        lambda: files.pdf(files.packed_object(SCRIPT, type_=b"")),
        Why.ACTIVE,
    ),
    "PDF with a script, packed far from its name": (
        "a.pdf",
        lambda: files.pdf(files.packed_object(SCRIPT, more=b"/Note (%s)" % (b"x" * 900))),
        Why.ACTIVE,
    ),
    "PDF with a script, packed twice": (
        "a.pdf",
        lambda: files.pdf(files.packed_object(SCRIPT, filters=b"[/ASCIIHexDecode /FlateDecode]")),
        Why.ACTIVE,
    ),
    "PDF with a script, packed in rows": ("a.pdf", lambda: files.pdf(files.striped_object(SCRIPT)), Why.ACTIVE),
    "PDF with a script only": ("a.pdf", lambda: files.pdf(b"<</A <</JS 4 0 R>>>>"), Why.ACTIVE),
    "PDF that packs without end": (
        "a.pdf",
        lambda: files.pdf(files.packed_object(b"1 0 " + b" " * 90_000_000)),
        Why.BOMB,
    ),
    "PDF nested without end": ("a.pdf", lambda: files.pdf(b"[" * 200_000), Why.BROKEN),
    "PDF with files inside": ("a.pdf", lambda: files.pdf(b"<</Names <</EmbeddedFiles 3 0 R>>>>"), Why.PACKED),
    "PDF and archive in one": ("a.pdf", lambda: files.pdf() + files.package({"a": b"a"}), Why.PACKED),
    "PDF with a password": ("a.pdf", lambda: files.pdf(b"<</Encrypt 4 0 R>>"), Why.PROTECTED),
    "half a PDF": ("a.pdf", lambda: b"%PDF-1.7\n", Why.BROKEN),
}


@pytest.mark.parametrize("name", HONEST)
def test_honest_files_come_in(name):
    make, kind = HONEST[name]
    assert check_upload(make(), name, allowed=ALL) == kind


@pytest.mark.parametrize("trick", HOSTILE)
def test_hostile_files_are_refused_for_the_right_reason(trick):
    name, make, why = HOSTILE[trick]
    content = make()
    begun = time.monotonic()
    with pytest.raises(UploadRefused) as refused:
        check_upload(content, name, allowed=ALL)
    assert refused.value.why == why
    assert time.monotonic() - begun < 5
    assert name not in str(refused.value.sentence)


@pytest.mark.parametrize("name", [name for name in HONEST if not name.endswith("docx")])
def test_a_kind_that_is_not_asked_for_is_refused(name):
    with pytest.raises(UploadRefused, match="kind"):
        check_upload(HONEST[name][0](), name, allowed={Kind.DOCX})


def test_every_refusal_has_its_sentence():
    assert set(SENTENCES) == set(Why)


@given(content=st.binary(max_size=400), name=st.sampled_from([f"a.{kind}" for kind in Kind]), head=st.sampled_from(
    [b"", b"PK\x03\x04", b"%PDF-1.7", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"RIFF0000WEBP"]
))  # fmt: skip
def test_whatever_the_bytes_nothing_breaks(content, name, head):
    with contextlib.suppress(UploadRefused):
        check_upload(head + content, name, allowed=ALL)


def test_a_picture_is_written_anew_without_what_came_along():
    dirty = files.located() + b"<script>alert(1)</script>" + files.package({"a": b"a"})
    clean = clean_picture(dirty, Kind.JPEG)
    for trace in (b"CameraOfSomebody", b"135.0E", b"Exif", b"<script>", b"PK\x03\x04"):
        assert trace in dirty
        assert trace not in clean
    from io import BytesIO

    from PIL import Image

    assert Image.open(BytesIO(clean)).size == (30, 40)  # turned upright


def test_words_in_the_code_of_japanese_excel_are_read():
    assert text_of("髙橋,﨑村".encode("cp932")) == "髙橋,﨑村"


def test_endings_for_hints():
    assert endings_of(PICTURES) == ["jpeg", "jpg", "png", "webp"]
    assert endings_of(DOCUMENTS) == ["csv", "docx", "pdf", "txt", "xlsx"]
