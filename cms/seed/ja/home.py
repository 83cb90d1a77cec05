"""Starter content of the home page: plain words for a resident in trouble, on a phone."""

from typing import Any

from cms.seed.kinds import Entry, part

HEADLINE = "どこに聞けばいいか、\nわからなくても大丈夫です。"
LEAD = (
    "介護のこと、お金のこと、子どものこと。困りごとがいくつ重なっていても、はじめの電話は一本です。"
    "市と地域の相談員が話を聞き、いっしょに考えます。"
)
URGENT = "いのちや身の危険があるときは、時間を問わず110番（警察）か119番（救急・消防）へ。"
NEEDS_CONFIRMATION = """\
電話番号（0000-00-1234 は架空の番号です）と受付の時間
相談が無料であること
家を訪ねる相談を行っていること
夜間・休日の案内"""

ARCS = {
    "drawing": "three_arcs",
    "caption": "三つの支援の重なり",
    "alternative": (
        "いちばん内側に、本人と家族がいます。そのまわりを、内側から順に、相談支援、参加支援、地域づくりの三つの弧が包んでいます。"
        "内側ほど一人ひとりに近い支援、外側ほどまち全体の支援です。"
    ),
}

_PROMISES = [
    ("yen", "相談は無料です"),
    ("lock", "秘密は守ります"),
    ("people", "家族や近所の方も"),
    ("speech", "うまく話せなくても"),
]
_TROUBLES = [
    ("people", "親の介護と子育てが重なって、もう手がまわらない", "介護と子育て（ダブルケア）", "double-care"),
    ("cup", "仕事をしていない子と、わたしの年金で暮らしている", "80代の親と50代の子（8050）", "8050"),
    ("door", "家族がもう何年も、家から出ていない", "ひきこもり", "hikikomori"),
    ("yen", "家賃や光熱費が払えない。仕事も続かない", "お金と仕事", "okane"),
    ("school", "家族の世話があって、学校に行けない日がある", "ヤングケアラー", "young-carer"),
    ("box", "部屋が片づかず、人を呼べなくなった", "住まいと片づけ", "sumai-gomi"),
    ("house", "近所に、気になる人がいる", "まわりの方から", "kinjo"),
    ("question", "心配なことが多すぎて、何から話せばいいかわからない", "どれにもあてはまらないとき", "madoguchi"),
]
_SUPPORTS = [
    ("consult", "相談支援", "年齢や困りごとの種類を問わず話を聞き、からまったことを整理します。"),
    ("join", "参加支援", "その人に合う居場所や役割、短い時間の仕事を、いっしょに探します。"),
    ("place", "地域づくり", "だれでも立ち寄れる場を増やし、気にかけ合えるまちを育てます。"),
]
_STEPS = [
    ("talk", "話す", "電話でも、窓口でも話せます。家を訪ねることもできます。"),
    ("untangle", "ほどく", "からまった困りごとを、相談員と一つずつ分けていきます。"),
    ("team", "チームをつくる", "力になれる機関が集まり、だれが何をするかを決めます。"),
    ("plan", "計画にする", "あなたの望みをまん中に置いて、支援プランをつくります。"),
    ("walk", "いっしょに歩む", "ようすを確かめながら、プランを見直していきます。"),
]
_TRUTH = (
    "情報は、あなたの同意をいただいて共有するのが基本です。ただし「支援会議」では、法律にもとづき、同意の前に持ち寄ることがあります。"
    "声を上げられない人を見落とさないためです。会議に出る人には秘密を守る義務があり、もらせば罰せられます。"
)


def body() -> list[dict[str, Any]]:
    """The parts of the home page."""
    return [
        part("promises", promises=[{"icon": icon, "words": words} for icon, words in _PROMISES]),
        part(
            "troubles",
            heading="こんなとき、お話しください",
            intro="ひとつでも、いくつでも。ご本人でも、ご家族でも、近所の方でも話せます。",
            troubles=[
                {"icon": icon, "words": words, "kind": kind, "page": f"page:/sodan/{slug}/"}
                for icon, words, kind, slug in _TROUBLES
            ],
        ),
        part(
            "supports",
            heading="三つの支援を、重ねて行います",
            intro=(
                "ひとつの窓口では支えきれない困りごとを、三つの支援を重ねて受け止めます。"
                "国の制度では「重層的支援体制整備事業」（じゅうそうてきしえんたいせいせいびじぎょう）といいます。"
            ),
            figure=ARCS,
            supports=[
                {"support": support, "name": name, "sentence": sentence, "examples": []}
                for support, name, sentence in _SUPPORTS
            ],
            links=[
                {"page": "page:/shikumi/toha/", "anchor": "", "words": "このしくみをくわしく知る"},
                {"page": "page:/sodan/nagare/", "anchor": "", "words": "相談したあとの流れを見る"},
            ],
        ),
        part(
            "steps",
            heading="相談は、このように進みます",
            steps=[{"scene": scene, "title": title, "text": text} for scene, title, text in _STEPS],
        ),
        part(
            "information",
            words=_TRUTH,
            link={"page": "page:/kaigi/joho/", "anchor": "", "words": "わたしの情報の扱いを、くわしく読む"},
        ),
        part(
            "latest",
            news_heading="お知らせ",
            files_heading="計画と資料",
            files=[
                {"page": "page:/keikaku/jisshi/", "anchor": "yoyaku", "words": "実施計画（令和8年度版）の要約"},
                {"page": "page:/keikaku/hokoku-r7/", "anchor": "", "words": "令和7年度の結果"},
                {"page": "page:/kaigi/futatsu/", "anchor": "", "words": "二つの会議と、情報を守るきまり"},
            ],
        ),
    ]


PAGE = Entry(
    path="/",
    kind="HomePage",
    title="かさねて支える",
    lead=LEAD,
    body=body(),
    fields={
        "headline": HEADLINE,
        "urgent_note": URGENT,
        "button_page": "page:/sodan/madoguchi/",
        "button_words": "相談できるところをさがす",
        "needs_confirmation": NEEDS_CONFIRMATION,
    },
)
