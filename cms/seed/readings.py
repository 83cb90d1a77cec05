"""The first words of ふりがな台帳, one a line in readings.tsv: word, tab, reading of the whole word.

The list was made once from the finished pages and read over by a person. A word with two readings (方, 今日の日 and 二日)
stands in it only together with the words beside it, or not at all.
"""

from pathlib import Path

from cms.search.access import lexicon
from cms.words.access import readings
from cms.words.models import Reading

LIST = Path(__file__).with_name("readings.tsv")


def listed() -> dict[str, str]:
    """Word → reading, as the file says."""
    return dict(line.split("\t") for line in LIST.read_text(encoding="utf-8").splitlines())


def ensure_readings() -> None:
    """Lay the readings down where there are none: words that editors took out do not come back."""
    if Reading.objects.exists():
        return
    Reading.objects.bulk_create(Reading(word=word, reading=reading) for word, reading in listed().items())
    readings.forget_with_commit()
    lexicon.forget_with_commit()
