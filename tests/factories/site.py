"""Things of the public site: documents, pictures, pages."""

from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Pixels
from wagtail.documents import get_document_model
from wagtail.images import get_image_model


def a_document(title: str, content: bytes = b"%PDF-1.4 paper", name: str = "paper.csv") -> Any:
    """A document that no page uses yet."""
    return get_document_model().objects.create(title=title, file=ContentFile(content, name))


def a_picture(title: str) -> Any:
    """A picture that no page uses yet."""
    drawn = BytesIO()
    Pixels.new("RGB", (80, 60), "#204080").save(drawn, "PNG")
    return get_image_model().objects.create(title=title, file=ContentFile(drawn.getvalue(), "picture.png"))
