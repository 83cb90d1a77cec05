"""The blocks of which a section of a page is built (public-ui.md §5)."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.choices import DRAWINGS, KINDS_OF_NOTE, LAWS, LINES, SUPPORTS
from cms.blocks.files import NumbersBlock, PdfBlock, VersionsBlock
from cms.blocks.guided import Lines, Words
from cms.blocks.people import CouncilsBlock, OfficesBlock, PlacesBlock
from cms.blocks.pictures import PictureBlock
from cms.blocks.told import ExampleBlock, PointsBlock, QuestionsBlock, StepsBlock
from portal.law.data import cite

# No images, embeds, code or raw HTML: what an editor can type can carry no style and no script.
TEXT_FEATURES = ["h3", "bold", "link", "document-link", "ol", "ul"]


class FigureBlock(blocks.StructBlock):
    """A drawing of our own with the sentences that say the same without seeing it."""

    drawing = blocks.ChoiceBlock(choices=DRAWINGS, default="three_arcs", label=_("Drawing"))
    caption = Words(max_length=40, label=_("Caption"), example="三つの支援の重なり")
    alternative = Lines(
        max_length=300,
        label=_("The figure in words"),
        help_text=_("Say what the figure shows as if you told it to someone on the telephone."),
        example="いちばん内側に、本人と家族がいます。そのまわりを、三つの弧が包んでいます。",
    )

    class Meta:
        template = "cms/blocks/figure.html"
        icon = "image"
        label = _("Figure and text")
        description = _("A drawing of this site, always with its text.")


class SupportBlock(blocks.StructBlock):
    """One of the three supports: a sentence and a few examples; the colour follows the support."""

    support = blocks.ChoiceBlock(choices=SUPPORTS, label=_("Support"))
    name = Words(max_length=20, label=_("Name of the support"), example="参加支援")
    sentence = Words(max_length=80, label=_("One sentence"), example="その人に合う居場所や役割をいっしょに探します。")
    examples = blocks.ListBlock(blocks.CharBlock(max_length=60), default=[], label=_("Examples"))

    class Meta:
        icon = "group"
        label = _("Support")


class SupportsBlock(blocks.StructBlock):
    """The three supports one below the other."""

    supports = blocks.ListBlock(SupportBlock(), min_num=1, max_num=3, label=_("Supports"))

    class Meta:
        template = "cms/blocks/supports.html"
        icon = "group"
        label = _("Three supports")
        description = _("The colour comes by itself.")


class BusinessBlock(blocks.StructBlock):
    """One row of the table of businesses."""

    name = Words(max_length=30, label=_("Business"), example="参加支援")
    does = Words(max_length=60, label=_("What it does"), example="居場所や役割、働く場との間をつなぎます。")
    when = Words(max_length=60, label=_("For whom or when"), example="人や社会とつながり直したいとき")

    class Meta:
        icon = "list-ul"
        label = _("Business")


class BusinessesBlock(blocks.StructBlock):
    """What the city runs, as a table; on a phone each row becomes a labelled list."""

    caption = Words(max_length=40, label=_("Caption"), example="五つの事業がすること")
    rows = blocks.ListBlock(
        BusinessBlock(),
        min_num=1,
        label=_("Rows"),
        help_text=_("One thing in one cell; leave no cell empty."),
    )
    note = blocks.TextBlock(max_length=160, required=False, label=_("Note below the table"))

    class Meta:
        template = "cms/blocks/businesses.html"
        icon = "table"
        label = _("Table of businesses")


class ColumnBlock(blocks.StructBlock):
    """One of the things compared."""

    name = Words(max_length=20, label=_("Name"), example="支援会議")
    line = blocks.ChoiceBlock(choices=LINES, default="plain", label=_("Line"))

    class Meta:
        icon = "list-ul"
        label = _("Column")


class RowBlock(blocks.StructBlock):
    """One point of comparison; a cell for each column."""

    head = Words(max_length=20, label=_("Point of comparison"), example="ご本人の同意")
    cells = blocks.ListBlock(
        Lines(max_length=120, label=_("Cell"), example="なくても開けます"), min_num=2, max_num=3, label=_("Cells")
    )

    class Meta:
        icon = "list-ul"
        label = _("Row")


class CompareBlock(blocks.StructBlock):
    """Two or three things side by side, as a table; on a phone each row becomes a labelled list."""

    caption = Words(max_length=40, label=_("Caption"), example="二つの会議のちがい")
    columns = blocks.ListBlock(ColumnBlock(), min_num=2, max_num=3, label=_("Columns"))
    rows = blocks.ListBlock(
        RowBlock(), min_num=2, label=_("Rows"), help_text=_("One thing in one cell; leave no cell empty.")
    )

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Every row has as many cells as there are columns."""
        cleaned: blocks.StructValue = super().clean(value)
        columns = len(cleaned["columns"])
        for row in cleaned["rows"]:
            if len(row["cells"]) != columns:
                raise blocks.StructBlockValidationError(
                    non_block_errors=[
                        _("The row “%(row)s” needs %(columns)s cells.") % {"row": row["head"], "columns": columns}
                    ]
                )
        return cleaned

    class Meta:
        template = "cms/blocks/compare.html"
        icon = "table"
        label = _("Compare two")
        description = _("A table of two or three columns.")


class LawBlock(blocks.StructBlock):
    """A law in plain words; its article, wording and date come from the law records."""

    key = blocks.ChoiceBlock(choices=LAWS, label=_("Law record"))
    words = Lines(
        max_length=160,
        label=_("In plain words"),
        help_text=_("Do not type article numbers; they change and come from the record."),
        example="支援会議で知った秘密を、もらしてはいけません。",
    )

    def get_searchable_content(self, value: blocks.StructValue) -> list[str]:
        """With the article as it is called today: 社会福祉法第106条の6, and as people type it."""
        label = cite(value["key"], timezone.localdate()).label.replace(" ", "")
        found: list[str] = super().get_searchable_content(value)
        return [*found, label, label.replace("第", "")]

    class Meta:
        template = "cms/blocks/law.html"
        icon = "openquote"
        label = _("Law")
        description = _("Article numbers come from the record.")


class NoteBlock(blocks.StructBlock):
    """What a reader must not miss."""

    kind = blocks.ChoiceBlock(choices=KINDS_OF_NOTE, default="care", label=_("Kind"))
    words = Lines(max_length=160, label=_("Text"), example="いのちや身の危険を感じるときは、すぐに110番か119番へ。")

    class Meta:
        template = "cms/blocks/note.html"
        icon = "warning"
        label = _("Request or warning")
        description = _("At most one on a page.")


class QuickExitBlock(blocks.StructBlock):
    """A way off this page at once, for who is not safe while reading."""

    class Meta:
        template = "cms/blocks/quick_exit.html"
        icon = "logout"
        label = _("Leave at once")
        description = _("Only for pages about violence.")


class RelatedBlock(blocks.StreamBlock):
    """Up to five pages or outside links to read next."""

    page = blocks.PageChooserBlock(label=_("Page of this site"))
    outside = blocks.StructBlock(
        [
            ("words", Words(max_length=60, label=_("Words of the link"), example="地域共生社会のポータルサイト")),
            ("url", blocks.URLBlock(label=_("Address"))),
        ],
        label=_("Outside link"),
        icon="link-external",
    )

    class Meta:
        template = "cms/blocks/related.html"
        icon = "link"
        label = _("Read also")
        max_num = 5
        description = _("The mark of outside sites comes by itself.")


class SectionContentBlock(blocks.StreamBlock):
    """What may stand under a heading, in any order. The insert menu asks: in which form do you tell it?"""

    text = blocks.RichTextBlock(
        features=TEXT_FEATURES, label=_("Running text"), template="cms/blocks/text.html", icon="pilcrow"
    )
    figure = FigureBlock()
    picture = PictureBlock()
    compare = CompareBlock()
    steps = StepsBlock()
    example = ExampleBlock()
    supports = SupportsBlock()
    businesses = BusinessesBlock()
    law = LawBlock()
    offices = OfficesBlock()
    councils = CouncilsBlock()
    places = PlacesBlock()
    pdf = PdfBlock()
    numbers = NumbersBlock()
    versions = VersionsBlock()
    questions = QuestionsBlock()
    points = PointsBlock()
    note = NoteBlock()
    related = RelatedBlock()
    quick_exit = QuickExitBlock()

    class Meta:
        block_counts = {"note": {"max_num": 1}, "quick_exit": {"max_num": 1}}


class SectionBlock(blocks.StructBlock):
    """A heading and what stands under it: the only way to a second-level heading, so no level is skipped."""

    heading = Words(
        max_length=40,
        label=_("Heading"),
        help_text=_("A question, or an answer. No signs such as ● in front."),
        example="なぜ始めたのですか",
    )
    anchor = blocks.RegexBlock(
        regex=r"^[a-z][a-z0-9-]{1,30}$",
        required=False,
        label=_("Short name in the address"),
        help_text=_("Small letters, digits and hyphens. Empty: the section's number."),
    )
    content = SectionContentBlock(label=_("Content of the section"))

    class Meta:
        icon = "title"
        label = _("Heading and text")
        description = _("The part of which every page is made.")
