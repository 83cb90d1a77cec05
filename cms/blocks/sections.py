"""The blocks of which a section of an explainer page is built."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.choices import DRAWINGS, LAWS, SUPPORTS

# No images, embeds, code or raw HTML: what an editor can type can carry no style and no script.
TEXT_FEATURES = ["h3", "bold", "link", "ol", "ul"]


class FigureBlock(blocks.StructBlock):
    """A drawing of our own with the sentence that says the same without seeing it."""

    drawing = blocks.ChoiceBlock(choices=DRAWINGS, default="three_arcs", label=_("Drawing"))
    caption = blocks.CharBlock(max_length=40, label=_("Caption"))
    alternative = blocks.TextBlock(
        max_length=160,
        label=_("The figure in words"),
        help_text=_("Say what the figure shows as if you told it to someone on the telephone."),
    )

    class Meta:
        template = "cms/blocks/figure.html"
        icon = "image"
        label = _("Figure")


class SupportBlock(blocks.StructBlock):
    """One of the three supports: a sentence and a few examples; the colour follows the support."""

    support = blocks.ChoiceBlock(choices=SUPPORTS, label=_("Support"))
    name = blocks.CharBlock(max_length=20, label=_("Name of the support"))
    sentence = blocks.CharBlock(max_length=80, label=_("One sentence"))
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


class BusinessBlock(blocks.StructBlock):
    """One row of the table of businesses."""

    name = blocks.CharBlock(max_length=30, label=_("Business"))
    does = blocks.CharBlock(max_length=60, label=_("What it does"))
    when = blocks.CharBlock(max_length=60, label=_("For whom or when"))

    class Meta:
        icon = "list-ul"
        label = _("Business")


class BusinessesBlock(blocks.StructBlock):
    """What the city runs, as a table; on a phone each row becomes a labelled list."""

    caption = blocks.CharBlock(max_length=40, label=_("Caption"))
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


class MomentBlock(blocks.StructBlock):
    """One moment of a made-up example."""

    when = blocks.CharBlock(max_length=12, label=_("At what moment"))
    what = blocks.CharBlock(max_length=90, label=_("What happens"))

    class Meta:
        icon = "date"
        label = _("Moment")


class ExampleBlock(blocks.StructBlock):
    """A household that does not exist; the page says so by itself."""

    who = blocks.CharBlock(
        max_length=40, label=_("Which household"), help_text=_("Ages and relations only. Never start from real people.")
    )
    moments = blocks.ListBlock(MomentBlock(), min_num=3, max_num=5, label=_("Moments"))

    class Meta:
        template = "cms/blocks/example.html"
        icon = "user"
        label = _("Made-up example")


class LawBlock(blocks.StructBlock):
    """A law in plain words; its article, wording and date come from the law records."""

    key = blocks.ChoiceBlock(choices=LAWS, label=_("Law record"))
    words = blocks.TextBlock(
        max_length=160,
        label=_("In plain words"),
        help_text=_("Do not type article numbers; they change and come from the record."),
    )

    class Meta:
        template = "cms/blocks/law.html"
        icon = "openquote"
        label = _("Law")


class QuestionBlock(blocks.StructBlock):
    """A question as people ask it, and an answer whose first word answers."""

    question = blocks.CharBlock(max_length=60, label=_("Question"), help_text=_("As people ask it."))
    answer = blocks.TextBlock(
        max_length=120, label=_("Answer"), help_text=_("Up to 120 characters; let the first word answer.")
    )

    class Meta:
        icon = "help"
        label = _("Question")


class QuestionsBlock(blocks.StructBlock):
    """Frequent questions; each opens without script."""

    questions = blocks.ListBlock(QuestionBlock(), min_num=1, label=_("Questions"))

    class Meta:
        template = "cms/blocks/questions.html"
        icon = "help"
        label = _("Frequent questions")


class SectionContentBlock(blocks.StreamBlock):
    """What may stand under a heading, in any order."""

    text = blocks.RichTextBlock(features=TEXT_FEATURES, label=_("Running text"), template="cms/blocks/text.html")
    figure = FigureBlock()
    supports = SupportsBlock()
    businesses = BusinessesBlock()
    example = ExampleBlock()
    law = LawBlock()
    questions = QuestionsBlock()


class SectionBlock(blocks.StructBlock):
    """A heading and what stands under it: the only way to a second-level heading, so no level is skipped."""

    heading = blocks.CharBlock(
        max_length=40, label=_("Heading"), help_text=_("A question, or an answer. No signs such as ● in front.")
    )
    anchor = blocks.RegexBlock(
        regex=r"^[a-z][a-z0-9-]{1,30}$",
        label=_("Short name in the address"),
        help_text=_("Small letters, digits and hyphens. Links to this section end with it."),
    )
    content = SectionContentBlock(label=_("Content of the section"))

    class Meta:
        template = "cms/blocks/section.html"
        icon = "title"
        label = _("Section")
