"""Blocks that tell: steps, made-up examples, questions, points with an icon."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.blocks.choices import ICONS, SCENES
from cms.blocks.guided import Lines, Words


class StepBlock(blocks.StructBlock):
    """One step a person goes through, told from their side."""

    scene = blocks.ChoiceBlock(choices=SCENES, label=_("Picture of the step"))
    title = Words(max_length=24, label=_("Title of the step"), help_text=_("Begin with a verb."), example="ほどく")
    text = Lines(
        max_length=120,
        label=_("Text of the step"),
        example="からまった心配ごとを、相談員といっしょに分けていきます。",
    )
    you_do = Words(
        max_length=80, required=False, label=_("What you do"), example="言いたくないことは、言わなくてかまいません。"
    )
    time = Words(max_length=40, required=False, label=_("How long it takes"), example="30分から1時間くらい")

    class Meta:
        icon = "arrow-right"
        label = _("Step")


class StepsBlock(blocks.StructBlock):
    """How something goes, as an ordered list: the reader's experience, not the city's procedure."""

    steps = blocks.ListBlock(
        StepBlock(),
        min_num=2,
        max_num=7,
        label=_("Steps"),
        help_text=_("In the order in which the reader lives it, not in that of the city's procedure."),
    )

    class Meta:
        template = "cms/blocks/steps.html"
        icon = "list-ol"
        label = _("Steps")
        description = _("What happens one after the other.")


class MomentBlock(blocks.StructBlock):
    """One moment of a made-up example."""

    when = Words(max_length=16, label=_("At what moment"), example="はじまり")
    what = Lines(
        max_length=120, label=_("What happens"), example="母のもの忘れを心配して、近所の方が民生委員に話しました。"
    )

    class Meta:
        icon = "date"
        label = _("Moment")


class ExampleBlock(blocks.StructBlock):
    """A household that does not exist; the page says so by itself."""

    who = Words(
        max_length=60,
        label=_("Which household"),
        help_text=_("Ages and relations only. Never start from real people."),
        example="母（83歳）と息子（54歳）の二人暮らし",
    )
    moments = blocks.ListBlock(MomentBlock(), min_num=3, max_num=5, label=_("Moments"))

    class Meta:
        template = "cms/blocks/example.html"
        icon = "user"
        label = _("Made-up example")
        description = _("Never write about real people.")


class QuestionBlock(blocks.StructBlock):
    """A question as people ask it, and an answer whose first word answers."""

    question = Words(
        max_length=80,
        label=_("Question"),
        help_text=_("As people ask it."),
        example="市外に住む家族のことでも相談できますか",
    )
    answer = Lines(
        max_length=300,
        label=_("Answer"),
        help_text=_("Up to 120 characters; let the first word answer."),
        example="できます。ご家族がかさね市にお住まいなら、市の外からでも電話で話せます。",
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
        description = _("As people ask, the answer first.")


class PointBlock(blocks.StructBlock):
    """One thing with its icon."""

    icon = blocks.ChoiceBlock(choices=ICONS, label=_("Icon"))
    title = Words(max_length=30, label=_("Title"), example="呼ばれた人だけが知ります")
    text = Lines(max_length=120, label=_("Text"), example="会議に名を連ねていても、その件に呼ばれなければ知りません。")

    class Meta:
        icon = "tick"
        label = _("Point")


class PointsBlock(blocks.StructBlock):
    """A few things of one kind, two side by side."""

    points = blocks.ListBlock(PointBlock(), min_num=2, max_num=8, label=_("Points"))

    class Meta:
        template = "cms/blocks/points.html"
        icon = "tick"
        label = _("Points with icons")
