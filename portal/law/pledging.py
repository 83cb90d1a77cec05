"""The words of a city's first pledges (pure), for a city that has none yet; the articles come from ``applying``.

A city's legal officer reads them before the first real meeting, and publishes what has to be said otherwise.
"""

from collections.abc import Sequence

AS = {  # by the kind of person, as ``applying.articles_for`` names it
    "member": "構成員として",
    "guest": "会議に臨時に出席する者として",
    "office": "事務局の職務に従事する者として",
    "contractor": "委託を受けて事務に従事する者として",
}
PREAMBLE = "私は、{bodies}（以下「会議」という。）の{kind}、次のことを誓約します。"
CLAUSES = (
    "会議の事務に関して知り得た秘密を、正当な理由なく漏らしません。会議の事務に従事しなくなった後も、同様とします。",
    "会議で得た情報は、支援を必要とする本人及びその世帯を支援する目的にのみ用います。",
    "会議の資料及び記録を、許可なく複写し、撮影し、又は会議のための仕組みの外へ持ち出しません。",
    "情報が漏れた、又は漏れたおそれがあると知ったときは、直ちに事務局へ報告します。",
)


def body_for(kind: str, bodies: Sequence[str]) -> str:
    """The preamble and its clauses, one a line, for this kind of person in these bodies."""
    return "\n".join((PREAMBLE.format(bodies="及び".join(bodies), kind=AS[kind]), *CLAUSES))


def covered(bodies: Sequence[str]) -> str:
    """The line that names the meetings."""
    return "、".join(bodies)


def own_rules(city: str, plan_review: bool) -> str:
    """The city's own rules in words: what a 重層的支援会議 rests on (domain.md §1.2); none for a 支援会議."""
    return f"重層的支援会議について：{city}重層的支援体制整備事業実施要綱" if plan_review else ""
