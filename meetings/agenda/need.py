"""Need to know: may this person see this item, and why (pure).

The only place where it is decided. What asks for a row, a page, a socket, a file, a mail or a sentence gathers the
facts and asks here; the query for lists (``access.items_for``) says the same in SQL and is held to it by a test.
"""

from dataclasses import dataclass
from typing import Literal

Right = Literal["none", "read", "write"]

# why somebody sees it: these codes stand in the record too
RUNS = ("chair", "secretariat")
READS_ONLY = ("observer",)
# states of a meeting: nobody hears of a draft but who makes it; what is over or called off can only be read
UNHEARD_OF = ("draft", "discarded")
READ_ONLY = ("closed", "cancelled", "discarded")
Reason = Literal[
    # why
    "chair",
    "secretariat",
    "summoned",
    "observer",
    "emergency",
    "invited",  # to the meeting, and to no item of it so far
    # why not
    "account",  # closed or suspended
    "seat",  # no appointment to the body today
    "recused",
    "draft",  # not called yet
    "withdrawn",  # called once, no longer
    "stranger",  # never called to it
    "pledge",  # none in force for this body
    "factor",  # no second factor
]


@dataclass(frozen=True)
class Facts:
    """What is known of one person and one item, today.

    ``verified``: a second factor was shown in this session (the gate asks that before anything here does), or, when
    one tells about others, is enrolled. ``role``: as what the seat held today counts, empty without one (a chair to whom
    no second person has agreed counts as a member). ``state``: of the meeting.
    """

    live: bool
    verified: bool
    pledged: bool
    role: str
    summoned: bool = False
    withdrawn: bool = False
    recused: bool = False
    emergency: bool = False
    state: str = "called"


@dataclass(frozen=True)
class Decision:
    """What the person may do, and the one reason why or why not."""

    right: Right
    reason: Reason

    @property
    def sees(self) -> bool:
        """Whether the item exists for the person at all."""
        return self.right != "none"

    @property
    def runs(self) -> bool:
        """Whether the person is chair or secretariat to it, and not recused."""
        return self.sees and self.reason in RUNS


def decide(facts: Facts) -> Decision:
    """The rule. Nobody is above it: being superuser, editor or operator is no fact."""
    why = _standing(facts)
    bar = _bar(facts, why)
    if bar or not why:
        return Decision("none", bar or _missing(facts))
    reads = facts.state in READ_ONLY or why in ("observer", "emergency")
    return Decision("read" if reads else "write", why)


def _standing(facts: Facts) -> Reason | None:
    """What makes the item the person's business."""
    if facts.role in RUNS:
        return "chair" if facts.role == "chair" else "secretariat"
    if facts.state in UNHEARD_OF:
        return None  # nobody hears of a draft but who makes it
    if facts.summoned:
        return "observer" if facts.role in READS_ONLY else "summoned"
    return "emergency" if facts.emergency else None


def _bar(facts: Facts, why: Reason | None) -> Reason | None:
    """What keeps out even whose business it is."""
    if not facts.live:
        return "account"
    if not facts.role:
        return "seat"
    if facts.recused:
        return "recused"
    if why and not facts.pledged:
        return "pledge"
    return "factor" if why and not facts.verified else None


def _missing(facts: Facts) -> Reason:
    if facts.state in UNHEARD_OF and (facts.summoned or facts.emergency):
        return "draft"
    return "withdrawn" if facts.withdrawn else "stranger"
