"""The reports of the desk, each by its name in the address."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from cms.desk.checks.judging import judge
from cms.desk.checks.reading import read_all
from cms.desk.links.access import broken_links, live_pages, outside_links
from cms.desk.reports.tables import Cell, Report, Table
from cms.desk.reviews.access import pages_to_review
from cms.desk.translations.access import translations_behind
from cms.feedback.access import counted, words
from cms.feedback.models import KEPT
from cms.statistics.access import months, top_pages
from cms.templatetags.kasanete import public_date

AHEAD = timedelta(days=60)
QUARTER = timedelta(days=92)


def reviews() -> Report:
    """What is to be looked at again."""
    today = timezone.localdate()
    rows = [
        [_page(page), _day(page.review_on), Cell(page.owner_section), Cell(page.owner_mail)]
        for page in pages_to_review(today + AHEAD)
    ]
    return Report(
        _("To be looked at again"),
        _("Pages whose day comes within two months, or has passed. Residents are told of those that passed."),
        [Table("", [_("Page"), _("Day"), _("Section in charge"), _("Mail")], rows, _("No page is due."))],
    )


def translations() -> Report:
    """What went on without its translations."""
    rows = [
        [
            _page(each.page),
            Cell(each.page.locale.get_display_name()),
            Cell(public_date(each.original.last_published_at) if each.original.last_published_at else ""),
            Cell(_("It says the same again"), act=reverse("desk:caught_up", args=[each.page.pk])),
        ]
        for each in translations_behind()
    ]
    heads = [_("Page"), _("Language"), _("The Japanese page changed on"), _("Once it is mended")]
    return Report(
        _("Translations behind"),
        _("The Japanese page was changed after the translation was made. Mend the translation, then press the button."),
        [Table("", heads, rows, _("Every translation says what the Japanese page says."))],
    )


def links() -> Report:
    """Where pages lead to nothing."""
    inside = [
        [_page(each.page), _page(each.target) if each.target else Cell(_("a page that was deleted"))]
        for each in broken_links()
    ]
    outside = [
        [Cell(each.url), Cell("、".join(page.title for page in each.pages)), Cell(_answer(each.check))]
        for each in outside_links()
    ]
    return Report(
        _("Links"),
        _("Addresses outside are asked only by the command check_links; many networks let nothing out."),
        [
            Table(_("Links to pages that are not shown"), [_("Page"), _("Leads to")], inside, _("There are none.")),
            Table(_("Addresses outside"), [_("Address"), _("Page"), _("Answer")], outside, _("There are none.")),
        ],
    )


def to_mend() -> Report:
    """What stands on live pages and would not be let out today."""
    rows = [
        [_page(page), Cell(finding.sentence, _edit(page, finding.place.anchor))]
        for page, found in read_all(live_pages())
        for finding in judge(found).must
    ]
    return Report(
        _("To be mended on live pages"),
        _("Pictures without words, links that say nothing, PDFs without a summary: on pages that residents read now."),
        [Table("", [_("Page"), _("To be mended")], rows, _("There is nothing to mend."))],
    )


def sections() -> Report:
    """Who answers for what."""
    pages = sorted(live_pages(), key=lambda page: (page.owner_section, page.path))
    rows = [
        [Cell(page.owner_section or "–"), _page(page), Cell(page.owner_mail), _day(page.review_on)] for page in pages
    ]
    heads = [_("Section in charge"), _("Page"), _("Mail"), _("Day")]
    return Report(_("Pages by section"), _("Who answers for which page."), [Table("", heads, rows)])


def planned() -> Report:
    """What comes and goes by itself."""
    coming = [
        [_page(revision.content_object), _moment(revision.approved_go_live_at)]
        for revision in Revision.page_revisions.filter(approved_go_live_at__isnull=False)
        .order_by("approved_go_live_at")
        .prefetch_related("content_object")
    ]
    going = [
        [_page(page), _moment(page.expire_at)]
        for page in Page.objects.live().filter(expire_at__isnull=False).order_by("expire_at")
    ]
    return Report(
        _("Planned"),
        _("Pages that will be shown, or taken away, by themselves."),
        [
            Table(_("Will be shown"), [_("Page"), _("From")], coming, _("Nothing is planned.")),
            Table(_("Will be taken away"), [_("Page"), _("On")], going, _("Nothing is planned.")),
        ],
    )


def visits() -> Report:
    """What is read."""
    listed = months()
    titles = {page.url: page for page in live_pages()}
    tables = [
        Table(
            _("Months"),
            [_("Month"), _("Pages read")],
            [[Cell(_month(each.month)), Cell(each.reads)] for each in listed],
            _("Nothing was counted yet."),
        )
    ]
    for each in listed[:1]:
        rows = [
            [_page(titles[top.path]) if top.path in titles else Cell(top.path), Cell(top.reads)]
            for top in top_pages(each.month)
        ]
        caption = _("Most read in %(month)s") % {"month": _month(each.month)}
        tables.append(Table(caption, [_("Page"), _("Pages read")], rows))
    return Report(
        _("What is read"),
        _("Counted without cookies; no address of a reader is kept. Machines that say so are not counted."),
        tables,
        reverse("desk:visits_csv"),
    )


def feedback() -> Report:
    """Whether pages are of use, and what is hard to understand."""
    rows = [
        [
            Cell(row["page__title"], reverse("wagtailadmin_pages:edit", args=[row["page"]])),
            Cell(row["useful"]),
            Cell(row["useless"]),
        ]
        for row in counted(timezone.localdate() - QUARTER)
    ]
    said = [[_day(each.day), _page(each.page), Cell(each.words)] for each in words()]
    return Report(
        _("What readers say"),
        _("Nobody knows who answered. Words are thrown away after %(days)s days.") % {"days": KEPT.days},
        [
            Table(
                _("Was the page useful? The last three months"),
                [_("Page"), _("Yes"), _("No")],
                rows,
                _("No answer yet."),
            ),
            Table(_("Hard to understand"), [_("Day"), _("Page"), _("Words")], said, _("No words yet.")),
        ],
    )


REPORTS: Final[dict[str, Callable[[], Report]]] = {
    "reviews": reviews,
    "planned": planned,
    "translations": translations,
    "mend": to_mend,
    "links": links,
    "sections": sections,
    "visits": visits,
    "feedback": feedback,
}


def report(name: str) -> Report | None:
    """The report of this name."""
    make = REPORTS.get(name)
    return make() if make else None


def _page(page: Page) -> Cell:
    return Cell(page.title, _edit(page))


def _edit(page: Page, anchor: str = "") -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk]) + (f"#{anchor}" if anchor else "")


def _day(day: date | None) -> Cell:
    return Cell(public_date(day) if day else "–")


def _moment(at: datetime) -> Cell:
    local = timezone.localtime(at)
    return Cell(f"{public_date(local)} {local:%H:%M}")


def _month(day: date) -> str:
    return public_date(day).rpartition("月")[0] + "月"


def _answer(check: Any) -> str:
    if check is None:
        return _("not asked")
    words = _("answers") if check.is_well else _("does not answer")
    return f"{words} ({check.answer}, {public_date(check.checked_at)})"


def csv_rows(rows: Iterable[tuple[date, str, int]]) -> list[list[str]]:
    """The numbers of every day for a spreadsheet."""
    return [[_("Day"), _("Page"), _("Pages read")], *([day.isoformat(), path, str(n)] for day, path, n in rows)]
