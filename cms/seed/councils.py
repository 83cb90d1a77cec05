"""The meeting bodies of the fictional city, as the public may know them."""

from typing import Any

COUNCILS: dict[str, dict[str, Any]] = {
    "kyogikai": {
        "name": "地域福祉推進協議会",
        "reading": "ちいきふくし すいしん きょうぎかい",
        "kind": "outside",
        "purpose": "計画の進み具合を、市の外の目で確かめます。個人のことは話しません。",
        "members": "学識のある人、民生委員・児童委員、社会福祉協議会、医療や学校の代表、公募の市民",
        "secretariat": "福祉政策課",
    },
    "kentou": {
        "name": "庁内検討会",
        "reading": "ちょうない けんとうかい",
        "kind": "inside",
        "purpose": "部署のあいだの取り決めをつくり、足りないしくみを考えます。",
        "members": "高齢、障がい、子ども、生活困窮、住まい、教育、保健の課",
        "secretariat": "福祉政策課",
        "reports_to": "kyogikai",
    },
    "shien": {
        "name": "支援会議",
        "reading": "しえんかいぎ",
        "kind": "support",
        "purpose": "助けが届いていない人のことを持ち寄り、見守りと支えの方針を話します。",
        "members": "市が会議のたびに選んだ機関の人だけ",
        "secretariat": "福祉政策課",
        "reports_to": "kentou",
    },
    "juso": {
        "name": "重層的支援会議",
        "reading": "じゅうそうてき しえんかいぎ",
        "kind": "plan",
        "purpose": "ご本人の同意をいただいて、支援プランを決め、確かめ、見直します。",
        "members": "プランにかかわる機関のうち、同意の範囲に入る人",
        "secretariat": "社会福祉協議会（多機関協働）",
        "reports_to": "kentou",
    },
}
