"""Who answers at night and on holidays. Not one of these belongs to the city: each is to be checked with its operator."""

from typing import Any

from cms.seed.offices.hours import ALWAYS

_NIGHT: dict[str, Any] = ALWAYS | {"outside_hours": True}

NIGHT: dict[str, dict[str, Any]] = {
    "police": _NIGHT
    | {
        "name": "警察（緊急）",
        "name_easy": "警察《けいさつ》",
        "name_en": "Police (emergency)",
        "sentence": "暴力を受けているとき、危険がせまっているとき。",
        "sentence_easy": "だれかに たたかれた とき、こわい とき。",
        "sentence_en": "Violence or immediate danger.",
        "phone": "110",
    },
    "fire": _NIGHT
    | {
        "name": "救急車、消防",
        "name_easy": "救急車《きゅうきゅうしゃ》、火事《かじ》",
        "name_en": "Ambulance and fire",
        "sentence": "急な病気やけが、火事のとき。",
        "sentence_easy": "急《きゅう》に 体《からだ》が 悪《わる》く なった とき。火事《かじ》の とき。",
        "sentence_en": "Sudden illness, injury or fire.",
        "phone": "119",
    },
    "ambulance_advice": _NIGHT
    | {
        "name": "救急安心センター",
        "name_easy": "救急安心《きゅうきゅう あんしん》センター",
        "name_en": "Emergency medical advice line",
        "sentence": "救急車を呼ぶか、迷うとき。看護師や医師が答えます。",
        "sentence_easy": "救急車《きゅうきゅうしゃ》を 呼《よ》ぶか わからない とき。",
        "sentence_en": "Not sure whether to call an ambulance? Nurses and doctors advise.",
        "phone": "#7119",
    },
    "child": _NIGHT
    | {
        "name": "児童相談所（虐待対応ダイヤル）",
        "name_easy": "児童相談所《じどう そうだんじょ》",
        "name_en": "Child guidance centre",
        "sentence": "子どもがひどい目にあっているかもしれないとき。子ども自身もかけられます。",
        "sentence_easy": "子《こ》どもが たたかれて いる とき。子《こ》どもも 電話《でんわ》できます。",
        "sentence_en": "If a child may be ill-treated. Children may call too.",
        "phone": "189",
    },
    "dv_line": {
        "name": "DV相談ナビ",
        "name_easy": "｜DV《ディーブイ》 相談《そうだん》ナビ",
        "name_en": "Domestic violence navigation line",
        "sentence": "配偶者や恋人の暴力について。近くの相談窓口につながります。",
        "sentence_easy": "夫《おっと》、妻《つま》、恋人《こいびと》が こわい とき。",
        "sentence_en": "Violence by a partner. It connects you to a desk nearby.",
        "phone": "#8008",
        "hours": "つながった窓口の受付時間内",
        "hours_easy": "窓口《まどぐち》が 開《あ》いて いる 時間《じかん》",
        "hours_en": "While the desk nearby is open",
        "outside_hours": True,
    },
    "yorisoi": _NIGHT
    | {
        "name": "よりそいホットライン",
        "name_easy": "よりそいホットライン",
        "name_en": "Yorisoi Hotline",
        "sentence": "どんな悩みでも、電話で話せます。外国語の案内もあります。",
        "sentence_easy": "困《こま》った ことを 何《なん》でも 話《はな》せます。外国語《がいこくご》も あります。",
        "sentence_en": "Any worry, by telephone; several languages.",
        "phone": "0120-279-338",
    },
    "kokoro_line": {
        "name": "こころの健康相談統一ダイヤル",
        "name_easy": "こころの 健康《けんこう》 電話《でんわ》",
        "name_en": "Mental health line",
        "sentence": "死にたいほどつらいとき、眠れない日が続くとき。",
        "sentence_easy": "死《し》にたい とき、ずっと 眠《ねむ》れない とき。",
        "sentence_en": "When you feel you cannot go on, or cannot sleep.",
        "phone": "0570-064-556",
        "hours": "曜日と時間は、都道府県によってちがいます",
        "hours_easy": "時間《じかん》は 県《けん》で ちがいます",
        "hours_en": "Hours differ by prefecture",
        "outside_hours": True,
    },
    "childline": {
        "name": "チャイルドライン（18歳まで）",
        "name_easy": "チャイルドライン（18さいまで）",
        "name_en": "Childline (up to age 18)",
        "sentence": "子どもだけの電話です。名前を言わなくても話せます。",
        "sentence_easy": "子《こ》どもの ための 電話《でんわ》です。名前《なまえ》は 言《い》わなくて いいです。",
        "sentence_en": "For children only. You need not give your name.",
        "phone": "0120-99-7777",
        "hours": "毎日 16時〜21時",
        "hours_easy": "毎日《まいにち》 午後《ごご》 4:00 から 午後《ごご》 9:00",
        "hours_en": "Every day 16:00–21:00",
        "opening_hours": "Mo-Su 16:00-21:00",
        "outside_hours": True,
    },
}
