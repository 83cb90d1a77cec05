"""Blocks for files and figures: a PDF with its summary, numbers, versions."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cms.blocks.guided import Lines, Words


class PdfBlock(blocks.StructBlock):
    """A file and what it says: nobody should need to open it to know whether it is for them."""

    document = DocumentChooserBlock(label=_("File"))
    title = Words(max_length=60, label=_("Title of the file"), example="実施計画（令和8年度版）全文")
    summary = blocks.TextBlock(
        required=False,
        label=_("Summary in words"),
        help_text=_("At least 100 characters; without it the page cannot be published."),
    )
    text_version = blocks.PageChooserBlock(required=False, label=_("The same as a web page"))

    class Meta:
        template = "cms/blocks/pdf.html"
        icon = "doc-full"
        label = _("PDF and summary")
        description = _("Kind and size come by themselves.")


class NumberBlock(blocks.StructBlock):
    """One row of numbers."""

    what = Words(max_length=40, label=_("What is counted"), example="相談を受け止めた件数（1年）")
    numbers = blocks.ListBlock(
        Words(max_length=24, label=_("Number"), help_text=_("Below 10 people: 10人未満."), example="412件"),
        min_num=1,
        max_num=4,
        label=_("Numbers"),
    )

    class Meta:
        icon = "list-ul"
        label = _("Row of numbers")


class NumbersBlock(blocks.StructBlock):
    """A small table of numbers; what could point to somebody is not shown."""

    caption = Words(max_length=60, label=_("Caption"), example="令和7年度の結果と、令和8年度の目標")
    first_head = Words(max_length=20, label=_("Heading of the first column"), example="はかるもの")
    heads = blocks.ListBlock(
        Words(max_length=24, label=_("Heading of a column"), example="令和7年度の結果"),
        min_num=1,
        max_num=4,
        label=_("Columns"),
    )
    rows = blocks.ListBlock(
        NumberBlock(),
        min_num=1,
        label=_("Rows"),
        help_text=_("Fewer than 10 people: write 10人未満, and hide also the cell from which it could be worked out."),
    )
    note = Lines(max_length=160, required=False, label=_("Note below the table"))

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Every row has as many numbers as there are columns."""
        cleaned: blocks.StructValue = super().clean(value)
        columns = len(cleaned["heads"])
        for row in cleaned["rows"]:
            if len(row["numbers"]) != columns:
                raise blocks.StructBlockValidationError(
                    non_block_errors=[
                        _("The row “%(row)s” needs %(columns)s cells.") % {"row": row["what"], "columns": columns}
                    ]
                )
        return cleaned

    class Meta:
        template = "cms/blocks/numbers.html"
        icon = "table"
        label = _("Table of numbers")


class VersionBlock(blocks.StructBlock):
    """One version of a document, or one station on a way."""

    date = Words(max_length=24, label=_("When"), example="令和8年10月1日")
    name = Words(max_length=40, label=_("Name"), example="令和8年度版 第2版")
    current = blocks.BooleanBlock(required=False, label=_("In force now"))
    changed = Words(max_length=120, required=False, label=_("What changed"), example="一部の見直し")
    document = DocumentChooserBlock(required=False, label=_("File"))
    page = blocks.PageChooserBlock(required=False, label=_("Page about it"))

    class Meta:
        icon = "history"
        label = _("Version")


class VersionsBlock(blocks.StructBlock):
    """Versions or stations in time, newest first."""

    versions = blocks.ListBlock(VersionBlock(), min_num=1, label=_("Versions"))

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Only one version is in force."""
        cleaned: blocks.StructValue = super().clean(value)
        if sum(bool(version["current"]) for version in cleaned["versions"]) > 1:
            raise blocks.StructBlockValidationError(non_block_errors=[_("Only one version can be in force.")])
        return cleaned

    class Meta:
        template = "cms/blocks/versions.html"
        icon = "history"
        label = _("Record of versions")
