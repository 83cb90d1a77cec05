"""Documents with which the fictional city starts, by key: title, and how the file is made."""

from collections.abc import Callable

from cms.seed import papers
from cms.seed.ja.plan_chapters import CHAPTERS
from cms.seed.pdf import document

Part = tuple[str, str]


def _maker(title: str, parts: list[Part]) -> tuple[str, Callable[[], bytes]]:
    return title, lambda: document(title, parts)


def _chapters() -> list[Part]:
    return [part for heading, words in CHAPTERS for part in [("H2", heading), *(("P", each) for each in words)]]


FILES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "plan_r8": _maker("実施計画（令和8年度版）全文", [*papers.DRAFT, *_chapters()]),
    "plan_r8_short": _maker("実施計画（令和8年度版）概要版", [*papers.DRAFT, *papers.SHORT]),
    "plan_r7": _maker("実施計画（令和7年度版）", [*papers.DRAFT, *papers.FIRST]),
    "report_r7": _maker("令和7年度の結果 報告書", [*papers.DRAFT, *papers.REPORT]),
    "charter_support": _maker("支援会議設置要綱", [*papers.DRAFT, *papers.CHARTER_SUPPORT]),
    "charter_plan": _maker("重層的支援会議実施要綱", [*papers.DRAFT, *papers.CHARTER_PLAN]),
    "form_pledge": _maker("秘密を守る誓約書（見本）", [*papers.DRAFT, *papers.PLEDGE]),
    "form_tsunagu": _maker("つなぐシート（様式）", [*papers.DRAFT, *papers.REFERRAL]),
}
