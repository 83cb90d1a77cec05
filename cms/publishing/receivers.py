"""What changes public pages: pages themselves, the records and settings they show, their files, who may read them."""

from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    get_page_models,
)
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from cms.publishing.entries import FILES
from cms.publishing.services import published, request, withdraw

# what saving a draft touches on the page's own row: readers see nothing of it
OF_DRAFTS = {
    "latest_revision",
    "latest_revision_created_at",
    "draft_title",
    "has_unpublished_changes",
    "locked",
    "locked_at",
    "locked_by",
    "owner",
}
RECORDS = ("cms.records.", "cms.words.")


def connect() -> None:
    """Listen; once all apps have started."""
    for model in get_page_models():
        post_save.connect(page_saved, sender=model, dispatch_uid=f"publishing.{model.__name__}")
    # of whatever kind a page is, its row as a plain page goes with it: once is enough
    pre_delete.connect(page_deleted, sender=Page, dispatch_uid="publishing.deleted")
    for signal in (page_published, page_unpublished):
        signal.connect(page_changed, dispatch_uid="publishing.changed")
    for signal in (page_slug_changed, post_page_move):
        signal.connect(branch_changed, dispatch_uid="publishing.branch")
    for change in (post_save, post_delete):
        change.connect(restriction_changed, sender=PageViewRestriction, dispatch_uid="publishing.restriction")
        for model in (CollectionViewRestriction, get_document_model(), get_image_model()):
            change.connect(files_changed, sender=model, dispatch_uid=f"publishing.{model.__name__}")
        for model in (Site, Locale, *settings_registry):
            listen_to(model)
    for model in apps.get_app_config("cms").get_models():  # snippets are registered later, with the desk
        if model.__module__.startswith(RECORDS):
            listen_to(model)


def listen_to(model: type) -> None:
    """Write all pages anew whenever a row of ``model`` is saved or deleted."""
    for change in (post_save, post_delete):
        change.connect(record_changed, sender=model, dispatch_uid=f"publishing.record.{model.__name__}")


def page_saved(instance: Any, update_fields: Any = None, raw: bool = False, **_signal: Any) -> None:
    """A page was saved, by whatever way."""
    if raw or (update_fields is not None and set(update_fields) <= OF_DRAFTS):
        return
    if not instance.live:  # a draft that is saved is nobody's news
        manifest = published().manifest()
        if manifest is not None and str(instance.pk) not in manifest["pages"]:
            return
    withdraw([instance.pk])


def page_changed(instance: Any, **_signal: Any) -> None:
    """A page was published, or is no longer."""
    withdraw([instance.pk])


def page_deleted(instance: Any, **_signal: Any) -> None:
    """A page goes, and with it whatever lies below."""
    branch_changed(instance)


def branch_changed(instance: Any, **_signal: Any) -> None:
    """The address of a page and of all below it is another."""
    withdraw(list(instance.get_descendants(inclusive=True).values_list("pk", flat=True)))


def restriction_changed(instance: Any, **_signal: Any) -> None:
    """Who may read a page and all below it is another matter."""
    page = Page.objects.filter(pk=instance.page_id).first()
    if page is not None:
        branch_changed(page)


def files_changed(instance: Any, update_fields: Any = None, **_signal: Any) -> None:
    """A document or picture is another, gone, or not for everybody."""
    withdraw(prefixes=[FILES[0] + f"{instance.pk}/"] if isinstance(instance, get_document_model()) else list(FILES))


def record_changed(**_signal: Any) -> None:
    """Something that pages show has changed."""
    request()
