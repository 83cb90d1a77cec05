"""Reading the records."""

from datetime import datetime

from django.db.models import Q, QuerySet

from cms.kept import Kept
from cms.records.models import District, EmergencyNotice, Field, GlossaryTerm, Office, SiteWords
from cms.words.terms import Term


def listed_offices() -> QuerySet[Office]:
    """All offices of the finder with their fields and districts, in three queries."""
    return Office.objects.filter(listed=True).prefetch_related("fields", "districts")


def takes(office: Office, field: Field | None, district: District | None) -> bool:
    """Whether people with this trouble, of this district, are right at ``office``; None asks for all.

    An office that takes any trouble is found for every field, one without districts in every district.
    """
    fits = field is None or office.anything or field in office.fields.all()
    districts = office.districts.all()
    return fits and (district is None or not districts or district in districts)


def notices_at(now: datetime) -> QuerySet[EmergencyNotice]:
    """What is shown under the header at the moment ``now``, the latest first."""
    return EmergencyNotice.objects.filter(starts_at__lte=now, ends_at__gt=now).select_related("page")


def notices_change(since: datetime, until: datetime) -> bool:
    """Whether a notice appears or goes between the two moments."""
    between = Q(starts_at__gt=since, starts_at__lte=until) | Q(ends_at__gt=since, ends_at__lte=until)
    return EmergencyNotice.objects.filter(between).exists()


def _explained() -> list[Term]:
    return [Term(each.pk, each.term, each.reading, each.meaning) for each in terms()]


# What pages say beside the words of the field, in the order of the glossary.
explained_terms: Kept[list[Term]] = Kept("cms.records.terms", _explained)


def _words_of_sites() -> dict[int, SiteWords]:
    return {each.site_id: each for each in SiteWords.objects.select_related("helpdesk", "secretariat")}


# The words of each site with both offices, by the site's number.
words_of_sites: Kept[dict[int, SiteWords]] = Kept("cms.records.site_words", _words_of_sites)


def terms() -> QuerySet[GlossaryTerm]:
    """The glossary in the order of readings."""
    return GlossaryTerm.objects.select_related("now_called").order_by("reading", "pk")
