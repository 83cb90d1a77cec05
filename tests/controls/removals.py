"""Controls against abuse, and for each the few lines without which it is gone: a test must notice.

``abuse`` is the number of the case in the threat model (docs/abuse-cases.md).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Removal:
    """Take ``lines`` of ``file`` out (put ``instead`` in their place): then ``test`` must fail."""

    control: str
    abuse: int
    file: str
    lines: str
    instead: str
    test: str


REMOVALS = (
    Removal(
        control="default deny: an unlisted door asks for everything",
        abuse=1,
        file="portal/gate/levels.py",
        lines="        return Level.VERIFIED\n    return Level.PLEDGED",
        instead="        return Level.VERIFIED\n    return Level.PUBLIC",
        test="tests/doors/test_every_door.py::test_a_door_answers_as_its_row_says[meetings:meeting]",
    ),
)
