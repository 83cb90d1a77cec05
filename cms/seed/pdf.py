"""A small tagged PDF of Japanese text: headings and paragraphs on A4, nothing else (pure).

The font is a standard one of readers (ISO 32000-1 §9.7.5.2: Adobe-Japan1 with the predefined CMap UniJIS-UCS2-HW-H) and not
embedded, so that a document weighs a few kilobytes. Title, language, outline and structure are there for screen readers.
"""

import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field

WIDTH, HEIGHT = 595, 842  # A4 in points
LEFT, RIGHT, TOP, BOTTOM = 71, 71, 85, 71
SIZES = {"H1": 18, "H2": 13, "P": 10.5}
AFTER = {"H1": 14.0, "H2": 6.0, "P": 6.0}
LEADING = 1.7
# 行頭禁則: what may not begin a line (JIS X 4051)
NOT_FIRST = "、。，．・：；？！）」』】〕〉》ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〜"


@dataclass
class _Page:
    content: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)  # which paragraph each marked content belongs to


def document(title: str, parts: Sequence[tuple[str, str]]) -> bytes:
    """The file: ``title`` as H1, then ``parts`` as (H2 or P, words)."""
    told = [("H1", title), *parts]
    pages, places = _laid_out(told)
    out = _Objects()
    catalog, tree, fonts, root, outline, info = (out.reserve() for _ in range(6))
    page_ids = [out.reserve() for _ in pages]
    elements = [out.reserve() for _ in told]
    whole = out.reserve()
    out.write(
        catalog,
        f"<< /Type /Catalog /Pages {tree} 0 R /Lang (ja) /MarkInfo << /Marked true >> /StructTreeRoot {root} 0 R"
        f" /Outlines {outline} 0 R /ViewerPreferences << /DisplayDocTitle true >> >>",
    )
    out.write(tree, f"<< /Type /Pages /Count {len(pages)} /Kids [{_refs(page_ids)}] >>")
    _font(out, fonts)
    for number, (page, me) in enumerate(zip(pages, page_ids, strict=True)):
        foot = f"/Artifact BMC BT /F 9 Tf {WIDTH / 2 - 9:.1f} 40 Td <{_hex(f'{number + 1}/{len(pages)}')}> Tj ET EMC"
        stream = out.stream("\n".join([*page.content, foot]).encode())
        out.write(
            me,
            f"<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {stream} 0 R /StructParents {number}"
            f" /Tabs /S /Resources << /Font << /F {fonts} 0 R >> >> >>",
        )
    for (kind, _words), me, marks in zip(told, elements, places, strict=True):
        kids = " ".join(f"<< /Type /MCR /Pg {page_ids[page]} 0 R /MCID {mark} >>" for page, mark in marks)
        out.write(me, f"<< /Type /StructElem /S /{kind} /P {whole} 0 R /K [{kids}] >>")
    out.write(whole, f"<< /Type /StructElem /S /Document /P {root} 0 R /K [{_refs(elements)}] >>")
    parents = " ".join(
        f"{number} [{_refs([elements[owner] for owner in page.owners])}]" for number, page in enumerate(pages)
    )
    out.write(root, f"<< /Type /StructTreeRoot /K {whole} 0 R /ParentTree << /Nums [{parents}] >> >>")
    _outline(
        out, outline, [(words, page_ids[places[at][0][0]]) for at, (kind, words) in enumerate(told) if kind != "P"]
    )
    out.write(info, f"<< /Title <FEFF{_hex(title)}> /Creator (Kasane) >>")
    return out.file(catalog, info)


def lines_of(words: str, columns: float) -> list[str]:
    """``words`` broken so that no line is wider than ``columns`` full-width signs, save one sign that may not begin a line."""
    lines, line, wide = [], "", 0.0
    for sign in words:
        step = 0.5 if sign < "\x7f" else 1.0
        if line and wide + step > columns and sign not in NOT_FIRST:
            lines.append(line)
            line, wide = "", 0.0
        line, wide = line + sign, wide + step
    return [*lines, line]


def _laid_out(told: Sequence[tuple[str, str]]) -> tuple[list[_Page], list[list[tuple[int, int]]]]:
    """Pages with their text, and for every paragraph where it stands: (page, mark)."""
    pages, places, y = [_Page()], [], float(HEIGHT - TOP)
    for owner, (kind, words) in enumerate(told):
        size = SIZES[kind]
        lines = lines_of(words, (WIDTH - LEFT - RIGHT) / size - 1)
        marks: list[tuple[int, int]] = []
        if kind == "H2":
            y -= 10
            # a heading does not stand alone at the foot of a page
            if y - 4 * SIZES["P"] * LEADING < BOTTOM:
                pages.append(_Page())
                y = HEIGHT - TOP
        for line in lines:
            if y - size * LEADING < BOTTOM:
                pages.append(_Page())
                y = HEIGHT - TOP
            page = pages[-1]
            marks.append((len(pages) - 1, len(page.owners)))
            page.content.append(
                f"/{kind} << /MCID {len(page.owners)} >> BDC BT /F {size} Tf {LEFT} {y - size:.1f} Td <{_hex(line)}> Tj ET EMC"
            )
            page.owners.append(owner)
            y -= size * LEADING
        places.append(marks)
        y -= AFTER[kind]
    return pages, places


def _font(out: "_Objects", me: int) -> None:
    described = out.add(
        "<< /Type /FontDescriptor /FontName /HeiseiKakuGo-W5 /Flags 4 /FontBBox [-92 -250 1010 922] /ItalicAngle 0"
        " /Ascent 752 /Descent -221 /CapHeight 737 /StemV 114 >>"
    )
    # half-width signs are the glyphs 231 to 325 of Adobe-Japan1
    face = out.add(
        "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiKakuGo-W5 /DW 1000 /W [231 325 500]"
        f" /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> /FontDescriptor {described} 0 R >>"
    )
    rows = [f"<{high:02X}00> <{high:02X}FF> <{high:02X}00>" for high in range(256) if not 0xD8 <= high <= 0xDF]
    blocks = [rows[at : at + 100] for at in range(0, len(rows), 100)]
    ranges = "\n".join(f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks)
    unicode = out.stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Same def /CMapType 2 def\n"
        f"1 begincodespacerange <0000> <FFFF> endcodespacerange\n{ranges}\n"
        "endcmap CMapName currentdict /CMap defineresource pop end end".encode()
    )
    out.write(
        me,
        "<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiKakuGo-W5-UniJIS-UCS2-HW-H /Encoding /UniJIS-UCS2-HW-H"
        f" /DescendantFonts [{face} 0 R] /ToUnicode {unicode} 0 R >>",
    )


def _outline(out: "_Objects", me: int, entries: list[tuple[str, int]]) -> None:
    ids = [out.reserve() for _ in entries]
    for at, ((words, page), item) in enumerate(zip(entries, ids, strict=True)):
        before = f" /Prev {ids[at - 1]} 0 R" if at else ""
        after = f" /Next {ids[at + 1]} 0 R" if at + 1 < len(ids) else ""
        out.write(item, f"<< /Title <FEFF{_hex(words)}> /Parent {me} 0 R{before}{after} /Dest [{page} 0 R /Fit] >>")
    out.write(me, f"<< /Type /Outlines /First {ids[0]} 0 R /Last {ids[-1]} 0 R /Count {len(ids)} >>")


def _hex(words: str) -> str:
    return words.encode("utf-16-be").hex().upper()


def _refs(ids: Sequence[int]) -> str:
    return " ".join(f"{each} 0 R" for each in ids)


class _Objects:
    """The numbered objects of a file."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []

    def reserve(self) -> int:
        self._kept.append(b"")
        return len(self._kept)

    def write(self, me: int, words: str) -> None:
        self._kept[me - 1] = words.encode("latin-1")

    def add(self, words: str) -> int:
        me = self.reserve()
        self.write(me, words)
        return me

    def stream(self, content: bytes) -> int:
        me = self.reserve()
        packed = zlib.compress(content, 9)
        head = f"<< /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
        self._kept[me - 1] = head + packed + b"\nendstream"
        return me

    def file(self, catalog: int, info: int) -> bytes:
        body = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
        starts = []
        for number, content in enumerate(self._kept, start=1):
            starts.append(len(body))
            body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
        table = "".join(f"{start:010d} 00000 n \n" for start in starts)
        size = len(self._kept) + 1
        trailer = f"trailer\n<< /Size {size} /Root {catalog} 0 R /Info {info} 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
        return body + f"xref\n0 {size}\n0000000000 65535 f \n{table}{trailer}".encode()
