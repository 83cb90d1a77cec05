"""Fields of troubles and districts of the fictional city, as the finder of offices asks for them."""

from typing import Any

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
