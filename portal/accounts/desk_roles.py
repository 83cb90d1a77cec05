"""What somebody may do for the public site, and the group that says so; the site itself gives groups their rights (pure)."""

from enum import StrEnum


class DeskRole(StrEnum):
    """A writer makes pages, a section head (係長) checks them, a division head (課長) lets them out."""

    WRITER = "writer"
    SECTION_HEAD = "section-head"
    DIVISION_HEAD = "division-head"


GROUPS: dict[DeskRole, str] = {
    DeskRole.WRITER: "Editors",  # as Wagtail's migrations make it
    DeskRole.SECTION_HEAD: "Section heads",
    DeskRole.DIVISION_HEAD: "Division heads",
}
