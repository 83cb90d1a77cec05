"""The words of the demo story; every person, agency and case is invented."""

from typing import Any

from minutes.documents.blocks import Block, Decision, Paragraph, RoleRow, Roles, Run, Statement
from portal.law import pledging
from portal.pledge.models import Kind


def pledge(settings: Any, kind: Kind) -> dict[str, str]:
    """The city's pledge text for one kind of people; its words and articles come from portal/law."""
    city = settings.CITY_NAME
    bodies = (f"{city}支援会議", f"{city}重層的支援会議")
    return {
        "covers": pledging.covered(bodies),
        "addressee": settings.CITY_MAYOR,
        "body": pledging.body_for(kind.name.lower(), bodies),
        "law": pledging.own_rules(city, plan_review=True),
    }


def _p(text: str) -> tuple[Paragraph, ...]:
    return (Paragraph((Run(text),)),)


BEFORE_LAST = {
    "論点": "母（80代）の通院が7月から途切れている。だれが、どのように声をかけるか。",
    "いましていること": "地域包括支援センターが月2回訪ね、玄関先で母と話せている。",
}
BEFORE_FIRST = {
    "論点": "中学2年の長女が、弟の送り迎えで遅刻を重ねている。家事の手をどう増やすか。",
    "いましていること": "学校が週1回、放課後に話を聞いている。",
    "ほかの機関に聞きたいこと": "訪問による家事の支援は、母の申込みがなくても相談できるか。",
}
BEFORE_SECOND = {
    "論点": "往診を始めるにあたり、長男（50代）の困りごとを、いつ、だれが聞くか。",
    "ほかの機関に聞きたいこと": "冬の灯油代の支払いが滞っていないか。",
}
ADDED_TO_SECOND = {"いましていること": "地域包括支援センターの訪問に、民生委員が一度同行した。"}
ASKED = ("民生委員が一度同行した", "同行したのは11月の訪問です。次は来週の予定です。")
RECORD: tuple[Block, ...] = (
    Statement("大西", "地域包括 かさね東", _p("母は「足が痛く、バスに乗れない」と話した。薬は先月で切れている。")),
    Statement(
        "谷川", "みどり台クリニック", _p("地区の中なので往診にうかがえる。初回は顔なじみの方がいると安心される。")
    ),
    Statement("北村", "民生委員（東地区）", _p("新聞は毎朝とりこまれている。夜は2階の窓に明かりがある。")),
    Decision(1, _p("みどり台クリニックの往診を始める。初回は地域包括支援センターが同行する。")),
    Roles(
        (
            RoleRow("大西", "地域包括 かさね東", "母に往診の説明をし、気持ちを聞く", "2026-11-13"),
            RoleRow("谷川", "みどり台クリニック", "往診の日を決め、大西さんに伝える", "2026-11-20"),
        )
    ),
)

# words that stand only in sealed fields and documents: outside tools look for them where they must not be
NEVER_LEAK = (
    "R8-009",
    "R8-014",
    "R8-003",
    "通院が7月から途切れている",
    "弟の送り迎えで遅刻",
    "足が痛く、バスに乗れない",
    "灯油代の支払いが滞って",
    "玄関先で母と話せている",
    "2階の窓に明かり",
)

# --- answers to the next meeting ---------------------------------------------------------------
ANSWERS = (
    ("chair", "ACCEPTED", ""),
    ("member2", "ACCEPTED", "訪問のあと、10分ほどおくれて参ります。"),
    ("member6", "TENTATIVE", "学校行事と重なるかもしれません。"),
)
BY_PHONE = "出張のため。電話で聞きました。"
BY_MAIL = """From: <{sender}>
Message-ID: <demo-answer@kurashi.example>
Content-Type: text/plain; charset=utf-8

石田です。出席します。よろしくお願いします。
"""
