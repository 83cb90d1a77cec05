"""Reading the records."""

from datetime import datetime

from django.db.models import Q, QuerySet

from cms.records.models import EmergencyNotice, GlossaryTerm, Office


def offices_for(field: str, district: str) -> QuerySet[Office]:
    """Offices of the finder for the slugs of a field and a district; an empty slug asks for all.

    An office that takes any trouble is found for every field, one without districts in every district.
    """
    offices = Office.objects.filter(listed=True).prefetch_related("fields", "districts")
    if field:
        offices = offices.filter(Q(anything=True) | Q(fields__slug=field))
    if district:
        offices = offices.filter(Q(districts=None) | Q(districts__slug=district))
    return offices.distinct()


def notices_at(now: datetime) -> QuerySet[EmergencyNotice]:
    """What is shown under the header at the moment ``now``, the latest first."""
    return EmergencyNotice.objects.filter(starts_at__lte=now, ends_at__gt=now).select_related("page")


def notices_change(since: datetime, until: datetime) -> bool:
    """Whether a notice appears or goes between the two moments."""
    between = Q(starts_at__gt=since, starts_at__lte=until) | Q(ends_at__gt=since, ends_at__lte=until)
    return EmergencyNotice.objects.filter(between).exists()


def terms() -> QuerySet[GlossaryTerm]:
    """The glossary in the order of readings."""
    return GlossaryTerm.objects.select_related("now_called").order_by("reading", "pk")
