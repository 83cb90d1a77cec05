"""The pages in English, at the paths of the Japanese ones."""

from cms.seed.en import home, kaigi, safety, shikumi, shitsumon, site, sodan, troubles
from cms.seed.kinds import Entry

PAGES: list[Entry] = [
    home.PAGE,
    *sodan.PAGES,
    *troubles.PAGES,
    *safety.PAGES,
    *shikumi.PAGES,
    *kaigi.PAGES,
    *shitsumon.PAGES,
    *site.PAGES,
]
