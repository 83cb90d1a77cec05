"""The home page in やさしい日本語."""

from cms.seed.kinds import Entry, part

URGENT = (
    "あぶない ときは、すぐに 電話《でんわ》して ください。"
    "110は 警察《けいさつ》です。119は 救急車《きゅうきゅうしゃ》と 火事《かじ》です。"
)
ARCS = {
    "drawing": "three_arcs",
    "caption": "3つの 支援《しえん》",
    "alternative": (
        "まん中《なか》に あなたと 家族《かぞく》が います。まわりに 丸《まる》い 屋根《やね》が 3つ あります。"
        "1つめは 話《はなし》を 聞《き》く ことです。2つめは 場所《ばしょ》を さがす ことです。"
        "3つめは まちを つくる ことです。"
    ),
}

_PROMISES = [
    ("yen", "お金《かね》は いりません"),
    ("lock", "勝手《かって》に 話《はな》しません"),
    ("people", "家族《かぞく》も 話《はな》せます"),
    ("speech", "通訳《つうやく》が います"),
]
_TROUBLES = [
    ("yen", "お金《かね》が 足《た》りない。家賃《やちん》が はらえない", "okane"),
    ("case", "仕事《しごと》が ない", "okane"),
    ("people", "家族《かぞく》の 世話《せわ》で つかれた", "madoguchi"),
    ("school", "家族《かぞく》の 世話《せわ》で 学校《がっこう》に 行《い》けない", "young-carer"),
    ("door", "家《いえ》から 出《で》る ことが できない", "madoguchi"),
    ("house", "家《いえ》に こわい 人《ひと》が いる", "boryoku"),
    ("question", "何《なに》を 話《はな》せば いいか わからない", "madoguchi"),
]
_STEPS = [
    ("talk", "話《はな》す", "電話《でんわ》を します。または 市役所《しやくしょ》に 来《き》ます。"),
    ("untangle", "考《かんが》える", "困《こま》って いる ことを いっしょに 考《かんが》えます。"),
    ("team", "集《あつ》まる", "手伝《てつだ》う 人《ひと》が 集《あつ》まります。"),
    ("walk", "いっしょに いる", "毎日《まいにち》が 楽《らく》に なるまで いっしょに います。"),
]
_TRUTH = (
    "「支援会議《しえんかいぎ》」が あります。法律《ほうりつ》に ある 会議《かいぎ》です。"
    "あなたが「はい」と 言《い》う 前《まえ》でも 話《はな》す ことが あります。"
    "会議《かいぎ》の 人《ひと》は ほかの 人《ひと》に 話《はな》しては いけません。"
)

PAGE = Entry(
    path="/",
    kind="HomePage",
    title="支《ささ》える まち かさね",
    lead="どこに 聞《き》けば いいか わからなくても だいじょうぶです。市《し》の 人《ひと》が いっしょに 考《かんが》えます。",
    body=[
        part("promises", promises=[{"icon": icon, "words": words} for icon, words in _PROMISES]),
        part(
            "troubles",
            heading="こんな とき、話《はな》して ください",
            intro="1つでも いいです。たくさん あっても いいです。",
            troubles=[
                {"icon": icon, "words": words, "kind": "", "page": f"page:/sodan/{slug}/"}
                for icon, words, slug in _TROUBLES
            ],
        ),
        part(
            "steps",
            heading="これから どう なりますか",
            steps=[{"scene": scene, "title": title, "text": text} for scene, title, text in _STEPS],
        ),
        part(
            "information",
            words=_TRUTH,
            link={"page": "page:/kaigi/joho/", "anchor": "", "words": "あなたの ことを だれが 知《し》るか 読《よ》む"},
        ),
    ],
    fields={
        "headline": "困《こま》った ときは、\n話《はな》して ください",
        "urgent_note": URGENT,
        "button_page": "page:/sodan/madoguchi/",
        "button_words": "話《はな》す ところを さがす",
    },
)
