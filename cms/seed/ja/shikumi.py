"""How the support works: the pages below 支援のしくみ."""

from cms.seed.kinds import Entry

PAGES = [
    Entry(
        path="/shikumi/",
        kind="HubPage",
        title="支援のしくみ",
        lead="相談支援、参加支援、地域づくり。三つの支援が、どう重なって一人の暮らしを支えるかを説明します。",
        menu=True,
    )
]
