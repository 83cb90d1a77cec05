"""Files of the public site by their address: for everybody, for the editors' desk, or not there."""

from typing import Any, NamedTuple

from django.http import Http404
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.permissions import policy_registry

from cms.publishing.shown import is_shown
from portal.gate.levels import Level
from portal.gate.rules import level_of_user

DESK_ACTS = ["add", "change", "delete", "choose"]


class Found(NamedTuple):
    """A file, a mark that changes with its content, and whether everybody may have it."""

    file: Any
    mark: str
    public: bool


def document(number: int, name: str, *, reader: Any) -> Found:
    """The document of this number under its own name; Http404 for what is absent and for what is not for ``reader``."""
    row = get_document_model().objects.select_related("collection").filter(pk=number).first()
    if row is None or row.filename != name:
        raise Http404
    public = is_shown(row)
    if not public and not _at_the_desk(reader, row):
        raise Http404
    return Found(row.file, row.file_hash or row.file.name, public)


def picture(path: str, *, reader: Any) -> Found:
    """A picture as pages show it; as it was handed in, for the desk only. Http404 as for documents."""
    model = get_image_model()
    shown = model.get_rendition_model().objects.select_related("image__collection").filter(file=path).first()
    row = shown.image if shown else model.objects.select_related("collection").filter(file=path).first()
    if row is None:
        raise Http404
    public = shown is not None and is_shown(row)
    if not public and not _at_the_desk(reader, row):
        raise Http404
    # another picture, or another crop of it, gets another name
    return Found((shown or row).file, (shown or row).file.name, public)


def _at_the_desk(reader: Any, row: Any) -> bool:
    if level_of_user(reader) < Level.VERIFIED or not reader.has_perm("wagtailadmin.access_admin"):
        return False
    policy = policy_registry.get_by_type(type(row))
    return policy.user_has_any_permission_for_instance(reader, DESK_ACTS, row)
