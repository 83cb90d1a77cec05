"""Who does what in 決裁 (pure)."""

from typing import Final, NamedTuple

from portal.accounts.desk_roles import GROUPS, DeskRole

WORKFLOW: Final = "決裁"
HEADS: Final = (DeskRole.SECTION_HEAD, DeskRole.DIVISION_HEAD)
ALL_GROUPS: Final = tuple(GROUPS[role] for role in DeskRole)


class Step(NamedTuple):
    """A step by its name at the desk, and the group that takes it."""

    name: str
    group: str


STEPS: Final = (
    Step("係長の確認", GROUPS[DeskRole.SECTION_HEAD]),
    Step("課長の決裁", GROUPS[DeskRole.DIVISION_HEAD]),
)
# On the pages below the root: who lets out may also take back at once.
PAGE_RIGHTS: Final[dict[str, tuple[str, ...]]] = {
    GROUPS[DeskRole.WRITER]: ("add_page", "change_page"),
    GROUPS[DeskRole.SECTION_HEAD]: ("add_page", "change_page"),
    GROUPS[DeskRole.DIVISION_HEAD]: ("add_page", "change_page", "publish_page"),
}
RECORD: Final = ("add", "change", "view")  # pages show them: to delete one would leave a hole
LIST: Final = ("add", "change", "delete", "view")
# What everybody at the desk keeps right, by table. What is not named here is written by the machine or by pages.
KEPT: Final[dict[str, tuple[str, ...]]] = {
    "cms.council": RECORD,
    "cms.district": RECORD,
    "cms.emergencynotice": RECORD,
    "cms.field": RECORD,
    "cms.glossaryterm": RECORD,
    "cms.office": RECORD,
    "cms.reading": RECORD,
    "cms.searchcount": ("view",),  # counted: whoever could change it would make the report say anything
    "cms.searchvariant": LIST,
    "cms.sitewords": ("change", "view"),
    "simple_translation.translation": ("submit",),
    "wagtailredirects.redirect": LIST,
    "wagtailsearchpromotions.searchpromotion": LIST,
}
FILES: Final = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
