"""All rules together: what there is to mend on a page (pure)."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from cms.desk.checks.findings import Finding, Grade, Topic
from cms.desk.checks.language import language
from cms.desk.checks.parts import Read
from cms.desk.checks.structure import anchors, files, headings, links, pictures
from cms.desk.checks.upkeep import upkeep
from cms.desk.checks.wording import facts, letters, tone

RULES: Final[tuple[Callable[[Read], Iterator[Finding]], ...]] = (
    upkeep,
    headings,
    anchors,
    pictures,
    links,
    files,
    language,
    letters,
    facts,
    tone,
)


class Verdict(NamedTuple):
    """What has to be mended, what should be, and the topics in which nothing was found."""

    must: list[Finding]
    should: list[Finding]
    good: list[Topic]


def judge(page: Read) -> Verdict:
    """Look at the page with every rule; of one kind at one place only the first is told."""
    found = list(_once(finding for rule in RULES for finding in rule(page)))
    topics = {finding.topic for finding in found}
    return Verdict(
        [finding for finding in found if finding.grade == Grade.MUST],
        [finding for finding in found if finding.grade == Grade.SHOULD],
        [topic for topic in Topic if topic not in topics],
    )


def _once(found: Iterable[Finding]) -> Iterator[Finding]:
    seen: set[tuple[str, str, str]] = set()
    for finding in found:
        key = (finding.code, finding.place.anchor, finding.place.name)
        if key not in seen:
            seen.add(key)
            yield finding
