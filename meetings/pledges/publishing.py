"""What a new version looks like beside the one before."""

from typing import TypedDict

from portal.pledge.comparing import Piece, compare
from portal.pledge.models import PledgeText
from portal.pledge.services import Draft


class Preview(TypedDict):
    """What the page of the last look shows."""

    text: PledgeText
    law_lines: list[str]
    changes: list[list[Piece]]


def preview(draft: Draft, last: PledgeText | None) -> Preview:
    """The draft as it would stand on its first day, and its words against those of the last version."""
    text = draft.text()
    text.version = last.version + 1 if last else 1
    law = text.law_on(draft.in_force_from)
    before = last.words(last.law_on(draft.in_force_from)) if last else ""
    return {"text": text, "law_lines": law.split("\n"), "changes": compare(before, text.words(law)) if last else []}
