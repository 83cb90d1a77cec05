"""Where and how to ask, in やさしい日本語."""

from cms.seed.easy.home import URGENT
from cms.seed.kinds import Entry, note, offices, points, questions, related, section, steps, text

HUB = Entry(
    path="/sodan/",
    kind="HubPage",
    title="困《こま》った とき",
    lead="困《こま》った ことを 話《はな》して ください。電話《でんわ》でも 市役所《しやくしょ》でも 話《はな》せます。",
    menu=True,
    key_points=(
        "お金《かね》は いりません。",
        "予約《よやく》は いりません。",
        "日本語《にほんご》が 少《すこ》しでも だいじょうぶです。",
    ),
    body=[
        section("まよった ときの 電話《でんわ》", offices("marugoto"), anchor="denwa"),
        section(
            "話《はな》す 方法《ほうほう》",
            points(
                ("phone", "電話《でんわ》", "名前《なまえ》を 言《い》わなくても いいです。"),
                ("people", "市役所《しやくしょ》", "1かいの 5ばんに 来《き》て ください。"),
                ("house", "あなたの 家《いえ》", "市《し》の 人《ひと》が あなたの 家《いえ》に 行《い》きます。"),
                (
                    "sheet",
                    "手紙《てがみ》、ファックス",
                    "話《はな》すことが むずかしい 人《ひと》は、書《か》いて ください。",
                ),
            ),
            anchor="houhou",
        ),
    ],
)

MADOGUCHI = Entry(
    path="/sodan/madoguchi/",
    kind="OfficesPage",
    title="話《はな》す ことが できる ところ",
    lead="どこに 話《はな》しても いいです。話《はなし》を 聞《き》いた 人《ひと》が、ほかの 人《ひと》と いっしょに 考《かんが》えます。",
    body=[
        section(
            "どこでも 同《おな》じです",
            text(
                "<ul><li>お金《かね》は いりません。</li>"
                "<li>あなたの 話《はなし》を 家族《かぞく》や 会社《かいしゃ》に 言《い》いません。命《いのち》が あぶない ときは、助《たす》ける 人《ひと》に 話《はな》します。</li>"
                "<li>通訳《つうやく》が います。「通訳《つうやく》を お願《ねが》いします」と 言《い》って ください。</li>"
                "<li>電話《でんわ》の お金《かね》が 心配《しんぱい》な 人《ひと》は、言《い》って ください。市《し》が 電話《でんわ》します。</li></ul>"
            ),
            anchor="kyotsu",
        ),
        section("つぎに 読《よ》む", related("/sodan/nagare/", "/sodan/yakan/", "/kaigi/joho/"), anchor="awasete"),
    ],
)

NAGARE = Entry(
    path="/sodan/nagare/",
    kind="ExplainerPage",
    title="話《はな》した あと、どう なりますか",
    lead="5つの 順番《じゅんばん》が あります。いつも いっしょに します。",
    key_points=("いつでも やめる ことが できます。", "やめた あと、また 話《はな》す ことも できます。"),
    body=[
        section(
            "5つの 順番《じゅんばん》",
            steps(
                (
                    "talk",
                    "話《はな》す",
                    "困《こま》って いる ことを 話《はな》して ください。上手《じょうず》に 話《はな》さなくても いいです。",
                    "何《なに》も 持《も》って こなくて いいです。",
                    "30分《ぷん》くらい",
                ),
                (
                    "untangle",
                    "いっしょに 考《かんが》える",
                    "市《し》の 人《ひと》と いっしょに 考《かんが》えます。はじめに する ことを 決《き》めます。",
                    "いちばん つらい ことを 言《い》って ください。",
                    "1回《かい》から 3回《かい》くらい",
                ),
                (
                    "team",
                    "人《ひと》が 集《あつ》まる",
                    "手伝《てつだ》う 人《ひと》が 集《あつ》まります。だれに 話《はな》して いいか、あなたに 聞《き》きます。",
                    "「はい」か「いいえ」を 言《い》って ください。",
                    "2週間《しゅうかん》くらい",
                ),
                (
                    "plan",
                    "紙《かみ》に 書《か》く",
                    "これから する ことを いっしょに 紙《かみ》に 書《か》きます。",
                    "ちがう ところは 言《い》って ください。",
                    "1か月《げつ》くらい",
                ),
                (
                    "walk",
                    "いっしょに いる",
                    "ときどき 会《あ》って 話《はな》します。紙《かみ》に 書《か》いた ことを 直《なお》します。",
                    "つらい ときは、いつでも 言《い》って ください。",
                    "3か月《げつ》に 1回《かい》くらい",
                ),
            ),
            anchor="gokai",
        ),
        section(
            "よく ある 質問《しつもん》",
            questions(
                (
                    "「いいえ」と 言《い》っても いいですか",
                    "はい。「いいえ」と 言《い》っても、また 話《はな》す ことが できます。",
                ),
                (
                    "わたしの ことを ほかの 人《ひと》に 話《はな》しますか",
                    "はじめに あなたに 聞《き》きます。でも「支援会議《しえんかいぎ》」では、先《さき》に 話《はな》す ことが あります。",
                ),
            ),
            anchor="shitsumon",
        ),
        section("つぎに 読《よ》む", related("/sodan/madoguchi/", "/kaigi/futatsu/"), anchor="awasete"),
    ],
)

YAKAN = Entry(
    path="/sodan/yakan/",
    kind="ExplainerPage",
    title="夜《よる》と 休《やす》みの 日《ひ》の 電話《でんわ》",
    lead="市役所《しやくしょ》が 休《やす》みの ときに 話《はな》せる ところです。",
    body=[
        section("あぶない とき", note(URGENT), offices("police", "fire", "ambulance_advice"), anchor="kiken"),
        section(
            "こわい 人《ひと》が いる とき",
            offices("child", "dv_line"),
            text(
                '<p><a href="/sodan/boryoku/">家《いえ》に こわい 人《ひと》が いる とき</a>の ページも 読《よ》んで ください。'
                "すぐに とじる ボタンが あります。</p>"
            ),
            anchor="kowai",
        ),
        section(
            "話《はなし》を 聞《き》いて ほしい とき", offices("yorisoi", "kokoro_line", "childline"), anchor="tsurai"
        ),
        section(
            "朝《あさ》に なったら",
            text("<p>市《し》にも 電話《でんわ》して ください。つづきを いっしょに 考《かんが》えます。</p>"),
            offices("marugoto"),
            anchor="asa",
        ),
    ],
)

PAGES = [HUB, MADOGUCHI, NAGARE, YAKAN]
