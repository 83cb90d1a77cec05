"""Documents and pictures: for everybody while a live public page shows them, else for the desk only."""

import pytest
from django.apps import apps
from django.db.models import FileField
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests.cms.publishing.pages import a_page, text_of, to_document
from tests.factories.site import a_document, a_picture

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("media"),
    # Wagtail leaves the file of a new rendition to the collector
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
]


def ask(client, path, **headers):
    answer = client.get(path, headers=headers)
    answer.body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer


def test_a_document_that_no_page_uses_is_not_there(client, site, cast):
    paper = a_document("古い計画")
    assert ask(client, paper.url).status_code == 404
    assert ask(cast.client_of(cast.member), paper.url).status_code == 404
    at_the_desk = ask(cast.client_of(cast.editor), paper.url)
    assert at_the_desk.status_code == 200
    assert at_the_desk.headers["Cache-Control"] == "no-store, private"


def test_a_document_is_there_as_long_as_a_live_public_page_uses_it(client, site):
    paper = a_document("計画")
    page = a_page(site.home, "", to_document(paper))
    answer = ask(client, paper.url)
    assert answer.status_code == 200
    assert answer.body == b"%PDF-1.4 paper"
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert ask(client, paper.url, if_none_match=answer.headers["ETag"]).status_code == 304
    assert ask(client, f"/documents/{paper.pk}/other.pdf").status_code == 404
    page.unpublish()
    assert ask(client, paper.url).status_code == 404
    page.save_revision().publish()
    assert ask(client, paper.url).status_code == 200
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert ask(client, paper.url).status_code == 404


def test_a_draft_shows_nothing_before_it_is_published(client, site):
    paper = a_document("次の計画")
    page = a_page(site.home, "", "<p>－</p>")
    page.body = text_of(to_document(paper))
    revision = page.save_revision()
    assert ask(client, paper.url).status_code == 404
    revision.publish()
    assert ask(client, paper.url).status_code == 200


def test_a_document_of_a_closed_collection_is_for_nobody(client, site):
    paper = a_document("内部資料")
    a_page(site.home, "", to_document(paper))
    closed = Collection.get_first_root_node().add_child(name="内部")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    paper.collection = closed
    paper.save()
    assert ask(client, paper.url).status_code == 404


def test_a_picture_is_shown_as_pages_show_it_and_never_as_it_was_handed_in(client, site, cast):
    picture = a_picture("庁舎")
    small = picture.get_rendition("max-40x40")
    assert ask(client, small.url).status_code == 404
    editor = cast.client_of(cast.editor)
    assert ask(editor, small.url).status_code == 200
    assert ask(editor, picture.file.url).status_code == 200
    assert ask(client, picture.file.url).status_code == 404
    assert ask(client, "/media/images/none.png").status_code == 404
    assert ask(client, "/media/../keys.json").status_code == 404


def test_members_keep_no_file_where_those_of_the_public_site_lie():
    """The default storage is the public site's alone: what members hand in lies sealed in the database."""
    kept = {
        model._meta.app_label
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, FileField)
    }
    assert kept <= {"cms", "wagtaildocs", "wagtailimages", "wagtailcore", "wagtailusers"}
