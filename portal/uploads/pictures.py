"""Pictures: decoded to the last pixel, and written anew without place, camera or anything else that came along."""

import warnings
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from portal.uploads.kinds import Kind
from portal.uploads.refusals import UploadRefused, Why

MOST_PIXELS = 40_000_000
FORMATS = {Kind.PNG: "PNG", Kind.JPEG: "JPEG", Kind.WEBP: "WEBP"}


def check_picture(content: bytes, kind: Kind) -> None:
    """Raise ``UploadRefused`` unless ``content`` is one whole picture of ``kind`` and of a size to be shown."""
    _decoded(content, kind)


def clean_picture(content: bytes, kind: Kind) -> bytes:
    """The same picture, turned upright and encoded anew: no EXIF, no comment, nothing after its end.

    Raises ``UploadRefused`` as ``check_picture`` does.
    """
    picture = ImageOps.exif_transpose(_decoded(content, kind))
    if picture.mode == "P":
        picture = picture.convert("RGBA" if "transparency" in picture.info else "RGB")
    plain = Image.frombytes(picture.mode, picture.size, picture.tobytes())  # the pixels and nothing else
    out = BytesIO()
    plain.save(out, FORMATS[kind], **({} if kind == Kind.PNG else {"quality": 90}))
    return out.getvalue()


def _decoded(content: bytes, kind: Kind) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit, below, is the lower one
            picture = Image.open(BytesIO(content), formats=[FORMATS[kind]])
            if picture.width * picture.height > MOST_PIXELS or getattr(picture, "n_frames", 1) > 1:
                raise UploadRefused(Why.BOMB)
            picture.load()
    except Image.DecompressionBombError as error:
        raise UploadRefused(Why.BOMB) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise UploadRefused(Why.BROKEN) from error
    return picture
