"""The pages in Japanese."""

from cms.seed.ja import home, shikumi, toha
from cms.seed.kinds import Entry

PAGES: list[Entry] = [home.PAGE, *shikumi.PAGES, toha.PAGE]
