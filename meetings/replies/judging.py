"""Whether a mailed answer counts by itself (scheduling.md §3.4, rules 5 and 6; pure)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from meetings.replies.inbound import Answer, Refresh

TOO_FAR = timedelta(days=2)  # between the clock of the program and the arrival


@dataclass(frozen=True)
class Standing:
    """The invitation with this UID, as it stands."""

    address: str
    uninvited: bool
    open: bool  # called, and not begun
    sequence: int
    answer: str
    stamp: datetime | None  # of the answer that counts now


@dataclass(frozen=True)
class Verdict:
    """applied, recorded (known already) or review, and why."""

    outcome: str
    reason: str = ""


def doubt_about(asked: Answer | Refresh, standing: Standing, *, sender: str, dmarc: str, none_will_do: bool) -> str:
    """Why it is not plain that the invited person says this, and still may; empty where it is."""
    unsure = doubt_about_sender(standing.address, sender=sender, dmarc=dmarc, none_will_do=none_will_do)
    return _first(
        ("uninvited", standing.uninvited),
        ("stranger", not same_address(asked.attendee, standing.address)),
        ("sent_by", bool(asked.sent_by) and not same_address(asked.sent_by, standing.address)),
        (unsure, bool(unsure)),
        ("late", not standing.open),
    )


def doubt_about_sender(address: str, *, sender: str, dmarc: str, none_will_do: bool) -> str:
    """Why a mail may not be from who has this address; empty where it is plainly theirs."""
    if not same_address(sender, address):
        return "other_sender"
    return "" if dmarc == "pass" or (none_will_do and dmarc == "none") else "unproven"


def judge(
    answer: Answer, standing: Standing, *, sender: str, dmarc: str, received: datetime, none_will_do: bool
) -> Verdict:
    """The first thing that is not as it has to be decides."""
    doubt = doubt_about(answer, standing, sender=sender, dmarc=dmarc, none_will_do=none_will_do) or _first(
        ("stale", answer.sequence < standing.sequence),
        ("ahead", answer.sequence > standing.sequence),
        ("clock", abs(received - answer.stamp) > TOO_FAR),
    )
    if doubt:
        return Verdict("review", doubt)
    if standing.stamp is not None and answer.stamp < standing.stamp:
        return Verdict("recorded", "older")
    if answer.stamp == standing.stamp and answer.partstat == standing.answer:
        return Verdict("recorded", "repeated")
    return Verdict("applied")


def _first(*doubts: tuple[str, bool]) -> str:
    return next((reason for reason, there in doubts if there), "")


def same_address(one: str, other: str) -> bool:
    """Capitals of the Latin alphabet do not count; nothing else is taken for equal."""
    return one.isascii() and other.isascii() and bool(one) and one.lower() == other.lower()
