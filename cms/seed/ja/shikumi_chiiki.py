"""Community building, and the places of the five districts. A place names its district by the slug of the record."""

from typing import Any

from cms.seed.kinds import Entry, law, offices, part, questions, related, section, text

CHIIKI = Entry(
    path="/shikumi/chiiki/",
    kind="ExplainerPage",
    title="地域づくり",
    lead="だれでも立ち寄れる場が、五つの地区にあります。新しく始めたい方の相談にものります。",
    key_points=("どの場所も、住んでいる地区を問いません。", "何かをしなければいけない場所ではありません。"),
    body=[
        section(
            "立ち寄れる場所", part("places", intro="ここに挙げたほかにも、月に一度の集まりがあります。"), anchor="basho"
        ),
        section(
            "場所を始めたい方へ",
            text(
                "<p>空いた部屋がある、料理が好き、話を聞くのが好き。そのくらいの思いつきから話せます。</p>"
                "<ol><li>地区の相談員に、やってみたいことを話します。</li>"
                "<li>似た場所を、いっしょに見に行きます。</li>"
                "<li>一度だけ試してみます。保険と会場は、市が手伝います。</li>"
                "<li>続けると決めたら、運営の費用の一部を受けられる制度があります。</li></ol>"
            ),
            offices("shakyo"),
            anchor="hajimeru",
        ),
        section(
            "市がしていること",
            text(
                "<ul><li>通いの場や体操の会に、保健師を送ります。</li>"
                "<li>子育てひろばと、高齢の方のサロンを、同じ日に開けるようにします。</li>"
                "<li>障がいのある方の活動の場を支えます。</li>"
                "<li>年に二度、活動する人どうしが集まる会を開きます。</li></ul>"
            ),
            law("programme", "高齢、障がい、子育て、生活困窮の場づくりを一体で行うことが、この事業の条件です。"),
            anchor="shi",
        ),
        section(
            "よくある質問",
            questions(
                ("一人で行っても大丈夫ですか", "大丈夫です。初めての日は、相談員がいっしょに行くこともできます。"),
                (
                    "名前や住所を書かされますか",
                    "いいえ、書かなくて入れます。食堂では、アレルギーのことだけうかがいます。",
                ),
            ),
            anchor="shitsumon",
        ),
        section("あわせて読む", related("/shikumi/sanka/", "/shikumi/hito/", "/oshirase/"), anchor="awasete"),
    ],
    fields={
        "is_service": True,
        "needs_confirmation": "場所の一覧と開いている日\n運営の費用を助ける制度\n年に二度の集まり",
    },
)


def _place(
    slug: str, title: str, lead: str, district: str, facts: tuple[str, str, str, str, str, str], story: str
) -> Entry:
    """A place; ``facts`` are where, when, costs, for whom, who runs it, access."""
    names = ("where", "when", "costs", "for_whom", "operator", "access")
    fields: dict[str, Any] = dict(zip(names, facts, strict=True))
    return Entry(
        path=f"/shikumi/chiiki/{slug}/",
        kind="PlacePage",
        title=title,
        lead=lead,
        body=[
            section("どんな所ですか", text(story), anchor="donna"),
            section(
                "初めての方へ",
                text(FIRST),
                offices("shakyo", note="休みの日や持ち物も、電話で聞けます。"),
                anchor="hajimete",
            ),
        ],
        fields=fields
        | {"district": f"district:{district}", "needs_confirmation": "開いている日、料金、場所（すべて架空です）"},
    )


FIRST = (
    "<p>予約はいりません。途中で来ても、途中で帰ってもかまいません。</p>"
    "<p>入口で「初めてです」と言うと、係の人が席まで案内します。</p>"
)

PLACES = [
    _place(
        "salon-nijinoki",
        "川西サロン にじの木",
        "お茶を飲む人、将棋をさす人、ただ座っている人がいます。世代をこえて立ち寄れる部屋です。",
        "kawanishi",
        (
            "川西地区センター1階",
            "毎週 月曜日と木曜日 10時〜15時",
            "無料（お茶代100円）",
            "どなたでも",
            "川西地区の住民の会",
            "車いす可、駐車場あり",
        ),
        "<p>商店街の空き店舗にあったサロンを、地区センターに移しました。畳の部屋と、机の部屋があります。</p>"
        "<p>火曜日の出張相談の相談員が、木曜日にも顔を出します。雑談のついでに、困りごとを話す方もいます。</p>",
    ),
    _place(
        "shokudo-minna",
        "コミュニティ食堂 みんなの台所",
        "月に二回、みんなで夕ごはんを食べます。子どもだけでも、大人一人でも入れます。",
        "chuo",
        (
            "ふれあいセンター1階 調理室",
            "第2・第4金曜日 17時〜19時30分",
            "子ども無料、大人300円",
            "どなたでも",
            "かさね市社会福祉協議会と協力店",
            "車いす可、ベビーカー可",
        ),
        "<p>近くの農家と店から届いた野菜で、大人と子どもがいっしょに作ります。食べるだけの日があってもかまいません。</p>"
        "<p>持ち帰りもできます。アレルギーのある方は、入口で伝えてください。</p>",
    ),
    _place(
        "wakamono-hidamari",
        "若者フリースペース ひだまり",
        "15歳から39歳くらいまでの人が、好きに過ごせる部屋です。話さなくてもかまいません。",
        "satomi",
        (
            "里見地区センター2階",
            "毎週 水曜日と土曜日 13時〜18時",
            "無料",
            "15歳から39歳くらいまでの方",
            "NPO法人（市からの委託）",
            "階段のみ（1階の部屋も使えます）",
        ),
        "<p>本、ゲーム、楽器、机があります。出席を取りません。名前は、呼んでほしい名前でかまいません。</p>"
        "<p>一人になれる小さな部屋が二つあります。仕事の体験を見に行きたくなったら、係の人に言ってください。</p>",
    ),
    _place(
        "kaigosha-tsudoi",
        "家族を介護する人のつどい",
        "家族を介護している人だけの集まりです。話を聞くだけの参加もできます。",
        "yamate",
        (
            "山手団地 集会所",
            "第1土曜日 13時30分〜15時30分",
            "無料",
            "家族を介護している方",
            "山手地域包括支援センター",
            "車いす可、手話通訳（予約）",
        ),
        "<p>ここで聞いた話は、外で話さない約束です。泣いても、怒っても、黙っていてもかまいません。</p>"
        "<p>介護される方が家で一人になるときは、つどいのあいだの見守りを頼めます。三日前までに電話してください。</p>",
    ),
    _place(
        "engawa-hamabe",
        "浜辺のえんがわ",
        "港の見える古い家を開けています。小さい子もお年寄りも、同じ縁側で過ごします。",
        "hamabe",
        (
            "浜辺一丁目 旧港湾会館",
            "毎週 火曜日と金曜日 9時30分〜14時",
            "無料",
            "どなたでも",
            "浜辺地区社会福祉協議会",
            "玄関に段差あり（スロープを出します）",
        ),
        "<p>午前は子育てひろば、昼からは体操の会になります。間の一時間は、みんなで昼ごはんを食べます。</p>"
        "<p>金曜日は、出張相談の相談員がここにも寄ります。</p>",
    ),
]

PAGES = [CHIIKI, *PLACES]
