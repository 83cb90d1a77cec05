"""The pages in Japanese, in the order of the tree."""

from cms.seed.ja import (
    home,
    kaigi,
    kaigi_joho,
    keikaku,
    oshirase,
    shikumi,
    shikumi_chiiki,
    shikumi_team,
    shitsumon,
    site,
    sodan,
    sodan_family,
    sodan_life,
    sodan_safety,
    toha,
    youkou,
)
from cms.seed.kinds import Entry

PAGES: list[Entry] = [
    home.PAGE,
    *sodan.PAGES,
    *sodan_family.PAGES,
    *sodan_life.PAGES,
    *sodan_safety.PAGES,
    shikumi.HUB,
    toha.PAGE,
    *shikumi.PAGES,
    *shikumi_chiiki.PAGES,
    *shikumi_team.PAGES,
    *kaigi.PAGES,
    *kaigi_joho.PAGES,
    *keikaku.PAGES,
    youkou.PAGE,
    *oshirase.PAGES,
    *shitsumon.PAGES,
    *site.PAGES,
]
