"""About the site itself: how to use it, accessibility, privacy, map."""

from cms.seed.kinds import Entry, offices, points, related, section, text

SITE = Entry(
    path="/site/",
    kind="HubPage",
    title="このサイトの使い方",
    lead="文字の大きさ、ふりがな、印刷、検索のしかたを説明します。",
    body=[
        section(
            "読みやすくする",
            points(
                (
                    "sheet",
                    "ふりがなをつける",
                    "ページの上の「ふりがな」を押すと、漢字に読みがつきます。もう一度押すと消えます。",
                ),
                (
                    "eye",
                    "文字を大きくする",
                    "「文字の大きさ」で三つの大きさを選べます。選んだ大きさは、お使いの機器だけが覚えます。",
                ),
                (
                    "speech",
                    "やさしい日本語、英語",
                    "主なページは、やさしい日本語と英語でも読めます。ページの上で切り替えます。",
                ),
                ("house", "暗い画面", "お使いの機器を暗い表示にすると、このサイトも暗くなります。"),
            ),
            anchor="yomiyasuku",
        ),
        section(
            "さがす、残す",
            text(
                "<ul><li><b>検索。</b>ひらがなでも、ふだんの言葉でも探せます。「お金がない」のような文でもかまいません。</li>"
                "<li><b>印刷。</b>「印刷する」を押すと、紙に合わせた形になります。窓口の一覧は、選んだ地区だけを印刷できます。</li>"
                "<li><b>ページID。</b>電話で問い合わせるときに番号を伝えると、同じページを見ながら話せます。</li>"
                "<li><b>更新の通知。</b>お知らせの一覧に、RSSの配信があります。</li></ul>"
            ),
            anchor="sagasu",
        ),
        section(
            "リンクと引用",
            text(
                "<p>どのページへも、ことわりなくリンクできます。文章と図は、出典を書けば使えます。</p>"
                "<p>ほかのサイトへのリンクには「外部サイト」と書いています。その先の内容は、それぞれの運営者のものです。</p>"
            ),
            anchor="link",
        ),
    ],
    fields={"needs_confirmation": "リンクと引用のきまり"},
)


ACCESSIBILITY = Entry(
    path="/site/accessibility/",
    kind="AccessibilityPage",
    title="ウェブアクセシビリティ方針と試験結果",
    lead="見え方、聞こえ方、動かし方のちがいをこえて使えるサイトにするための目標と、確かめた結果です。",
    key_points=("目標は、JIS X 8341-3:2016の適合レベルAAです。", "試験はこれからです。いまは「配慮」の段階です。"),
    body=[
        section(
            "目標",
            text(
                "<ul><li><b>対象。</b>このサイトのすべてのウェブページ。</li>"
                "<li><b>めざすところ。</b>JIS X 8341-3:2016の適合レベルAAに準拠すること。</li>"
                "<li><b>いつまでに。</b>令和9年（2027年）3月31日まで。</li></ul>"
                "<p>つくるときは、新しい国際の指針であるWCAG 2.2のレベルAAも見ています。</p>"
            ),
            anchor="mokuhyo",
        ),
        section(
            "まだ足りないところ",
            text(
                "<ul><li>PDFの様式は、画面の読み上げで記入しにくいことがあります。かわりの方法を窓口で用意します。</li>"
                "<li>外国語は英語だけです。ほかの言葉は、窓口の通訳を使えます。</li>"
                "<li>手話の動画は、まだありません。</li></ul>"
            ),
            anchor="tarinai",
        ),
        section(
            "試験の方法",
            text(
                "<p>公開の前に、代表のページを選び、機械の検査と人の目の両方で確かめます。</p>"
                "<p>画面の読み上げ、キーボードだけの操作、文字の拡大、色の見え方を、それぞれ試します。</p>"
                "<p>結果は、達成基準ごとにこのページに載せます。年に一度、試験をやり直します。</p>"
            ),
            anchor="hoho",
        ),
        section("使いにくいところを知らせる", offices("seisaku"), anchor="shiraseru"),
    ],
    fields={
        "claim": "hairyo",
        "needs_confirmation": "対象の範囲と目標の期日\n試験をした日、ページ数、使った道具、達成基準ごとの結果\n「準拠」は、すべてのページの試験が終わるまで書かないこと",
    },
)

KOJIN = Entry(
    path="/site/kojin/",
    kind="ExplainerPage",
    title="個人情報の取り扱い",
    lead="このサイトは、だれが見たかを記録しません。クッキーも使いません。",
    key_points=(
        "クッキーを使いません。",
        "接続元の番号（IPアドレス）を残しません。",
        "ほかの会社の計測や広告を入れていません。",
    ),
    body=[
        section(
            "記録すること",
            text(
                "<p>どのページが、一日に何回開かれたかだけを数えます。だれが、どこから開いたかは数えません。</p>"
                "<p>検索の言葉は、一日ごとの回数として半年のあいだ残します。だれが入れたかは残しません。</p>"
                "<p>「役に立ちましたか」の答えは、ページごとの数だけを残します。</p>"
            ),
            anchor="kiroku",
        ),
        section(
            "あなたの機器に残ること",
            text(
                "<p>ふりがなと文字の大きさは、あなたの機器の中だけに残ります。市には送られません。</p>"
                "<p>見たページの履歴は、お使いのブラウザーに残ります。家族に見られたくないときは、履歴を消してください。</p>"
            ),
            anchor="kiki",
        ),
        section(
            "書かないでください",
            text(
                "<p>「わかりにくい所を知らせる」と検索の欄には、お名前や相談の内容を書かないでください。</p>"
                '<p>相談は、電話か窓口で話してください。<a href="/sodan/madoguchi/">相談できるところ</a>に一覧があります。</p>'
            ),
            anchor="kakanai",
        ),
        section(
            "相談と会議の記録は別のものです",
            text(
                "<p>相談の記録と会議の記録は、このサイトとは別の場所にあります。このサイトから見ることはできません。</p>"
                '<p>その扱いは、<a href="/kaigi/joho/">わたしの情報の扱い</a>で説明しています。</p>'
            ),
            anchor="betsu",
        ),
        section("問い合わせ", offices("seisaku"), anchor="toiawase"),
        section("あわせて読む", related("/kaigi/joho/", "/site/"), anchor="awasete"),
    ],
    fields={
        "needs_confirmation": "公開に使う装置（ウェブサーバー）の記録に、接続元の番号が残らない設定になっていること\n検索の言葉と回数の残し方"
    },
)

MAP = Entry(
    path="/site/map/",
    kind="MapPage",
    title="サイトマップ",
    lead="このサイトにある、すべてのページの一覧です。",
)

PAGES = [SITE, ACCESSIBILITY, KOJIN, MAP]
