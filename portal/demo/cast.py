"""The people of かさね市, a city that does not exist."""

from dataclasses import dataclass

PASSWORD = "kasane-demo-2026"
DOMAIN = "kasane.example"


@dataclass(frozen=True)
class Person:
    """One demo account. ``role`` is how commands and tools call it."""

    role: str
    family: str
    given: str
    address: str
    agency: str
    short: str
    group: str
    post: str = ""
    support: str = ""  # seat in かさね市支援会議
    plan_review: str = ""  # seat in かさね市重層的支援会議
    joined: bool = True
    pledged: bool = True
    stands_for: str = ""  # the role of who a proxy stands in for

    @property
    def email(self) -> str:
        """The demo address; nothing is ever sent out of this machine."""
        return f"{self.address}@{DOMAIN}"


CITY, CARE, CONSULTATION, COMMUNITY = "city", "care", "consultation", "community"
M, S, C = "member", "secretariat", "chair"

CAST: tuple[Person, ...] = (
    Person(
        "coordinator", "水野", "あかり", "mizuno", "かさね市社会福祉協議会", "社協", CONSULTATION, "包括化推進員", S, S
    ),
    Person("chair", "藤原", "誠一", "fujiwara", "かさね市 福祉政策課", "福祉政策課", CITY, "課長", C, M),
    Person("secretary", "平井", "俊", "hirai", "かさね市 福祉政策課", "福祉政策課", CITY, "主査", S, ""),
    Person(
        "member",
        "谷川",
        "由美",
        "tanigawa",
        "医療法人みどり会 みどり台クリニック",
        "みどり台クリニック",
        CARE,
        "医師",
        M,
        M,
    ),
    Person(
        "member2",
        "大西",
        "健",
        "onishi",
        "地域包括支援センター かさね東",
        "地域包括 かさね東",
        CONSULTATION,
        "主任",
        M,
        M,
    ),
    Person(
        "member3",
        "北村",
        "和夫",
        "kitamura",
        "かさね市 民生委員児童委員協議会（東地区）",
        "民生委員（東地区）",
        COMMUNITY,
        "民生委員",
        M,
        "",
    ),
    Person(
        "member4", "石田", "浩司", "ishida", "くらしサポートかさね", "くらしサポート", CONSULTATION, "相談支援員", M, M
    ),
    Person(
        "member5",
        "小野寺",
        "さつき",
        "onodera",
        "基幹相談支援センター ひだまり",
        "ひだまり",
        CONSULTATION,
        "相談員",
        M,
        M,
    ),
    Person(
        "member6",
        "佐々木",
        "玲",
        "sasaki",
        "かさね市立かさね東中学校",
        "かさね東中",
        CARE,
        "スクールソーシャルワーカー",
        M,
        "",
    ),
    Person("unpledged", "高橋", "進", "takahashi", "かさね警察署", "かさね警察署", CARE, "係長", M, "", pledged=False),
    Person(
        "invited",
        "江口",
        "美帆",
        "eguchi",
        "特定非営利活動法人 ひとつなぎ",
        "ひとつなぎ",
        COMMUNITY,
        "理事",
        M,
        "",
        joined=False,
    ),
    Person(
        "adviser",
        "白石",
        "志保",
        "shiraishi",
        "しらいし法律事務所",
        "しらいし法律事務所",
        COMMUNITY,
        "弁護士",
        "adviser",
        "",
        pledged=False,
    ),
    Person(
        "proxy",
        "山口",
        "恵子",
        "yamaguchi",
        "かさね市立かさね東中学校",
        "かさね東中",
        CARE,
        "養護教諭",
        "proxy",
        "",
        stands_for="member6",
    ),
    Person("editor", "林", "真由", "hayashi", "かさね市 広報課", "広報課", CITY, "主事", pledged=False),
    Person("section_head", "青木", "千夏", "aoki", "かさね市 広報課", "広報課", CITY, "係長", pledged=False),
    Person("division_head", "岩田", "康夫", "iwata", "かさね市 広報課", "広報課", CITY, "課長", pledged=False),
    Person("auditor", "佐野", "光", "sano", "かさね市 監査委員事務局", "監査委員事務局", CITY, "主査"),
    Person("operator", "野村", "航", "nomura", "かさね市 情報政策課", "情報政策課", CITY, "主任", pledged=False),
)
BY_ROLE = {person.role: person for person in CAST}
