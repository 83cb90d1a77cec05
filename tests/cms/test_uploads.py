"""What an editor hands in at the desk is judged by its bytes, and pictures are written anew."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests.portal.uploads import files

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(cast, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return cast.client_of(cast.editor)


def hand_in(desk, door: str, name: str, content: bytes):
    return desk.post(reverse(door), {"title": "資料", "file": SimpleUploadedFile(name, content), "collection": 1})


@pytest.mark.parametrize("door", ["wagtailimages:add", "wagtailimages:add_multiple"])
def test_a_photograph_loses_what_came_along(desk, door):
    dirty = files.located()
    assert b"CameraOfSomebody" in dirty
    if door.endswith("multiple"):
        answer = desk.post(
            reverse(door),
            {"title": "x", "files[]": SimpleUploadedFile("a.jpg", dirty), "collection": 1},
            headers={"x-requested-with": "XMLHttpRequest"},
        )
    else:
        answer = hand_in(desk, door, "a.jpg", dirty)
    assert answer.status_code in (200, 302)
    stored = get_image_model().objects.get()
    with stored.file.open() as file:
        assert b"CameraOfSomebody" not in file.read()
    assert (stored.width, stored.height) == (30, 40)


@pytest.mark.parametrize(("name", "make"), [
    ("a.svg", lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"), ("a.png", files.pixel_bomb),
    ("a.png", lambda: b"<svg onload='x'/>"), ("a.gif", lambda: files.picture("GIF")), ("a.webp", files.animation),
])  # fmt: skip
def test_pictures_that_are_none_are_refused(desk, name, make):
    answer = hand_in(desk, "wagtailimages:add", name, make())
    assert answer.status_code == 200
    assert not get_image_model().objects.exists()


@pytest.mark.parametrize(("name", "make"), [
    ("a.html", lambda: b"<script>alert(1)</script>"), ("a.svg", lambda: b"<svg/>"), ("a.zip", lambda: files.package({"a": b"a"})),
    ("a.docx", lambda: files.changed(files.word(), {"word/vbaProject.bin": b"x"})),
    ("a.pdf", lambda: files.pdf(b"<</S /JavaScript /JS (x)>>")), ("a.docm", files.word),
])  # fmt: skip
def test_documents_with_programs_and_archives_are_refused(desk, name, make):
    answer = hand_in(desk, "wagtaildocs:add", name, make())
    assert answer.status_code == 200
    assert not get_document_model().objects.exists()


def test_a_plain_document_comes_in(desk):
    assert hand_in(desk, "wagtaildocs:add", "名簿.docx", files.word()).status_code == 302
    assert get_document_model().objects.get().title == "資料"
