"""The records of the public site: what is said once and shown on many pages."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting
from wagtail.search import index

EASY = _("Easy Japanese")
ENGLISH = _("English")
PATH = RegexValidator(r"^[MLHVCSQTAZmlhvcsqtaz0-9 ,.\-]*$", _("Only the letters and numbers of an SVG path."))


class Field(models.Model):
    """What people are troubled by, as the finder of offices asks: 高齢・介護, お金・仕事・住まい …"""

    name = models.CharField(_("name"), max_length=30)
    name_easy = models.CharField(EASY, max_length=60, blank=True)
    name_en = models.CharField(ENGLISH, max_length=60, blank=True)
    slug = models.SlugField(_("short name in the address"), max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("field of troubles")
        verbose_name_plural = _("fields of troubles")

    def __str__(self) -> str:
        return self.name


class District(models.Model):
    """A district of the city; with an outline it is drawn on the small map of the office finder."""

    name = models.CharField(_("name"), max_length=30)
    name_easy = models.CharField(EASY, max_length=60, blank=True)
    name_en = models.CharField(ENGLISH, max_length=60, blank=True)
    slug = models.SlugField(_("short name in the address"), max_length=20, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    outline = models.TextField(
        _("outline on the map"),
        blank=True,
        validators=[PATH],
        help_text=_("The path of an SVG drawing 300 wide and 220 high. Empty: no map."),
    )
    label_x = models.PositiveSmallIntegerField(_("name on the map, from the left"), default=150)
    label_y = models.PositiveSmallIntegerField(_("name on the map, from the top"), default=110)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("district")
        verbose_name_plural = _("districts")

    def __str__(self) -> str:
        return self.name


class Office(index.Indexed, models.Model):
    """Where people can ask, or who answers for a page. Every page shows this one record."""

    name = models.CharField(_("name"), max_length=60)
    name_easy = models.CharField(EASY, max_length=120, blank=True)
    name_en = models.CharField(ENGLISH, max_length=120, blank=True)
    sentence = models.CharField(_("what it does, in one sentence"), max_length=120, blank=True)
    sentence_easy = models.CharField(EASY, max_length=240, blank=True)
    sentence_en = models.CharField(ENGLISH, max_length=240, blank=True)
    phone = models.CharField(_("telephone"), max_length=20, blank=True)
    fax = models.CharField(_("fax"), max_length=20, blank=True)
    mail = models.EmailField(_("mail address"), blank=True)
    hours = models.CharField(_("hours"), max_length=80, blank=True)
    hours_easy = models.CharField(EASY, max_length=160, blank=True)
    hours_en = models.CharField(ENGLISH, max_length=160, blank=True)
    opening_hours = models.CharField(
        _("hours for search engines"),
        max_length=60,
        blank=True,
        help_text=_("As schema.org writes them: Mo-Fr 08:30-17:15"),
    )
    place = models.CharField(_("place"), max_length=80, blank=True)
    place_easy = models.CharField(EASY, max_length=160, blank=True)
    place_en = models.CharField(ENGLISH, max_length=160, blank=True)
    access = models.CharField(
        _("access"), max_length=80, blank=True, help_text=_("Wheelchairs, sign language, parking, in words.")
    )
    access_easy = models.CharField(EASY, max_length=160, blank=True)
    access_en = models.CharField(ENGLISH, max_length=160, blank=True)
    anything = models.BooleanField(_("takes any trouble"), default=False)
    outside_hours = models.BooleanField(_("at night and on holidays"), default=False)
    listed = models.BooleanField(
        _("in the office finder"), default=True, help_text=_("Off for offices that only answer for pages.")
    )
    fields = models.ManyToManyField(Field, verbose_name=_("fields of troubles"), blank=True, related_name="offices")
    districts = models.ManyToManyField(
        District,
        verbose_name=_("districts"),
        blank=True,
        related_name="offices",
        help_text=_("None: for people of every district."),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    search_fields = [index.SearchField("name"), index.SearchField("sentence"), index.AutocompleteField("name")]
    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldRowPanel([FieldPanel("name_easy"), FieldPanel("name_en")])]),
        MultiFieldPanel(
            [FieldPanel("sentence"), FieldRowPanel([FieldPanel("sentence_easy"), FieldPanel("sentence_en")])]
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("phone"), FieldPanel("fax")]), FieldPanel("mail")]),
        MultiFieldPanel(
            [
                FieldPanel("hours"),
                FieldRowPanel([FieldPanel("hours_easy"), FieldPanel("hours_en")]),
                FieldPanel("opening_hours"),
            ]
        ),
        MultiFieldPanel([FieldPanel("place"), FieldRowPanel([FieldPanel("place_easy"), FieldPanel("place_en")])]),
        MultiFieldPanel([FieldPanel("access"), FieldRowPanel([FieldPanel("access_easy"), FieldPanel("access_en")])]),
        MultiFieldPanel(
            [
                FieldPanel("anything"),
                FieldPanel("outside_hours"),
                FieldPanel("listed"),
                FieldPanel("fields", widget=forms.CheckboxSelectMultiple),
                FieldPanel("districts", widget=forms.CheckboxSelectMultiple),
                FieldPanel("order"),
            ],
            heading=_("In the office finder"),
        ),
    ]

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    def __str__(self) -> str:
        return self.name


class Council(models.Model):
    """A meeting body of the city as the public may know it: what it is for and who sits, never what it speaks about."""

    class Kind(models.TextChoices):
        """How it is drawn."""

        SUPPORT = "support", _("Support meeting (dashed)")
        PLAN = "plan", _("Plan review meeting (solid)")
        INSIDE = "inside", _("Inside the city")
        OUTSIDE = "outside", _("With people from outside")

    name = models.CharField(_("name"), max_length=40)
    reading = models.CharField(_("reading"), max_length=80, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    purpose = models.CharField(_("what it is for"), max_length=120)
    members = models.CharField(_("who sits"), max_length=200, help_text=_("Kinds of people and offices, no names."))
    secretariat = models.CharField(_("secretariat"), max_length=60, blank=True)
    reports_to = models.ForeignKey(
        "self",
        verbose_name=_("reports or proposes to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="below",
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["order", "pk"]
        verbose_name = _("meeting body")
        verbose_name_plural = _("meeting bodies")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """No body reports, by whatever way, to itself."""
        above = self.reports_to
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"reports_to": _("This body would report to itself.")})
            above = above.reports_to


class GlossaryTerm(index.Indexed, models.Model):
    """A word of the field with its reading and its meaning in one sentence."""

    term = models.CharField(_("word"), max_length=40, unique=True)
    reading = models.CharField(_("reading"), max_length=80, help_text=_("In hiragana."))
    meaning = models.CharField(_("meaning"), max_length=160, help_text=_("One sentence that a neighbour understands."))
    now_called = models.ForeignKey(
        "self",
        verbose_name=_("now called"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="formerly",
        help_text=_("For words that went out of use."),
    )

    search_fields = [index.SearchField("term"), index.SearchField("reading"), index.SearchField("meaning")]

    class Meta:
        ordering = ["reading", "pk"]
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")

    def __str__(self) -> str:
        return self.term


class EmergencyNotice(models.Model):
    """What everybody must know today, under the header of every page, between two moments."""

    class Kind(models.TextChoices):
        """How loud it is."""

        EMERGENCY = "emergency", _("Emergency")
        IMPORTANT = "important", _("Important")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.EMERGENCY)
    title = models.CharField(_("title"), max_length=20)
    title_easy = models.CharField(EASY, max_length=60)
    title_en = models.CharField(ENGLISH, max_length=60)
    words = models.CharField(_("what to do now"), max_length=120)
    words_easy = models.CharField(EASY, max_length=300)
    words_en = models.CharField(ENGLISH, max_length=300)
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page with more"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    as_of = models.DateTimeField(_("as of"))
    starts_at = models.DateTimeField(_("shown from"))
    ends_at = models.DateTimeField(_("shown until"))

    class Meta:
        ordering = ["-starts_at"]
        verbose_name = _("emergency notice")
        verbose_name_plural = _("emergency notices")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """It ends after it starts."""
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("Choose a time after “shown from”.")})


class SiteWords(BaseSiteSetting):
    """What every page of the site says: its name, who takes calls, who answers for pages, the key colour."""

    class Hue(models.TextChoices):
        """The key colour: a hue's 900, 1000 and 100 steps."""

        GREEN = "green", _("Green")
        BLUE = "blue", _("Blue")
        PURPLE = "purple", _("Purple")
        ORANGE = "orange", _("Orange")

    name = models.CharField(_("name of the site"), max_length=30, default="かさねて支える")
    name_easy = models.CharField(EASY, max_length=60, blank=True)
    name_en = models.CharField(ENGLISH, max_length=60, blank=True)
    city_easy = models.CharField(
        _("the city in easy Japanese"), max_length=60, blank=True, help_text=_("With its reading: 高知市《こうちし》")
    )
    city_en = models.CharField(_("the city in English"), max_length=40, blank=True)
    hue = models.CharField(_("key colour"), max_length=10, choices=Hue.choices, default=Hue.GREEN)
    helpdesk = models.ForeignKey(
        Office,
        verbose_name=_("office that takes the call"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Residents call it; it stands on the home page and where a search finds nothing."),
    )
    secretariat = models.ForeignKey(
        Office,
        verbose_name=_("office in charge of this site"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("It answers for pages that name nobody else."),
    )
    address = models.CharField(_("address"), max_length=80, blank=True)
    address_easy = models.CharField(EASY, max_length=160, blank=True)
    address_en = models.CharField(ENGLISH, max_length=160, blank=True)

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldRowPanel([FieldPanel("name_easy"), FieldPanel("name_en")])]),
        FieldRowPanel([FieldPanel("city_easy"), FieldPanel("city_en")]),
        FieldPanel("hue"),
        FieldPanel("helpdesk"),
        FieldPanel("secretariat"),
        MultiFieldPanel([FieldPanel("address"), FieldRowPanel([FieldPanel("address_easy"), FieldPanel("address_en")])]),
    ]

    class Meta:
        verbose_name = _("name, offices and colour of the site")
