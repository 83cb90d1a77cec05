"""The pages in English."""

from cms.seed.kinds import Entry

PAGES: list[Entry] = []
