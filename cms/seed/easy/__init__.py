"""The pages in やさしい日本語."""

from cms.seed.kinds import Entry

PAGES: list[Entry] = []
