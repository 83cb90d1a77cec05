"""Pictures and documents of the editors' desk: judged by their content, pictures written anew."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from portal.uploads.checking import check_upload
from portal.uploads.kinds import DOCUMENTS, PICTURES, TYPES, Kind
from portal.uploads.pictures import clean_picture
from portal.uploads.refusals import UploadRefused


class PictureForm(BaseImageForm):
    """Wagtail's form of one picture; the stored file carries no place, camera or comment."""

    def clean_file(self) -> Any:
        """The picture, written anew."""
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):  # the one that is stored already
            return file
        content, kind = _judged(file, PICTURES)
        try:
            return SimpleUploadedFile(str(file.name), clean_picture(content, kind), TYPES[kind])
        except UploadRefused as refused:
            raise ValidationError(str(refused.sentence), code=refused.why) from refused


class DocumentForm(BaseDocumentForm):
    """Wagtail's form of one document."""

    def clean_file(self) -> Any:
        """The document, as it is."""
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            _judged(file, DOCUMENTS)
        return file


def _judged(file: "UploadedFile[bytes]", allowed: Collection[Kind]) -> tuple[bytes, Kind]:
    file.seek(0)
    content = file.read()
    file.seek(0)
    try:
        return content, check_upload(content, str(file.name), allowed=allowed)
    except UploadRefused as refused:
        raise ValidationError(str(refused.sentence), code=refused.why) from refused
