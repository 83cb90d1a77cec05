"""A picture that was brought, always with its words."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.guided import Lines, Words


class PictureBlock(blocks.StructBlock):
    """A photograph or drawing: either its alternative text is written or it is said to be decoration."""

    image = ImageChooserBlock(label=_("Picture"))
    alt = Words(
        max_length=80,
        required=False,
        label=_("Alternative text (short)"),
        help_text=_("What the picture tells, in up to 80 characters."),
        example="地区センターの入口。段差のない広い扉があります。",
    )
    decorative = blocks.BooleanBlock(
        required=False, label=_("Decoration only"), help_text=_("It tells nothing that the text does not.")
    )
    text = Lines(
        max_length=300,
        required=False,
        label=_("The picture in words"),
        help_text=_("Needed where the picture holds a diagram, a map or words."),
    )
    caption = blocks.CharBlock(max_length=60, required=False, label=_("Caption"))
    credit = blocks.CharBlock(
        max_length=60, required=False, label=_("Source"), help_text=_("Who made it, where it is not ours.")
    )

    class Meta:
        template = "cms/blocks/picture.html"
        icon = "image"
        label = _("Picture")
        description = _("A photograph or drawing with its words.")
