"""Starter content of the page that explains the programme."""

from typing import Any

from django.conf import settings

from cms.seed.ja.home import ARCS
from cms.seed.kinds import Entry, law, part, section, text

TITLE = "重層的支援体制整備事業とは"
READING = "じゅうそうてき しえんたいせい せいびじぎょう"
KEY_POINTS = [
    "年齢や困りごとの種類を理由に、相談をお断りしません。",
    "相談は無料です。予約も申請もなしで、話すところから始められます。",
    "ほかの窓口には相談員がつなぎ、同じ話を何度もしなくてすむようにします。",
]
NEEDS_CONFIRMATION = """\
始めた時期（令和7年4月）
相談が無料で、予約がいらないこと
事業を五つと数えること（支援プランづくりを多機関協働といっしょに行う市の場合）
支援会議を置いていること、集まる人と記録を読める人の範囲
担当の電話番号と受付の時間"""

_WHY = """\
<p>相談の窓口は、高齢、障がい、子ども、生活困窮と、分野ごとに分かれています。どの窓口にも、その分野の専門の力があります。けれども、暮らしの困りごとは分野どおりには起きません。</p>
<p>小さな子を育てながら、親を介護している。働いていない子を、親の年金で支えている。こうした家庭は、窓口をいくつも回ることになります。どの制度にも当てはまらないこともあります。</p>
<p>助けてほしいと言い出せない人も、どこに言えばよいか知らない人もいます。そこで、人が制度に合わせるのではなく、窓口のほうが重なり合うことにしました。</p>"""

_THREE = "<p>三つは別々のものではありません。ご本人と家族をまん中に、弧のように重ねて行います。</p>"

_SUPPORTS = [
    (
        "consult",
        "相談支援",
        "だれからの、どんな話も、まず受け止めます。",
        ["電話でも、窓口でも、ご自宅でも話せます", "別の窓口の力がいるときは、相談員がつなぎます"],
    ),
    (
        "join",
        "参加支援",
        "今の制度に合うものがないとき、その人に合う居場所や役割をいっしょに探します。",
        ["短い時間の仕事の体験から始められます", "始めたあとも、無理がないかをたずねます"],
    ),
    (
        "place",
        "地域づくり",
        "だれでも立ち寄れる場を増やし、人と人、人と場所をつなぎます。",
        ["世代をこえて集まるサロンや食堂を応援します", "何かを始めたい住民の方の相談にのります"],
    ),
]

_BUSINESSES = [
    ("包括的相談支援", "分野を問わず話を聞き、合うところへつなぎます。", "どこに相談するか迷うとき"),
    ("参加支援", "居場所や役割、働く場との間をつなぎます。", "人や社会とつながり直したいとき"),
    ("地域づくり", "集まれる場や、支え合う活動を応援します。", "近くに行ける場所がほしいとき"),
    ("アウトリーチ（訪問）", "ご自宅を訪ね、ゆっくり関係を築きます。", "自分から相談に行きにくいとき"),
    ("多機関協働", "機関どうしの役割を決め、支援プランにまとめます。", "一つの窓口では解けないとき"),
]

_MOMENTS = [
    ("はじまり", "娘が「家のことで学校を休む」と、担任の先生に話しました。"),
    ("訪問", "先生から母に話し、母の了解を得て、相談員が家を訪ねました。祖母のもの忘れと、母の体調がわかりました。"),
    ("チーム", "地域包括支援センター、学校、こども家庭センターが集まり、だれが何をするかを決めました。"),
    ("半年後", "祖母は週に2日、通いの場へ出かけています。プランは3か月ごとに、家族といっしょに見直します。"),
]

_INFORMATION = """\
<p>ご本人の同意をいただき、必要な機関のあいだだけで共有するのが基本です。</p>
<p><b>同意をいただく前に、情報を持ち寄ることもあります。</b>助けが必要なのに声を上げられない人を、見落とさないためです。これを話し合う場が、法律にもとづく「支援会議」です。この会議では、ご本人が知らないうちに話し合うこともあります。</p>
<h3>あなたを守るきまり</h3>
<ul>
<li>支援会議は、支援を届けるために開きます。支援する側の仕事を楽にするためには開きません。</li>
<li>会議に出る人にも、会議の事務をする人にも、秘密を守る義務があります。役目を終えたあとも続きます。</li>
<li>正当な理由なく秘密をもらした人は、罰せられます。</li>
<li>記録を読めるのは、その件に呼ばれた人と事務局だけです。</li>
</ul>
<h3>同意をいただいたあと</h3>
<p>「重層的支援会議」（じゅうそうてきしえんかいぎ）で、支援プランが合っているかを話し合います。あなたの情報は、同意をいただいた範囲で使います。</p>
<p>自分の記録を見たいときは、市に開示を求めることができます。ほかの人の秘密にあたるところは、見られないことがあります。</p>"""

_LAWS = [
    ("programme", "市町村は、この事業を行うことができます。行うかどうかは、市町村が決めます。"),
    ("support_meeting", "支援に関わる機関や人が集まり、必要な情報を交換し、支える体制を話し合う会議です。"),
    ("secrecy", "支援会議の仕事をする人は、知った秘密をもらしてはいけません。仕事を離れたあとも同じです。"),
    ("penalty", "支援会議の秘密をもらした人への罰です。"),
]

_QUESTIONS = [
    (
        "離れて暮らす親のことでも相談できますか",
        "できます。親ごさんが{city}にお住まいなら、あなたが市の外にいても、電話で話せます。",
    ),
    (
        "本人が相談をいやがっています。家族だけで話せますか",
        "話せます。まず、ご家族の心配ごとを聞きます。ご本人にどう声をかけるかも、いっしょに考えます。",
    ),
    (
        "すでに別の窓口に相談しています。変えなければいけませんか",
        "いいえ。今の窓口のままでかまいません。そこでむずかしいことが出てきたら、窓口どうしが連絡をとり、いっしょに考えます。",
    ),
    (
        "相談したことが、家族や近所に知られませんか",
        "知られないように気をつけます。相談員には秘密を守る義務があります。連絡してよい番号と時間も、先にうかがいます。",
    ),
    (
        "訪問を断ることはできますか",
        "できます。会うのがつらいときは、電話や手紙から始められます。断ったあとでも、いつでも連絡してください。",
    ),
    (
        "お金はかかりますか",
        "相談にはかかりません。紹介した先のサービスには、料金がかかるものもあります。使う前に、金額をお伝えします。",
    ),
]


def lead(city: str) -> str:
    """The page in two sentences."""
    return (
        "困りごとがいくつも重なった人や家庭を、分野のちがう窓口と地域の人がチームで支えるしくみです。"
        f"{city}では、令和7年（2025年）4月に始めました。"
    )


def body(city: str) -> list[dict[str, Any]]:
    """The sections of the page, in the order in which a reader asks."""
    return [
        section("なぜ始めたのですか", text(_WHY), anchor="naze"),
        section("三つの支援", text(_THREE), part("figure", **ARCS), _supports(), anchor="mittsu"),
        section(
            "五つの事業",
            text("<p>三つの支援を形にするため、市は五つの事業を行います。</p>"),
            _table(city),
            anchor="itsutsu",
        ),
        section("たとえば、こんな家庭では", _example(), anchor="tatoeba"),
        section("わたしの情報は、どう扱われますか", text(_INFORMATION), anchor="joho"),
        section("もとになる法律", *(law(key, words) for key, words in _LAWS), anchor="horitsu"),
        section("よくある質問", _questions(city), anchor="shitsumon"),
    ]


def _supports() -> dict[str, Any]:
    names = ("support", "name", "sentence", "examples")
    return part("supports", supports=[dict(zip(names, row, strict=True)) for row in _SUPPORTS])


def _table(city: str) -> dict[str, Any]:
    names = ("name", "does", "when")
    note = (
        "法律は六つに分けています。六つ目の支援プランづくりを、"
        f"{city}は多機関協働といっしょに行うため、五つと数えます。"
    )
    rows = [dict(zip(names, row, strict=True)) for row in _BUSINESSES]
    return part("businesses", caption="五つの事業がすること", rows=rows, note=note)


def _example() -> dict[str, Any]:
    moments = [{"when": when, "what": what} for when, what in _MOMENTS]
    return part("example", who="祖母（78歳）、母（45歳）、中学生の娘（14歳）の三人暮らし", moments=moments)


def _questions(city: str) -> dict[str, Any]:
    questions = [{"question": question, "answer": answer.format(city=city)} for question, answer in _QUESTIONS]
    return part("questions", questions=questions)


PAGE = Entry(
    path="/shikumi/toha/",
    kind="ExplainerPage",
    title=TITLE,
    lead=lead(settings.CITY_NAME),
    key_points=tuple(KEY_POINTS),
    body=body(settings.CITY_NAME),
    fields={"reading": READING, "needs_confirmation": NEEDS_CONFIRMATION, "is_service": True},
)
