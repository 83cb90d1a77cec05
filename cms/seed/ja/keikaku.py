"""The plan and its result: the pages below 計画と資料."""

from datetime import date

from cms.seed.ja.plan_chapters import CHAPTERS
from cms.seed.kinds import Entry, law, numbers, pdf, related, section, text, versions

HIDDEN = "人や世帯の数が10に満たないときは、個人が特定されないように「10人未満」「10世帯未満」と表します。"

HUB = Entry(
    path="/keikaku/",
    kind="HubPage",
    title="計画と資料",
    lead="実施計画、毎年の結果、要綱と様式。公開している文書は、すべてここからたどれます。",
    menu=True,
    body=[
        section(
            "読み方を選べます",
            text(
                "<p>PDFの文書には、中身の要約と、ウェブページの文章版をつけています。</p>"
                "<p>点字版や大きな文字の版がいるときは、福祉政策課に申し出てください。三週間ほどで用意します。</p>"
            ),
            anchor="yomikata",
        )
    ],
    fields={"needs_confirmation": "点字版と大きな文字の版を用意できること"},
)

JISSHI = Entry(
    path="/keikaku/jisshi/",
    kind="PlanPage",
    title="重層的支援体制整備事業 実施計画（令和8年度版）",
    lead="どの支援を、いつまでに、どのくらい行うかを定めた計画です。毎年度、結果を確かめて改めます。",
    body=[
        section(
            "要約",
            text(
                "<p>計画は五つの章からなります。要点は次のとおりです。</p>"
                "<ul><li>高齢、障がい、子ども、生活困窮の窓口が、年度の終わりまでに同じ受付票を使います。</li>"
                "<li>五つの地区それぞれに、地域の相談員を一人ずつ置きます。</li>"
                "<li>だれでも立ち寄れる場を、すべての地区に広げます。</li>"
                "<li>支援会議は月に一度を基本とし、急ぐときは随時開きます。</li>"
                "<li>結果は翌年度の6月までに、このサイトで公表します。</li></ul>"
            ),
            law("implementation_plan", "この事業を行う市町村は、実施計画をつくるように努めます。"),
            anchor="yoyaku",
        ),
        section(
            "めざす数",
            numbers(
                "令和7年度の結果と、令和8年度の目標",
                "はかるもの",
                ["令和7年度の結果", "令和8年度の目標"],
                ("相談を受け止めた件数（1年）", ["412件", "450件"]),
                ("支援プランをつくった世帯", ["18世帯", "24世帯"]),
                ("参加支援を利用した方", ["10人未満", "15人"]),
                ("参加支援に協力する事業所、団体", ["9か所", "14か所"]),
                ("だれでも立ち寄れる場", ["11か所", "15か所（すべての地区に）"]),
                note=HIDDEN,
            ),
            anchor="kazu",
        ),
        section(
            "ファイル",
            pdf(
                "plan_r8",
                "実施計画（令和8年度版）全文",
                "令和8年度に、どの支援を、どこで、どのくらい行うかを定めた計画の全文です。"
                "第1章は考え方、第2章は五つの事業の進め方、第3章はめざす数です。第4章は機関どうしの役割、第5章は結果の確かめ方です。"
                "10月の見直しで、川西地区の出張相談を毎週にし、住まいの団体との連携を加えました。",
                "/keikaku/jisshi/text/",
            ),
            pdf(
                "plan_r8_short",
                "実施計画（令和8年度版）概要版",
                "計画の要点を一枚にまとめたものです。三つの支援、五つの地区の相談先、令和8年度の目標、結果を公表する時期がわかります。"
                "地区の集まりや学校で配るときに使えます。印刷して配ることに、許可はいりません。くわしい数と役割は、全文か文章版を見てください。",
            ),
            text("<p>点字版と大きな文字の版は、福祉政策課に申し出てください。</p>"),
            anchor="file",
        ),
        section(
            "前の版から変わったこと",
            text(
                "<ul><li><b>第2章</b>　川西地区の出張相談を、月に二回から毎週に改めました。</li>"
                "<li><b>第4章</b>　住まいの支援をする団体との連携を加えました。</li></ul>"
            ),
            anchor="henko",
        ),
        section(
            "これまでの版",
            versions(
                {
                    "date": "令和8年10月1日",
                    "name": "令和8年度版 第2版",
                    "current": True,
                    "changed": "一部の見直し",
                    "document": "document:plan_r8",
                },
                {
                    "date": "令和8年4月1日",
                    "name": "令和8年度版 第1版",
                    "changed": "一年目の見込みをもとに、目標を改めました。",
                },
                {
                    "date": "令和7年4月1日",
                    "name": "令和7年度版",
                    "changed": "初めての実施計画です。",
                    "document": "document:plan_r7",
                    "page": "page:/keikaku/hokoku-r7/",
                },
                {
                    "date": "令和4年〜6年度",
                    "name": "準備の期間",
                    "changed": "移行準備事業として、相談支援と多機関協働から始めました。",
                    "page": "page:/shikumi/ayumi/",
                },
            ),
            anchor="han",
        ),
        section("あわせて読む", related("/keikaku/hokoku-r7/", "/keikaku/youkou/", "/shikumi/toha/"), anchor="awasete"),
    ],
    fields={
        "version": "第2版　令和8年10月1日に一部を見直しました",
        "period_from": date(2026, 4, 1),
        "period_to": date(2027, 3, 31),
        "parent_plan": "第3期地域福祉計画",
        "made_by": "福祉部 福祉政策課",
        "needs_confirmation": "計画の期間、版、もとの計画\nすべての数（架空です）\n10に満たない数を、引き算でも出せないようにしていること",
    },
)

TEXT = Entry(
    path="/keikaku/jisshi/text/",
    kind="ExplainerPage",
    title="実施計画 文章版（令和8年度版）",
    lead="実施計画のすべてを、PDFを開かずに読めるページです。音声の読み上げや文字の拡大に向いています。",
    body=[
        *(
            section(
                heading,
                text("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)),
                anchor=f"sho{number}",
            )
            for number, (heading, paragraphs) in enumerate(CHAPTERS, start=1)
        ),
        section("あわせて読む", related("/keikaku/jisshi/", "/keikaku/hokoku-r7/"), anchor="awasete"),
    ],
    fields={"needs_confirmation": "計画の全文と同じ中身であること"},
)

HOKOKU = Entry(
    path="/keikaku/hokoku-r7/",
    kind="ExplainerPage",
    title="令和7年度の結果",
    lead="始めて一年目の数と、目標に届いたかどうかの報告です。届かなかったことも、そのまま載せています。",
    key_points=(
        "五つの目標のうち、三つに届きました。",
        "参加支援と、若い人の居場所は届きませんでした。",
    ),
    body=[
        section(
            "目標と結果",
            numbers(
                "令和7年度の目標と結果",
                "はかるもの",
                ["目標", "結果", "届いたか"],
                ("相談を受け止めた件数（1年）", ["380件", "412件", "届きました"]),
                ("支援プランをつくった世帯", ["15世帯", "18世帯", "届きました"]),
                ("参加支援を利用した方", ["12人", "10人未満", "届きませんでした"]),
                ("参加支援に協力する事業所、団体", ["9か所", "9か所", "届きました"]),
                ("だれでも立ち寄れる場", ["12か所", "11か所", "届きませんでした"]),
                note=HIDDEN,
            ),
            anchor="kekka",
        ),
        section(
            "数からわかったこと",
            text(
                "<p>相談の三件に一件は、初めに来た窓口とは別の分野の話をふくんでいました。同じ受付票を使う意味が見えてきました。</p>"
                "<p>初めの電話は、ご本人よりも、ご家族や近所の方からのほうが多くありました。</p>"
                "<p>参加支援は、受け入れ先を探すのに時間がかかりました。始める前の見学を増やします。</p>"
            ),
            anchor="wakatta",
        ),
        section(
            "市民の方の声",
            text(
                "<ul><li>「電話が一つで済んだ。前は三か所に同じ話をした。」</li>"
                "<li>「何をしている会議なのか、外からは見えにくい。」</li>"
                "<li>「若い人が行ける場所が、浜辺地区にない。」</li></ul>"
                "<p>二つ目の声を受けて、このサイトに会議の説明のページを設けました。三つ目は、令和8年度の計画に入れました。</p>"
                "<p>声は、地区の集まりと調査票に寄せられたものを短くまとめました。個人がわかる内容は載せていません。</p>"
            ),
            anchor="koe",
        ),
        section(
            "ファイル",
            pdf(
                "report_r7",
                "令和7年度の結果 報告書",
                "令和7年度の目標と結果、届かなかった理由、次の年度に変えることをまとめた報告書です。"
                "外の目で確かめる地域福祉推進協議会で話し合い、出た意見と市の答えものせています。"
                "個人や世帯がわかる数は、10に満たないときに伏せています。中身はこのページの文章と同じです。",
            ),
            anchor="file",
        ),
        section("あわせて読む", related("/keikaku/jisshi/", "/shikumi/ayumi/"), anchor="awasete"),
    ],
    fields={"needs_confirmation": "すべての数（架空です）\n市民の声の載せ方\n協議会で話し合った日"},
)

PAGES = [HUB, JISSHI, TEXT, HOKOKU]
