"""Who works together: several agencies and the support plan, the people, and the way so far."""

from cms.seed.kinds import Entry, example, law, offices, points, questions, related, section, text, versions

TAKIKAN = Entry(
    path="/shikumi/takikan/",
    kind="ExplainerPage",
    title="多機関協働と支援プラン",
    lead="一つの窓口では解けないとき、いくつかの機関が集まり、だれが何をするかを決めます。",
    key_points=("支援プランは、あなたの望みから書き始めます。", "直したいところは、何度でも直せます。"),
    body=[
        section(
            "機関が集まるのは、どんなときですか",
            text(
                "<p>困りごとが三つも四つも重なると、一つの窓口では全体が見えません。まとめ役の担当が、必要な機関に声をかけます。</p>"
                "<p>この役目を、多機関協働《たきかんきょうどう》と呼びます。かさね市では、社会福祉協議会に頼んでいます。</p>"
                "<p>暮らしの支えそのものは、それぞれの機関が続けます。まとめ役に、すべてを任せることはしません。</p>"
            ),
            anchor="donna",
        ),
        section(
            "支援プランに書くこと",
            text(
                "<ol><li>あなたがどう暮らしたいか、そのために解きたいこと</li>"
                "<li>めあてと、いつごろまでに届きたいか</li>"
                "<li>どんな支えを使うか、使うときに気をつけること</li>"
                "<li>どの機関が、何を受け持つか</li>"
                "<li>支えをばらばらにしないための工夫</li></ol>"
            ),
            law("plan", "支援プランに書く五つのことは、国の規則で決まっています。"),
            anchor="itsutsu",
        ),
        section(
            "あなたにできること",
            points(
                ("sheet", "下書きを読む", "会議の前に下書きを渡します。読み上げもします。"),
                ("speech", "直してもらう", "ちがうところ、いやなところを、そのまま言ってください。"),
                ("people", "会議に出る", "出ることも、出ないことも選べます。だれかを連れて来られます。"),
                ("lock", "同意をやめる", "情報を渡す同意は、いつでも取り消せます。"),
            ),
            anchor="dekiru",
        ),
        section(
            "たとえば、こんなプラン",
            example(
                "父（49歳）、祖母（77歳）、高校生（16歳）の三人暮らし",
                ("望み", "高校生は「朝の支度を一人でやりたくない」と話しました。"),
                ("めあて", "三か月のうちに、週に三日は朝の手伝いが来ることを、めあてにしました。"),
                ("役割", "介護の窓口が朝の支援を、学校が遅刻の相談を、くらしの窓口が父の仕事を受け持ちます。"),
                ("見直し", "三か月後に集まり、めあてを週に四日へ改めました。"),
            ),
            anchor="tatoeba",
        ),
        section(
            "よくある質問",
            questions(
                (
                    "プランをつくらないこともありますか",
                    "あります。一つの窓口で足りるときや、あなたが望まないときは、つくりません。",
                ),
                (
                    "プランが終わると、支えも終わりますか",
                    "いいえ。集まりは終わっても、主に支える窓口が残ります。名前と電話番号をお渡しします。",
                ),
            ),
            anchor="shitsumon",
        ),
        section("あわせて読む", related("/kaigi/juso/", "/sodan/nagare/", "/kaigi/joho/"), anchor="awasete"),
    ],
    fields={
        "is_service": True,
        "needs_confirmation": "多機関協働を社会福祉協議会に頼んでいること\n会議にご本人が出られること",
    },
)

HITO = Entry(
    path="/shikumi/hito/",
    kind="ExplainerPage",
    title="支える人たち",
    lead="あなたの家を訪ねたり、話を聞いたりする人を紹介します。どの人にも、秘密を守る決まりがあります。",
    body=[
        section(
            "身近な地域にいる人",
            points(
                ("house", "民生委員・児童委員", "地区ごとにいる、無報酬の相談役です。国から委嘱され、秘密を守ります。"),
                ("people", "地域の相談員（CSW）", "社会福祉協議会の職員です。地区センターで、どんな話でも聞きます。"),
                ("cup", "生活支援コーディネーター", "集まる場や手助けの会を探し、足りないものをいっしょにつくります。"),
                ("heart", "見守りボランティア", "ごみ出しや買い物のついでに、声をかけます。"),
            ),
            anchor="chiiki",
        ),
        section(
            "市と機関にいる人",
            points(
                ("phone", "まるごと相談員", "福祉まるごと相談室で、初めの電話を受ける人です。"),
                ("sheet", "相談連携推進員", "高齢、障がい、子ども、生活困窮の四つの課に一人ずついます。"),
                ("case", "多機関協働コーディネーター", "いくつもの機関に声をかけ、役割をまとめる人です。"),
                ("eye", "助言をする専門の人", "医師、弁護士、社会福祉士が、むずかしいときに意見を出します。"),
            ),
            anchor="shi",
        ),
        section(
            "どの人にも共通すること",
            text(
                "<ul><li>聞いた秘密を、ほかの目的に使いません。役目を終えたあとも同じです。</li>"
                "<li>お金や物を受け取りません。</li>"
                "<li>訪ねるときは、名札か証明書を見せます。</li>"
                "<li>合わないと感じたら、担当を替えるように頼めます。</li></ul>"
            ),
            anchor="kyotsu",
        ),
        section(
            "地区の担当を知りたいとき",
            offices("marugoto", "shakyo"),
            anchor="tantou",
        ),
        section("あわせて読む", related("/shikumi/outreach/", "/yogo/", "/kaigi/shien/"), anchor="awasete"),
    ],
    fields={"needs_confirmation": "置いている職と人数、呼び名\n担当を替えるように頼めること"},
)

AYUMI = Entry(
    path="/shikumi/ayumi/",
    kind="ExplainerPage",
    title="これまでの歩み",
    lead="三年間の準備をへて、令和7年（2025年）4月に始めました。いまどこまで進んだかを記録しています。",
    body=[
        section(
            "年ごとの記録",
            versions(
                {
                    "date": "令和8年10月",
                    "name": "計画を見直しました",
                    "current": True,
                    "changed": "川西地区の出張相談を毎週に改めました。住まいの団体との連携を加えました。",
                    "page": "page:/keikaku/jisshi/",
                },
                {
                    "date": "令和8年6月",
                    "name": "一年目の結果を公表しました",
                    "changed": "届いた目標と届かなかった目標を、どちらも載せました。",
                    "page": "page:/keikaku/hokoku-r7/",
                },
                {
                    "date": "令和7年4月",
                    "name": "五つの事業を始めました",
                    "changed": "支援会議の要綱を定め、四つの分野の窓口が同じ受付票を使い始めました。",
                },
                {
                    "date": "令和6年度",
                    "name": "準備の三年目",
                    "changed": "訪問と参加支援を、二つの地区で試しました。",
                },
                {
                    "date": "令和5年度",
                    "name": "準備の二年目",
                    "changed": "社会福祉協議会に、多機関協働のコーディネーターを置きました。",
                },
                {
                    "date": "令和4年度",
                    "name": "準備の一年目",
                    "changed": "どの窓口で話が止まるかを調べ、庁内検討会をつくりました。",
                },
            ),
            anchor="kiroku",
        ),
        section(
            "まだできていないこと",
            text(
                "<ul><li>夜間の相談は、月に二日だけです。</li>"
                "<li>浜辺地区には、若い人の居場所がまだありません。</li>"
                "<li>外国語の通訳は、予約がいります。</li></ul>"
                '<p>いつまでに何をするかは、<a href="/keikaku/jisshi/">実施計画</a>に書いています。</p>'
            ),
            anchor="mada",
        ),
    ],
    fields={"needs_confirmation": "始めた時期と、年ごとにしたこと\nまだできていないこと"},
)

PAGES = [TAKIKAN, HITO, AYUMI]
