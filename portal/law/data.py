"""Articles of law as dated data (domain.md §1.2: paragraph numbers moved on 2025-04-01).

No template and no text holds an article number as a literal: it asks here, naming the day.
"""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Citation:
    """One article as it reads between two days; ``gist`` is the substance in official words."""

    key: str
    label: str
    short: str
    gist: str
    in_force_from: date
    in_force_to: date | None = None


LAW = "社会福祉法"
PERSONAL_INFORMATION = "個人情報の保護に関する法律"
VERIFIED_ON = date(2025, 6, 1)  # the consolidated text that these rows were checked against; check e-Gov again
_SECRECY_GIST = (
    "支援会議の事務に従事する者又は従事していた者は、正当な理由がないのに、"
    "支援会議の事務に関して知り得た秘密を漏らしてはならない。"
)

CITATIONS: tuple[Citation, ...] = (
    Citation(
        "programme",
        f"{LAW} 第106条の4",
        "法 第106条の4",
        "市町村は、重層的支援体制整備事業を行うことができる。",
        date(2021, 4, 1),
    ),
    Citation(
        "implementation_plan",
        f"{LAW} 第106条の5",
        "法 第106条の5",
        "市町村は、この事業を行うときは、実施計画を策定するよう努める。",
        date(2021, 4, 1),
    ),
    Citation(
        "support_meeting",
        f"{LAW} 第106条の6",
        "法 第106条の6",
        "市町村は、支援関係機関などで構成する支援会議を組織し、情報の交換と支援体制の検討を行うことができる。",
        date(2021, 4, 1),
    ),
    Citation(
        "secrecy", f"{LAW} 第106条の6第5項", "法 第106条の6第5項", _SECRECY_GIST, date(2021, 4, 1), date(2025, 3, 31)
    ),
    Citation("secrecy", f"{LAW} 第106条の6第6項", "法 第106条の6第6項", _SECRECY_GIST, date(2025, 4, 1)),
    Citation(
        "penalty",
        f"{LAW} 第159条第2号",
        "法 第159条第2号",
        "1年以下の懲役又は100万円以下の罰金",
        date(2021, 4, 1),
        date(2025, 5, 31),
    ),
    Citation(
        "penalty", f"{LAW} 第159条第2号", "法 第159条第2号", "1年以下の拘禁刑又は100万円以下の罰金", date(2025, 6, 1)
    ),
    # the entrusted bodies and their staff; before April 2025 the paragraph had another number, which no source confirms
    Citation(
        "secrecy_contractor",
        f"{LAW} 第106条の4第6項",
        "法 第106条の4第6項",
        "市町村から事業の委託を受けた者若しくはその役員若しくは職員又はこれらの者であった者は、"
        "正当な理由がないのに、その委託を受けた事務に関して知り得た秘密を漏らしてはならない。",
        date(2025, 4, 1),
    ),
    Citation(
        "penalty_contractor",
        f"{LAW} 第159条第1号",
        "法 第159条第1号",
        "1年以下の懲役又は100万円以下の罰金",
        date(2021, 4, 1),
        date(2025, 5, 31),
    ),
    Citation(
        "penalty_contractor",
        f"{LAW} 第159条第1号",
        "法 第159条第1号",
        "1年以下の拘禁刑又は100万円以下の罰金",
        date(2025, 6, 1),
    ),
    # cited as read in the text of 2025-06-01
    Citation(
        "local_staff_secrecy",
        "地方公務員法 第34条第1項",
        "地公法 第34条第1項",
        "職員は、職務上知り得た秘密を漏らしてはならない。その職を退いた後も、また、同様とする。",
        date(2025, 6, 1),
    ),
    Citation(
        "local_staff_penalty",
        "地方公務員法 第60条第2号",
        "地公法 第60条第2号",
        "1年以下の拘禁刑又は50万円以下の罰金",
        date(2025, 6, 1),
    ),
    Citation(
        "plan",
        f"{LAW}施行規則 第34条の7",
        "規則 第34条の7",
        "支援プランに記載する事項を定める。",
        date(2021, 4, 1),
    ),
    Citation(
        "purpose",
        f"{PERSONAL_INFORMATION} 第61条",
        "個情法 第61条",
        "行政機関等は、所掌事務の遂行に必要な場合に限り個人情報を保有し、その利用目的をできる限り特定する。",
        date(2023, 4, 1),
    ),
    Citation(
        "security",
        f"{PERSONAL_INFORMATION} 第66条",
        "個情法 第66条",
        "行政機関の長等は、保有個人情報の安全管理のために必要かつ適切な措置を講じる。委託を受けた者も、同様とする。",
        date(2023, 4, 1),
    ),
    Citation(
        "limits",
        f"{PERSONAL_INFORMATION} 第69条",
        "個情法 第69条",
        "行政機関の長等は、法令に基づく場合を除き、利用目的以外の目的のために保有個人情報を自ら利用し、又は提供してはならない。",
        date(2023, 4, 1),
    ),
    Citation(
        "disclosure",
        f"{PERSONAL_INFORMATION} 第76条",
        "個情法 第76条",
        "何人も、行政機関の長等に対し、その保有する自分についての個人情報の開示を請求することができる。",
        date(2023, 4, 1),
    ),
)

# Where e-Gov shows the text in force; the longest beginning of a label decides.
OFFICIAL_TEXTS = {
    LAW: "https://laws.e-gov.go.jp/law/326AC0000000045",
    f"{LAW}施行規則": "https://laws.e-gov.go.jp/law/326M50000100028",
    PERSONAL_INFORMATION: "https://laws.e-gov.go.jp/law/415AC0000000057",
    "地方公務員法": "https://laws.e-gov.go.jp/law/325AC0000000261",
}


def official_text(citation: Citation) -> str:
    """The address of the official text of the law that ``citation`` belongs to; empty where none is known."""
    laws = [law for law in OFFICIAL_TEXTS if citation.label.startswith(law)]
    return OFFICIAL_TEXTS[max(laws, key=len)] if laws else ""


def cite(key: str, on: date) -> Citation:
    """The citation called ``key`` as it reads on the day ``on``.

    Raises ``LookupError`` where no such rule was in force that day.
    """
    for citation in CITATIONS:
        if citation.key == key and citation.in_force_from <= on and (citation.in_force_to or date.max) >= on:
            return citation
    raise LookupError(f"no citation {key!r} in force on {on}")
