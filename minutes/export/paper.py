"""What is printed in the minutes of a meeting, whatever program writes it."""

from dataclasses import dataclass
from datetime import datetime

from minutes.documents.blocks import Block


@dataclass(frozen=True)
class Signature:
    """One person's confirmation (確認); when is written out."""

    name: str
    organisation: str
    when: str


@dataclass(frozen=True)
class Attendance:
    """One line of the attendance list: 役職, 氏名 with the agency, and 出欠 in words."""

    role: str
    name: str
    said: str


@dataclass(frozen=True)
class ItemPaper:
    """One agenda item with its final version. label is 議題1 or empty, when 14:30–15:05; people are written out."""

    label: str
    heading: str
    kind: str
    basis: str
    when: str
    attendance: tuple[Attendance, ...]
    secretariat: str
    version: int
    check_number: str
    agenda: tuple[Block, ...]
    minutes: tuple[Block, ...]
    signatures: tuple[Signature, ...]
    left: tuple[str, ...] = ()  # who was there and left the body before confirming


@dataclass(frozen=True)
class Paper:
    """One meeting. title is 令和8年度 第7回 支援会議; held is written out; exported_at is aware."""

    title: str
    body_name: str
    held: str
    place: str
    class_label: str
    city: str
    items: tuple[ItemPaper, ...]
    exported_for: str
    exported_at: datetime
