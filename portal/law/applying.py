"""Which articles bind whom (pure): penal clauses stand only where they apply.

社会福祉法 binds whoever handles the affairs of a 支援会議, and those to whom the city entrusts the programme;
a 重層的支援会議 rests on the city's own rules. Local public servants are bound by their own law besides.
"""

from collections.abc import Set

SUPPORT = "support"
CONTRACTOR, OFFICE = "contractor", "office"
PENAL = frozenset({"penalty", "penalty_contractor", "local_staff_penalty"})
ASIDE = {
    "penalty": "違反したとき（支援会議）：",
    "penalty_contractor": "違反したとき（委託を受けた事務）：",
    "local_staff_secrecy": "市の職員について：",
    "local_staff_penalty": "違反したとき（市の職員）：",
}


def articles_for(kind: str, bases: Set[str]) -> tuple[str, ...]:
    """The keys of the articles that a pledge of this kind of person cites, duties first, penalties last.

    ``kind`` is "member", "guest", "office" or "contractor"; ``bases`` the kinds of the bodies that ask for it.
    """
    duties = []
    if SUPPORT in bases:
        duties += ["secrecy"]
    if kind == CONTRACTOR:
        duties += ["secrecy_contractor"]
    if kind == OFFICE:
        duties += ["local_staff_secrecy"]
    penalties = {"secrecy": "penalty", "secrecy_contractor": "penalty_contractor"}
    penalties["local_staff_secrecy"] = "local_staff_penalty"
    return (*duties, *(penalties[duty] for duty in duties))
