"""Violence and fear at home, in やさしい日本語."""

from cms.seed.easy.home import URGENT
from cms.seed.kinds import Entry, note, offices, part, points, questions, section, text

BORYOKU = Entry(
    path="/sodan/boryoku/",
    kind="TroublePage",
    title="家《いえ》に こわい 人《ひと》が いる",
    lead="あなたは 悪《わる》くないです。こわい ときは、話《はな》して ください。",
    key_points=(
        "名前《なまえ》を 言《い》わなくても いいです。",
        "こわい 人《ひと》には 言《い》いません。",
        "男《おとこ》の 人《ひと》も 子《こ》どもも 話《はな》せます。",
    ),
    body=[
        section("この ページを とじる", part("quick_exit"), note(URGENT), anchor="hanareru"),
        section("すぐに 話《はな》せる ところ", offices("dv", "dv_line", "child", "police"), anchor="denwa"),
        section(
            "これは 暴力《ぼうりょく》です",
            text(
                "<ul><li>たたく。ける。物《もの》を なげる。</li>"
                "<li>大《おお》きい 声《こえ》で おこる。ばかに する。</li>"
                "<li>お金《かね》を くれない。仕事《しごと》を させない。</li>"
                "<li>友《とも》だちに 会《あ》わせない。電話《でんわ》を 見《み》る。</li>"
                "<li>いやなのに 体《からだ》に さわる。</li>"
                "<li>パスポートや 在留《ざいりゅう》カードを とる。</li></ul>"
            ),
            anchor="boryoku",
        ),
        section(
            "できる こと",
            points(
                ("lock", "安全《あんぜん》な 場所《ばしょ》", "いっしょに さがします。"),
                ("sheet", "住所《じゅうしょ》", "ほかの 人《ひと》が 見《み》る ことが できない ように します。"),
                ("school", "子《こ》どもの 学校《がっこう》", "新《あたら》しい 学校《がっこう》を さがします。"),
                ("yen", "お金《かね》と 仕事《しごと》", "いっしょに 聞《き》きに 行《い》きます。"),
            ),
            anchor="dekiru",
        ),
        section(
            "にげる とき 持《も》つ もの",
            text(
                "<p>何《なに》も なくても にげて ください。あれば、持《も》って ください。</p>"
                "<ul><li>お金《かね》、銀行《ぎんこう》の 通帳《つうちょう》、薬《くすり》</li>"
                "<li>パスポート、在留《ざいりゅう》カード</li>"
                "<li>けがの 写真《しゃしん》、日《ひ》を 書《か》いた メモ</li>"
                "<li>母子手帳《ぼしてちょう》、子《こ》どもの 服《ふく》</li></ul>"
            ),
            anchor="junbi",
        ),
        section(
            "よく ある 質問《しつもん》",
            questions(
                (
                    "ビザが 心配《しんぱい》です",
                    "話《はな》して ください。通訳《つうやく》と いっしょに 考《かんが》えます。",
                ),
                ("にげるか まだ わかりません", "それでも 話《はな》せます。どう するかは あなたが 決《き》めます。"),
            ),
            anchor="shitsumon",
        ),
    ],
    fields={"called": "暴力《ぼうりょく》、こわい こと"},
)

PAGES = [BORYOKU]
