"""What やさしい日本語 reads aloud in its own way (pure)."""

from datetime import date

# 1日 to 10日 and three later days have readings that no rule gives
_DAYS = {
    1: "ついたち",
    2: "ふつか",
    3: "みっか",
    4: "よっか",
    5: "いつか",
    6: "むいか",
    7: "なのか",
    8: "ようか",
    9: "ここのか",
}
_DAYS |= {10: "とおか", 14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか"}
_ONES = ("", "いち", "に", "さん", "よん", "ご", "ろく", "しち", "はち", "く")
_TENS = ("", "じゅう", "にじゅう", "さんじゅう")


def day_reading(day: date) -> str:
    """How the day of a month is read: 1日 is ついたち, 11日 じゅういちにち."""
    return _DAYS.get(day.day) or f"{_TENS[day.day // 10]}{_ONES[day.day % 10]}にち"
