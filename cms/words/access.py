"""The readings as a map."""

from cms.kept import Kept
from cms.words.models import Reading

# Word → reading.
readings: Kept[dict[str, str]] = Kept(
    "cms.words.readings", lambda: dict(Reading.objects.values_list("word", "reading"))
)
