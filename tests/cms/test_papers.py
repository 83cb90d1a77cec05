"""Documents of the starter content: PDFs that machines and screen readers can read."""

import io

import pypdf
import pytest

from cms.seed.files import FILES
from cms.seed.ja import PAGES
from cms.seed.ja.plan_chapters import CHAPTERS
from cms.seed.pdf import document, lines_of
from tests.cms.test_words import words_of


@pytest.mark.parametrize("key", FILES)
def test_a_document_says_its_title_language_and_structure(key):
    title, made = FILES[key]
    content = made()
    assert len(content) < 20_000
    reader = pypdf.PdfReader(io.BytesIO(content), strict=True)
    catalog = reader.trailer["/Root"]
    assert reader.metadata.title == title
    assert catalog["/Lang"] == "ja"
    assert catalog["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF's own kind of truth
    assert catalog["/StructTreeRoot"]["/K"]["/S"] == "/Document"
    assert reader.outline[0]["/Title"] == title


def test_the_plan_says_in_its_file_what_its_page_says():
    reader = pypdf.PdfReader(io.BytesIO(FILES["plan_r8"][1]()))
    read = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
    for heading, paragraphs in CHAPTERS:
        assert heading.replace("　", "") in read.replace("　", "")
        assert [words for words in paragraphs if words not in read] == []


def test_a_long_text_goes_on_on_the_next_page():
    reader = pypdf.PdfReader(io.BytesIO(document("題", [("P", "あ" * 200)] * 30)))
    assert len(reader.pages) > 1
    assert sum(page.extract_text().count("あ") for page in reader.pages) == 6_000


def test_no_line_begins_with_a_full_stop():
    lines = lines_of("これは、とても長い文です。そして、続きます。", 5)
    assert [line for line in lines if line[0] in "、。"] == []
    assert "".join(lines) == "これは、とても長い文です。そして、続きます。"


def test_every_file_is_shown_with_a_summary():
    blocks = [
        block["value"]
        for entry in PAGES
        for section in entry.body
        for block in content_of(section)
        if block["type"] == "pdf"
    ]
    assert {block["document"].removeprefix("document:") for block in blocks} | {"plan_r7"} == set(FILES)
    assert [block["title"] for block in blocks if len(block["summary"]) < 100] == []


def content_of(section):
    value = section["value"]
    return value["content"] if isinstance(value, dict) and isinstance(value.get("content"), list) else []


def test_small_numbers_are_hidden():
    for entry in PAGES:
        for name, words in words_of(entry.body):
            if name == "numbers":
                digits = words.removesuffix("人").removesuffix("世帯")
                assert not (words.endswith(("人", "世帯")) and digits.isdigit() and int(digits) < 10), words
