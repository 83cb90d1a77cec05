"""What several pages say in the same words (pure)."""

from typing import Any

from cms.seed.kinds import section, steps, text

DANGER = "いのちや身の危険を感じるときは、すぐに110番（警察）か119番（救急・消防）へ電話してください。"
# every page of a trouble makes the same claims: the city reads them once for all
TROUBLE_CLAIMS = """\
相談が無料であること
挙げた窓口が、この困りごとを受け止めること
家を訪ねる相談を行っていること
かかる時間のめやす"""


def flow() -> dict[str, Any]:
    """How it goes on after the first talk, in three steps."""
    return section(
        "話したあとは、どう進みますか",
        steps(
            (
                "talk",
                "話を聞きます",
                "まとまっていなくてかまいません。お名前を言わずに話すこともできます。",
                "",
                "30分ほど",
            ),
            ("untangle", "いっしょにほどきます", "何から手をつけるかを、相談員と順に考えます。", "", "1回から3回ほど"),
            (
                "team",
                "力になれる人につなぎます",
                "先にあなたの考えを聞いてから話します。命が危ないときなどは、聞く前に話すことがあります。",
                "",
                "2週間ほど",
            ),
        ),
        text('<p>この先の進み方は、<a href="/sodan/nagare/">相談の流れ</a>で説明しています。</p>'),
        anchor="nagare",
    )
