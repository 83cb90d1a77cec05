"""What is printed in the letters about one meeting, whatever program writes it (pure).

Neutral as the mail is: no body, no case, no item, nobody else who is invited.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Kind = Literal["notice", "request", "slip"]
KINDS: tuple[Kind, ...] = ("notice", "request", "slip")


@dataclass(frozen=True)
class Office:
    """Who writes, and how they are reached; without ``fax`` none is named."""

    sender: str
    name: str
    phone: str
    fax: str
    hours: str


@dataclass(frozen=True)
class Occasion:
    """Which meeting, by the number of its notice; the times are aware."""

    number: int
    start: datetime
    end: datetime
    place: str


@dataclass(frozen=True)
class Addressee:
    """One person invited; ``organisation`` and ``post`` may be empty."""

    name: str
    organisation: str
    post: str


@dataclass(frozen=True)
class Letter:
    """One page."""

    kind: Kind
    addressee: Addressee
    occasion: Occasion
    office: Office
    written_on: date
    answer_by: date


@dataclass(frozen=True)
class DateSlip:
    """One page on which somebody answers a question about dates; the slots' times are aware."""

    addressee: Addressee
    number: int
    place: str
    slots: tuple[tuple[datetime, datetime], ...]
    office: Office
    written_on: date
    answer_by: date
