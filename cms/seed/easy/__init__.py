"""The pages in やさしい日本語, at the paths of the Japanese ones: written anew and short, with a reading on every kanji."""

from cms.seed.easy import home, kaigi, safety, shikumi, shitsumon, site, sodan, troubles
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
