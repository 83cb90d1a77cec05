"""News of the fictional city, over several months."""

from datetime import date, time

from cms.seed.kinds import Entry, law, offices, related, section, text

INDEX = Entry(
    path="/oshirase/",
    kind="NewsIndexPage",
    title="お知らせ",
    lead="窓口の変更、集まり、計画の見直しをお伝えします。新しいものから並んでいます。",
    menu=True,
)

NENMATSU = Entry(
    path="/oshirase/nenmatsu-2026/",
    kind="NewsPage",
    title="年末年始の相談窓口のお休みについて",
    lead="令和8年12月29日（火）から令和9年1月3日（日）まで、市の窓口はお休みです。夜間と休日の連絡先は使えます。",
    body=[
        section(
            "休みのあいだに話したいとき",
            text(
                '<p>命や身の危険があるとき、つらくて眠れないときは、<a href="/sodan/yakan/">夜間・休日の連絡先</a>へ電話してください。</p>'
                "<p>食べるものや寝る場所に困りそうな方は、12月25日（金）までに相談室へ話してください。休みの前に手だてを考えます。</p>"
                "<p>市の窓口は、1月4日（月）の8時30分に開きます。</p>"
            ),
            offices("marugoto"),
            anchor="yasumi",
        )
    ],
    fields={"kind": "madoguchi", "day": date(2026, 11, 20), "needs_confirmation": "休みの期間（毎年変わります）"},
)

TSUDOI = Entry(
    path="/oshirase/kaigosha-tsudoi-2026-12/",
    kind="NewsPage",
    title="家族を介護する人のつどいを開きます（12月5日、山手地区）",
    lead="家族を介護している方だけの集まりです。話しても、聞くだけでもかまいません。",
    body=[
        section(
            "つどいのこと",
            text(
                "<p>申し込みはいりません。お茶を用意します。お金はかかりません。</p>"
                "<p>介護される方の見守りも頼めます。12月2日（水）までに、山手地域包括支援センターへ電話してください。</p>"
                '<p>ふだんのようすは、<a href="/shikumi/chiiki/kaigosha-tsudoi/">家族を介護する人のつどい</a>で紹介しています。</p>'
            ),
            offices("centre_yamate"),
            anchor="tsudoi",
        )
    ],
    fields={
        "kind": "moyooshi",
        "day": date(2026, 11, 6),
        "event_on": date(2026, 12, 5),
        "event_from": time(13, 30),
        "event_to": time(15, 30),
        "event_place": "山手団地 集会所",
        "needs_confirmation": "日と場所（架空です）",
    },
)

KAWANISHI = Entry(
    path="/oshirase/kawanishi-yobi/",
    kind="NewsPage",
    title="川西地区の出張相談が、毎週火曜日になりました",
    lead="月に二回だった川西地区センターの出張相談を、10月から毎週にしました。予約はいりません。",
    body=[
        section(
            "変わったこと",
            text(
                "<p>これまでは第1・第3木曜日でした。10月からは、毎週火曜日の10時から15時までです。</p>"
                "<p>出かけにくい方は、相談員がご自宅へうかがいます。電話で日を決めましょう。</p>"
            ),
            offices("desk_kawanishi"),
            anchor="henko",
        )
    ],
    fields={"kind": "madoguchi", "day": date(2026, 10, 15), "needs_confirmation": "曜日と時間（架空です）"},
)

KEIKAKU = Entry(
    path="/oshirase/keikaku-minaoshi/",
    kind="NewsPage",
    title="実施計画の一部を見直しました",
    lead="令和8年（2026年）10月1日に、実施計画の第2章と第4章を改めました。",
    body=[
        section(
            "見直したところ",
            text(
                "<ul><li>川西地区の出張相談を、毎週にしました。</li>"
                "<li>住まいの支援をする団体が、チームに加わりました。</li></ul>"
                '<p>くわしくは、<a href="/keikaku/jisshi/">実施計画</a>と<a href="/keikaku/jisshi/text/">文章版</a>を見てください。</p>'
            ),
            law("implementation_plan", "実施計画を変えたときは、すみやかに公表するように努めます。"),
            anchor="minaoshi",
        )
    ],
    fields={"kind": "keikaku", "day": date(2026, 10, 1)},
)

BOSHU = Entry(
    path="/oshirase/ukeire-boshu/",
    kind="NewsPage",
    title="一時間の仕事体験を受け入れてくださる事業所を探しています",
    lead="週に一度、一時間からの体験です。受け入れの前に、相談員が仕事の内容を見に行きます。",
    body=[
        section(
            "お願いしたいこと",
            text(
                "<p>倉庫の整理、畑の手入れ、袋づめ、本の修理。人と話すことが少ない仕事も歓迎します。</p>"
                "<p>保険は市が用意します。困ったときは、相談員がその日のうちに連絡をとります。</p>"
                '<p>進め方は、<a href="/shikumi/sanka/">参加支援</a>のページに書いています。</p>'
            ),
            offices("shakyo"),
            anchor="onegai",
        )
    ],
    fields={"kind": "boshu", "day": date(2026, 8, 24), "needs_confirmation": "保険を市が用意すること"},
)

KEKKA = Entry(
    path="/oshirase/kekka-r7/",
    kind="NewsPage",
    title="令和7年度の結果を公表しました",
    lead="五つの目標のうち三つに届き、二つは届きませんでした。理由と、次に変えることを載せています。",
    body=[
        section(
            "読めるところ",
            text("<p>文章でも、PDFでも読めます。ご意見は、福祉政策課にお寄せください。</p>"),
            related("/keikaku/hokoku-r7/", "/keikaku/jisshi/"),
            anchor="yomu",
        )
    ],
    fields={"kind": "keikaku", "day": date(2026, 6, 22)},
)

PAGES = [INDEX, NENMATSU, TSUDOI, KAWANISHI, KEIKAKU, BOSHU, KEKKA]
