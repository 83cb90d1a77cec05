"""Fields, districts and offices of the fictional city. Telephone numbers beginning with 0000 are made up."""

from typing import Any

HOURS = "平日 8時30分〜17時15分"
HOURS_EASY = "月《げつ》ようび から 金《きん》ようび 午前《ごぜん》 8:30 から 午後《ごご》 5:15"
HOURS_EN = "Mon–Fri 8:30–17:15"

FIELDS: list[dict[str, Any]] = [
    {
        "slug": "kourei",
        "name": "高齢、介護",
        "name_easy": "年《とし》をとった 人《ひと》、介護《かいご》",
        "name_en": "Older people, care",
    },
    {"slug": "shougai", "name": "障がい", "name_easy": "しょうがい", "name_en": "Disability"},
    {"slug": "kodomo", "name": "子ども、子育て", "name_easy": "子《こ》ども", "name_en": "Children, parenting"},
    {
        "slug": "okane",
        "name": "お金、仕事、住まい",
        "name_easy": "お金《かね》、仕事《しごと》、家《いえ》",
        "name_en": "Money, work, housing",
    },
    {
        "slug": "kokoro",
        "name": "こころ、ひきこもり",
        "name_easy": "こころ、家《いえ》から 出《で》られない",
        "name_en": "Mind, not leaving home",
    },
]

DISTRICTS: list[dict[str, Any]] = [
    {
        "slug": "yamate",
        "name": "山手",
        "name_easy": "山手《やまて》",
        "name_en": "Yamate",
        "outline": "M22 62C44 22 92 12 150 12S258 20 278 58L208 88 92 90z",
        "label_x": 150,
        "label_y": 58,
    },
    {
        "slug": "kawanishi",
        "name": "川西",
        "name_easy": "川西《かわにし》",
        "name_en": "Kawanishi",
        "outline": "M22 62L92 90 98 140 64 190C30 172 2 116 22 62z",
        "label_x": 60,
        "label_y": 128,
    },
    {
        "slug": "chuo",
        "name": "中央",
        "name_easy": "中央《ちゅうおう》",
        "name_en": "Chuo",
        "outline": "M92 90L208 88 216 140 152 164 98 140z",
        "label_x": 154,
        "label_y": 128,
    },
    {
        "slug": "satomi",
        "name": "里見",
        "name_easy": "里見《さとみ》",
        "name_en": "Satomi",
        "outline": "M278 58C300 104 286 152 252 184L216 140 208 88z",
        "label_x": 247,
        "label_y": 126,
    },
    {
        "slug": "hamabe",
        "name": "浜辺",
        "name_easy": "浜辺《はまべ》",
        "name_en": "Hamabe",
        "outline": "M98 140L152 164 216 140 252 184C214 210 108 212 64 190z",
        "label_x": 156,
        "label_y": 192,
    },
]

OFFICES: dict[str, dict[str, Any]] = {
    "marugoto": {
        "name": "福祉まるごと相談室",
        "name_easy": "福祉《ふくし》 まるごと 相談室《そうだんしつ》",
        "name_en": "Welfare Helpdesk",
        "sentence": "どこに聞くか迷ったら、まずこちらへ。分野を問わずうかがいます。",
        "sentence_easy": "どこに 聞《き》けば いいか わからない とき、ここに 話《はな》して ください。",
        "sentence_en": "Not sure where to ask? Start here: it takes any trouble.",
        "phone": "0000-00-1234",
        "fax": "0000-00-1235",
        "hours": f"{HOURS}（祝日と12月29日〜1月3日を除く）",
        "hours_easy": HOURS_EASY,
        "hours_en": HOURS_EN,
        "opening_hours": "Mo-Fr 08:30-17:15",
        "place": "市役所1階 5番窓口（中央地区）",
        "place_easy": "市役所《しやくしょ》 1かい 5ばん",
        "place_en": "City Hall 1F, counter 5 (Chuo)",
        "access": "車いす可、手話通訳（予約）、駐車場あり",
        "access_easy": "車《くるま》いすで 来《く》ることが できます。手話《しゅわ》の 通訳《つうやく》は 予約《よやく》が いります",
        "access_en": "Step-free; sign language by appointment; parking",
        "anything": True,
    },
    "seisaku": {
        "name": "かさね市 福祉部 福祉政策課",
        "name_easy": "かさね市《し》 福祉政策課《ふくしせいさくか》",
        "name_en": "Welfare Policy Division, Kasane City",
        "phone": "0000-00-0100",
        "fax": "0000-00-0101",
        "hours": f"{HOURS}（祝日と12月29日〜1月3日を除く）",
        "hours_easy": HOURS_EASY,
        "hours_en": f"{HOURS_EN} (closed on public holidays and 29 Dec – 3 Jan)",
        "opening_hours": "Mo-Fr 08:30-17:15",
        "place": "市役所1階 5番窓口",
        "place_easy": "市役所《しやくしょ》 1かい 5ばん",
        "place_en": "City Hall 1F, counter 5",
        "listed": False,
    },
}
