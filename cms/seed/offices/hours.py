"""Hours that several offices share."""

HOURS = "平日 8時30分〜17時15分"
HOURS_EASY = "月《げつ》ようび から 金《きん》ようび 午前《ごぜん》 8:30 から 午後《ごご》 5:15"
HOURS_EN = "Mon–Fri 8:30–17:15"

DAYTIME = {
    "hours": f"{HOURS}（祝日と12月29日〜1月3日を除く）",
    "hours_easy": HOURS_EASY,
    "hours_en": f"{HOURS_EN} (closed on public holidays and 29 Dec – 3 Jan)",
    "opening_hours": "Mo-Fr 08:30-17:15",
}
ALWAYS = {
    "hours": "24時間、毎日",
    "hours_easy": "いつでも 電話《でんわ》できます",
    "hours_en": "24 hours, every day",
    "opening_hours": "Mo-Su",
}
