"""Offices of the five districts: the weekly desk in a district centre, and the centre for older people."""

from typing import Any

_EASY = {"yamate": "山手《やまて》", "kawanishi": "川西《かわにし》", "chuo": "中央《ちゅうおう》"}
_EASY |= {"satomi": "里見《さとみ》", "hamabe": "浜辺《はまべ》"}


def _desk(slug: str, name: str, phone: str, when: tuple[str, str, str, str], stop: str) -> dict[str, Any]:
    """A counsellor of the district, on one day of the week; ``when`` in three languages and for machines."""
    return {
        "name": f"{name}地区センター 出張相談",
        "name_easy": f"{_EASY[slug]} 地区《ちく》センター 出張相談《しゅっちょう そうだん》",
        "name_en": f"{slug.capitalize()} District Centre desk",
        "sentence": "地域の相談員が、毎週うかがっています。予約はいりません。",
        "sentence_easy": "相談員《そうだんいん》が 毎週《まいしゅう》 います。予約《よやく》は いりません。",
        "sentence_en": "A counsellor comes every week. No appointment needed.",
        "phone": phone,
        "hours": when[0],
        "hours_easy": when[1],
        "hours_en": when[2],
        "opening_hours": when[3],
        "place": f"{name}地区センター（バス停 {stop}から徒歩2分）",
        "place_easy": f"{_EASY[slug]} 地区《ちく》センター",
        "place_en": f"{slug.capitalize()} District Centre",
        "access": "車いす可、ご自宅への訪問もできます",
        "access_easy": "車《くるま》いすで 来《く》ることが できます。家《いえ》に 行《い》くことも できます",
        "access_en": "Step-free; home visits possible",
        "anything": True,
        "districts": [slug],
    }


def _day(day: str, easy: str, english: str, code: str, hours: tuple[str, str]) -> tuple[str, str, str, str]:
    start, end = hours
    afternoon = int(end) - 12
    return (
        f"毎週 {day}曜日 {start}時〜{end}時",
        f"毎週《まいしゅう》 {day}《{easy}》ようび 午前《ごぜん》 {start}:00 から 午後《ごご》 {afternoon}:00",
        f"Every {english} {start}:00–{end}:00",
        f"{code} {start}:00-{end}:00",
    )


def _centre(slug: str, name: str, phone: str, place: str) -> dict[str, Any]:
    return {
        "name": f"{name}地域包括支援センター",
        "name_easy": f"{_EASY[slug]} 地域包括支援《ちいき ほうかつ しえん》センター",
        "name_en": f"{slug.capitalize()} Centre for Older People",
        "sentence": "介護、もの忘れ、高齢の家族との暮らしについて。",
        "sentence_easy": "年《とし》を とった 人《ひと》の 介護《かいご》や、もの忘《わす》れの こと。",
        "sentence_en": "Care, memory loss and life with older relatives.",
        "phone": phone,
        "hours": "月曜〜土曜 8時30分〜17時30分",
        "hours_easy": "月《げつ》ようび から 土《ど》ようび 午前《ごぜん》 8:30 から 午後《ごご》 5:30",
        "hours_en": "Mon–Sat 8:30–17:30",
        "opening_hours": "Mo-Sa 08:30-17:30",
        "place": place,
        "place_easy": f"{_EASY[slug]} 地区《ちく》",
        "place_en": f"{slug.capitalize()} district",
        "access": "車いす可、駐車場あり、ご自宅への訪問もできます",
        "access_easy": "車《くるま》いすで 来《く》ることが できます。家《いえ》に 行《い》くことも できます",
        "access_en": "Step-free; parking; home visits possible",
        "fields": ["kourei"],
        "districts": [slug],
    }


TEN_TO_THREE = ("10", "15")
DESKS: dict[str, dict[str, Any]] = {
    "desk_yamate": _desk("yamate", "山手", "0000-00-2101", _day("木", "もく", "Thu", "Th", TEN_TO_THREE), "山手団地"),
    "desk_kawanishi": _desk("kawanishi", "川西", "0000-00-2201", _day("火", "か", "Tue", "Tu", TEN_TO_THREE), "川西橋"),
    "desk_satomi": _desk("satomi", "里見", "0000-00-2401", _day("水", "すい", "Wed", "We", TEN_TO_THREE), "里見小学校"),
    "desk_hamabe": _desk("hamabe", "浜辺", "0000-00-2501", _day("金", "きん", "Fri", "Fr", TEN_TO_THREE), "港前"),
}
CENTRES: dict[str, dict[str, Any]] = {
    "centre_yamate": _centre("yamate", "山手", "0000-00-2110", "山手一丁目8番（山手団地の集会所となり）"),
    "centre_kawanishi": _centre("kawanishi", "川西", "0000-00-2210", "川西二丁目3番（地区センターとなり）"),
    "centre_chuo": _centre("chuo", "中央", "0000-00-2310", "ふれあいセンター1階（バス停 公園前から徒歩3分）"),
    "centre_satomi": _centre("satomi", "里見", "0000-00-2410", "里見三丁目5番（里見小学校となり）"),
    "centre_hamabe": _centre("hamabe", "浜辺", "0000-00-2510", "浜辺一丁目2番（バス停 港前から徒歩1分）"),
}
