"""Where and how to ask: the pages below 相談する."""

from cms.seed.ja.parts import DANGER
from cms.seed.kinds import Entry, note, offices, points, questions, related, section, steps, text

HUB = Entry(
    path="/sodan/",
    kind="HubPage",
    title="相談する",
    lead="電話でも、窓口でも、家でも話せます。どこに話せばよいか迷ったら、福祉まるごと相談室へ電話してください。",
    menu=True,
    key_points=(
        "相談は無料です。予約はいりません。",
        "ご本人でも、ご家族でも、近所の方でも話せます。",
        "話がまとまっていなくても、かまいません。",
    ),
    body=[
        section("迷ったときの電話", offices("marugoto"), anchor="denwa"),
        section(
            "話す方法",
            points(
                ("phone", "電話", "名前を言わずに話せます。折り返しの電話も頼めます。"),
                ("people", "窓口", "予約なしで話せます。人に聞かれない部屋もあります。"),
                ("house", "訪問", "出かけにくいときは、相談員がご自宅や近くの場所へ行きます。"),
                ("sheet", "ファクス、手紙", "声で話しにくい方は、書いて送ってください。返事の方法も選べます。"),
            ),
            anchor="houhou",
        ),
    ],
    fields={"needs_confirmation": "相談が無料で、予約がいらないこと\n電話、窓口、訪問、ファクスで受けていること"},
)

MADOGUCHI = Entry(
    path="/sodan/madoguchi/",
    kind="OfficesPage",
    title="相談できるところ",
    lead="どこに話してもかまいません。うかがった窓口が、必要なところへおつなぎします。",
    body=[
        section(
            "どの窓口にも共通すること",
            text(
                "<ul><li>相談にお金はかかりません。</li>"
                "<li>聞いた話を、あなたにことわりなく家族や勤め先に話すことはありません。</li>"
                "<li>電話代が心配なときは、折り返しを頼んでください。</li>"
                "<li>日本語で話しにくいときは、通訳を頼めます。手話通訳は予約がいります。</li></ul>"
                '<p>同意をいただく前に、支援会議で話し合うこともあります。<a href="/kaigi/joho/">わたしの情報の扱い</a>を読んでください。</p>'
            ),
            anchor="kyotsu",
        ),
        section("あわせて読む", related("/sodan/nagare/", "/sodan/yakan/", "/shitsumon/"), anchor="awasete"),
    ],
    fields={
        "needs_confirmation": "すべての窓口の電話番号、受付の時間、場所（0000で始まる番号は架空です）\n通訳と手話通訳を頼めること"
    },
)

NAGARE = Entry(
    path="/sodan/nagare/",
    kind="ExplainerPage",
    title="相談の流れ",
    lead="話していただいてから、暮らしが落ち着くまで。五つの段階で、いっしょに進みます。",
    key_points=("途中でやめても、また始めてもかまいません。", "どの段階でも、相談にお金はかかりません。"),
    body=[
        section(
            "五つの段階",
            steps(
                (
                    "talk",
                    "話す",
                    "うまく話せなくてもかまいません。困っていることを、思いつくままにお聞かせください。",
                    "持ち物はいりません。お名前は、あとからでもかまいません。",
                    "30分ほど",
                ),
                (
                    "untangle",
                    "ほどく",
                    "からまった心配ごとを、相談員といっしょに分けます。急ぐことから順番を考えます。",
                    "いちばんしんどいことを教えてください。",
                    "1回から3回ほど",
                ),
                (
                    "team",
                    "チームをつくる",
                    "ひとつの窓口でむずかしいときは、いくつかの機関で支えます。だれに、どこまで話してよいかをうかがいます。",
                    "同意するかどうかを決めます。断っても、相談は続けられます。",
                    "2週間ほど",
                ),
                (
                    "plan",
                    "計画にする",
                    "望む暮らし、めあて、だれが何をするかを、支援プランにまとめます。",
                    "中身を確かめて、ちがうところは直してもらいましょう。",
                    "1か月ほど",
                ),
                (
                    "walk",
                    "いっしょに歩む",
                    "ようすを確かめながら、プランを見直します。落ち着いたら、主に支える窓口が引き継ぎます。",
                    "つらくなったら、いつでも相談員に話してください。",
                    "見直しは3か月ごとがめやす",
                ),
            ),
            anchor="gokai",
        ),
        section(
            "引き継いだあとは、どうなりますか",
            text(
                "<p>チームで役割が決まると、主に支える窓口を一つ決めます。そのあとは、その窓口があなたの相手になります。</p>"
                "<p>支えが終わるわけではありません。困りごとがまた重なったら、同じチームをもう一度つくります。</p>"
            ),
            anchor="hikitsugi",
        ),
        section(
            "よくある質問",
            questions(
                (
                    "一度断ったら、もう相談できませんか",
                    "できます。断ったあとでも、何年たってからでも、また電話してください。",
                ),
                (
                    "同意しないと、情報は共有されませんか",
                    "いいえ、例外があります。見落としを防ぐため、支援会議では同意の前に話し合うことがあります。",
                ),
                (
                    "担当の人が変わっても、話は引き継がれますか",
                    "はい。あなたが話してよいと言ったことを、次の担当に伝えます。同じ話を何度もしなくてすみます。",
                ),
            ),
            anchor="shitsumon",
        ),
        section("あわせて読む", related("/sodan/madoguchi/", "/shikumi/takikan/", "/kaigi/futatsu/"), anchor="awasete"),
    ],
    fields={"needs_confirmation": "かかる時間のめやす\n見直しの間隔（3か月ごと）\n主に支える窓口への引き継ぎ方"},
)

YAKAN = Entry(
    path="/sodan/yakan/",
    kind="ExplainerPage",
    title="夜間・休日の連絡先",
    lead="市の窓口が閉まっているときに、いますぐ話せるところです。どこも、名前を言わずにかけられます。",
    body=[
        section(
            "いのちや身に危険があるとき", note(DANGER), offices("police", "fire", "ambulance_advice"), anchor="kiken"
        ),
        section(
            "こわい思いをしているとき",
            offices("child", "dv_line"),
            text(
                '<p>見ていることを知られたくないときは、<a href="/sodan/boryoku/">すぐに離れられるページ</a>を使ってください。</p>'
            ),
            anchor="kowai",
        ),
        section("つらいとき、話を聞いてほしいとき", offices("yorisoi", "kokoro_line", "childline"), anchor="tsurai"),
        section(
            "夜が明けたら",
            text(
                "<p>夜に電話したことを、翌朝、市の相談室にも話してください。続きをいっしょに考えます。</p>"
                "<p>一度に全部を話さなくてかまいません。「夜に電話をかけた者です」だけで通じます。</p>"
            ),
            offices("marugoto"),
            anchor="asa",
        ),
    ],
    fields={
        "needs_confirmation": "110、119、189、#8008、#7119 と全国の電話の番号と受付の時間。公開の前に、それぞれの運営者の案内で確かめてください\n#7119 がこの地域で使えること"
    },
)

PAGES = [HUB, MADOGUCHI, NAGARE, YAKAN]
