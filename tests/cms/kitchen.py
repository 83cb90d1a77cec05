"""Pages with every block and one of every type, with plausible words: what the look of the site is tried on."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.records.models import EmergencyNotice, Office
from cms.seed import kinds
from cms.seed.references import resolved
from cms.seed.services import PublicSite
from tests.portal.uploads import files

WHO = "母（83歳）と息子（54歳）の二人暮らし"
MOMENTS = (
    ("はじまり", "母のもの忘れを心配して、近所の方が民生委員に話しました。"),
    ("訪問", "相談員が訪ねると、息子さんも長く仕事を離れ、家計に困っていました。"),
    ("半年後", "母は週2回の通いの場へ。息子さんは週1回、2時間の仕事の体験を始めました。"),
)
SAID = "左に支援会議があります。出会ったころ、まだ同意をいただけていないときに、情報を持ち寄り、見守るための会議です。"
TEXT = (
    "<p>ご本人の同意をいただいてから、必要な機関だけで共有するのが基本です。ただし、法律にもとづく<b>支援会議</b>では、"
    '同意がなくても情報を持ち寄ることがあります。<a href="https://www.mhlw.go.jp/">国の説明</a></p>'
    "<h3>守るためのきまり</h3><ul><li>記録を読めるのは、その件に呼ばれた人と事務局だけです。</li>"
    '<li><a href="/shikumi/toha/">しくみをくわしく見る</a></li></ul>'
)


def every_block(site: PublicSite) -> list[dict[str, Any]]:
    """Sections that hold every block of ``SectionContentBlock``."""
    blank = {"current": False, "changed": "", "document": None, "page": None}
    return [
        kinds.section("なぜ始めたのですか", kinds.text(TEXT), kinds.note("締切の日は、変わることがあります。")),
        kinds.section(
            "三つの支援",
            kinds.figure("three_arcs", "三つの支援の重なり", "いちばん内側に、本人と家族がいます。"),
            kinds.figure("two_meetings", "二つの会議と、ご本人の同意", SAID),
            kinds.figure("seats", "支援会議の席の例（架空）", "丸いテーブルに十の席があります。"),
            kinds.supports(
                (
                    "consult",
                    "相談支援",
                    "だれからの、どんな話も、まず受け止めます。",
                    ["電話、窓口、ご自宅への訪問のどれでも"],
                ),
                ("join", "参加支援", "その人に合う居場所や役割をいっしょに探します。", ["短い時間からの仕事の体験"]),
                ("place", "地域づくり", "だれでも立ち寄れる場を増やします。", []),
            ),
        ),
        kinds.section(
            "くらべてみると",
            kinds.compare(
                "二つの会議のちがい",
                [("支援会議", "dashed"), ("重層的支援会議", "solid")],
                (
                    "どんなとき",
                    [
                        "助けが届いていない方や、自分からは言い出しにくい方がいるとき",
                        "支援プランをつくる、見直す、終えるとき",
                    ],
                ),
                ("ご本人の同意", ["なくても開けます\n法律が認めています", "必要です"]),
            ),
            kinds.part(
                "businesses",
                caption="五つの事業がすること",
                rows=[
                    {
                        "name": "参加支援",
                        "does": "居場所や役割、働く場との間をつなぎます。",
                        "when": "つながり直したいとき",
                    },
                    {"name": "アウトリーチ（訪問）", "does": "こちらから訪ねます。", "when": "外に出られないとき"},
                ],
                note="法律は六つに分けています。市では五つと数えています。",
            ),
            kinds.numbers(
                "令和7年度の結果と、令和8年度の目標",
                "はかるもの",
                ["令和7年度の結果", "令和8年度の目標"],
                ("相談を受け止めた件数（1年）", ["412件", "450件"]),
                ("参加支援を利用した方", ["10人未満", "15人"]),
                note="10に満たないときは、個人が特定されないように「10人未満」と表します。",
            ),
        ),
        kinds.section(
            "相談の流れ",
            kinds.steps(
                ("talk", "話す", "うまく話せなくてもかまいません。", "持ち物はいりません。", "30分ほど"),
                ("untangle", "ほどく", "からまった心配ごとを、いっしょに分けます。", "", ""),
                ("team", "チームをつくる", "いくつかの機関で支えます。", "同意するかどうかを決めます。", "2週間ほど"),
                ("plan", "計画にする", "一枚の支援プランにまとめます。", "中身を確かめます。", "1か月ほど"),
                ("walk", "いっしょに歩む", "ようすを確かめながら、見直します。", "", "3か月ごと"),
            ),
            kinds.example(WHO, *MOMENTS),
        ),
        kinds.section(
            "もとになる法律",
            kinds.law("support_meeting", "支援会議で知った秘密を、もらしてはいけません。"),
            kinds.offices("marugoto", note="どちらに話してもかまいません。"),
            kinds.part("councils", caption="会議のつながり"),
            kinds.part("places", intro="五つの地区にあります。"),
        ),
        kinds.section(
            "ファイル",
            kinds.pdf("plan", "実施計画（令和8年度版）全文", "計画は五つの章からなります。" * 8, "/shikumi/toha/"),
            kinds.versions(
                blank
                | {"date": "令和8年10月1日", "name": "令和8年度版 第2版", "current": True, "changed": "一部の見直し"},
                blank | {"date": "令和8年4月1日", "name": "令和8年度版 第1版", "document": "document:plan"},
                blank | {"date": "令和4年〜6年度", "name": "準備の期間", "changed": "移行準備事業として始めました。"},
            ),
        ),
        kinds.section(
            "よくある質問",
            kinds.questions(
                ("市外に住む家族のことでも相談できますか", "できます。市外からの電話でも受け付けます。"),
                ("すでに別の窓口に相談しています。変えなければいけませんか", "いいえ。そのままで大丈夫です。"),
            ),
            kinds.points(
                ("lock", "会議は公開しません", "記録と資料も公開しません。"),
                (
                    "people",
                    "呼ばれた人だけが知ります",
                    "会議の一員でも、呼ばれていなければ内容を見ることはできません。",
                ),
                ("eye", "ご自分の記録を求められます", "開示を請求できます。"),
            ),
            kinds.related("/shikumi/toha/", ("地域共生社会のポータルサイト（厚生労働省）", "https://www.mhlw.go.jp/")),
            kinds.part("quick_exit"),
        ),
    ]


def document() -> Any:
    """A PDF with a title."""
    made = get_document_model()(title="実施計画")
    made.file.save("plan.pdf", ContentFile(files.pdf(b"<<>>")), save=False)
    made.save()
    return made


def kitchen_sink(site: PublicSite) -> dict[str, Any]:
    """Live pages below ``/kitchen/``: one with every block, and one of every type; by the last step of their path."""
    ids = {
        "page": {path: page.pk for (code, path), page in site.pages.items() if code == "ja"},
        "office": {"marugoto": Office.objects.get(name="福祉まるごと相談室").pk},
        "document": {"plan": document().pk},
    }
    body = json.dumps(resolved(every_block(site), ids))
    short = json.dumps(resolved([kinds.section("くわしく", kinds.text(TEXT))], ids))
    points = json.dumps([{"type": "point", "value": words} for words in ("相談は無料です。", "予約はいりません。")])
    made: dict[str, Any] = {}

    def lay(model: str, slug: str, title: str, below: str = "kitchen", **fields: Any) -> None:
        page = model_of(model)(title=title, slug=slug, lead="どんなときに、どこへ、どう話すかがわかります。", **fields)
        made.get(below, site.home).add_child(instance=page)
        page.save_revision().publish()
        made[slug] = page

    lay("HubPage", "kitchen", "すべての部品", below="", show_in_menus=True, body=short)
    lay("ExplainerPage", "every", "重層的支援体制整備事業とは", reading="じゅうそうてき", key_points=points, body=body)
    lay(
        "TroublePage",
        "trouble",
        "仕事をしていない子と、親の年金で暮らしている",
        called="80代の親と50代の子",
        body=short,
    )
    lay("OfficesPage", "offices", "相談できるところ")
    lay(
        "PlanPage",
        "plan",
        "実施計画（令和8年度版）",
        version="第2版　令和8年10月1日に一部を見直しました",
        period_from=date(2026, 4, 1),
        period_to=date(2027, 3, 31),
        parent_plan="第3期かさね市地域福祉計画",
        parent_plan_url="https://www.example.jp/",
        made_by="福祉部 福祉政策課",
        body=short,
    )
    lay("PlacePage", "place", "里見の縁側", where="里見公民館", when="毎週火曜日 10時〜15時", costs="無料", body=short)
    lay("NewsIndexPage", "news", "お知らせ")
    lay("NewsPage", "rain", "本日の窓口はお休みします", below="news", kind="kinkyu", day=date(2026, 11, 28), body=short)
    lay(
        "NewsPage",
        "meet",
        "家族を介護する人のつどいを開きます",
        below="news",
        kind="moyooshi",
        day=date(2026, 10, 6),
        event_on=date(2026, 12, 5),
        event_from=time(14),
        event_place="山手地区センター",
    )
    lay("GlossaryPage", "words", "用語集")
    lay("MapPage", "map", "サイトマップ")
    results = [{"type": "tested", "value": {"criterion": "1.1.1 非テキストコンテンツ", "level": "A", "note": ""}}]
    lay(
        "AccessibilityPage",
        "access",
        "ウェブアクセシビリティ",
        tested_pages=40,
        tested_with="axe-core",
        results=json.dumps(results),
    )
    Page.objects.filter(pk=made["trouble"].pk).update(last_published_at=None)
    made["trouble"].refresh_from_db()
    return made


def model_of(name: str) -> Any:
    """The model of this name."""
    from django.apps import apps

    return apps.get_model("cms", name)


def notice(kind: str = "emergency") -> EmergencyNotice:
    """A notice that is shown now."""
    now: datetime = timezone.now()
    made: EmergencyNotice = EmergencyNotice.objects.create(
        kind=kind,
        title="大雨のため、窓口はお休みです",
        title_easy="大雨《おおあめ》で 休《やす》みます",
        title_en="Closed today: heavy rain",
        words="電話相談 0000-00-1234 は20時まで続けます。",
        words_easy="電話《でんわ》は できます。",
        words_en="The telephone is answered until 20:00.",
        as_of=now,
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(days=30),
    )
    return made
