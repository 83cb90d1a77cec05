"""Title, lead and what keeps a page true (pure)."""

from collections.abc import Iterator
from datetime import date

from cms.desk.checks.findings import Finding, Topic
from cms.desk.checks.parts import Read
from cms.desk.checks.saying import must, should

TITLE, LEAD = 40, 90


def upkeep(page: Read) -> Iterator[Finding]:
    """What every page has to say first, and what the city has still to do for it."""
    yield from _title(page)
    yield from _lead(page)
    confirm = page.part("needs_confirmation")
    if confirm and any(words.plain.strip() for words in confirm.texts):
        yield should("to_confirm", Topic.UPKEEP, confirm.place)
    review = page.part("review_on")
    if review and (day := str(review.facts.get("review_on") or "")) and date.fromisoformat(day) < page.today:
        yield should("review_passed", Topic.UPKEEP, review.place)


def _title(page: Read) -> Iterator[Finding]:
    title = page.part("title")
    if title is None:
        return
    words = title.texts[0].plain.strip()
    if not words:
        yield must("title_empty", Topic.UPKEEP, title.place)
    elif len(words) > TITLE:
        yield should("title_long", Topic.UPKEEP, title.place)


def _lead(page: Read) -> Iterator[Finding]:
    lead = page.part("lead")
    if lead is None:
        return
    words = lead.texts[0].plain.strip()
    if not words:
        yield must("lead_missing", Topic.UPKEEP, lead.place)
    elif len(words) > LEAD:
        yield should("lead_long", Topic.UPKEEP, lead.place)
