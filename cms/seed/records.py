"""The records with which the fictional city starts. Numbers beginning with 0000 reach nobody."""

from typing import Any

from django.conf import settings
from wagtail.models import Site

from cms.records.models import Council, District, Field, GlossaryTerm, Office, SiteWords
from cms.seed.councils import COUNCILS
from cms.seed.districts import DISTRICTS, FIELDS
from cms.seed.glossary import NOW_CALLED, TERMS
from cms.seed.offices import OFFICES


def ensure_records() -> dict[str, Office]:
    """Lay down fields, districts, offices, bodies and terms where no record stands yet; offices by their key."""
    for order, row in enumerate(FIELDS):
        Field.objects.get_or_create(slug=row["slug"], defaults={**row, "order": order})
    for order, row in enumerate(DISTRICTS):
        District.objects.get_or_create(slug=row["slug"], defaults={**row, "order": order})
    offices = {key: _office(order, row) for order, (key, row) in enumerate(OFFICES.items())}
    bodies: dict[str, Council] = {}
    for order, (key, row) in enumerate(COUNCILS.items()):
        defaults = {**row, "order": order, "reports_to": bodies.get(row.get("reports_to", ""))}
        bodies[key], _ = Council.objects.get_or_create(name=row["name"], defaults=defaults)
    for term, reading, meaning in TERMS:
        GlossaryTerm.objects.get_or_create(term=term, defaults={"reading": reading, "meaning": meaning})
    for term, now in NOW_CALLED.items():
        GlossaryTerm.objects.filter(term=term, now_called=None).update(now_called=GlossaryTerm.objects.get(term=now))
    return offices


def ensure_words(site: Site, offices: dict[str, Office]) -> None:
    """The words of the site, unless somebody has written them."""
    SiteWords.objects.get_or_create(
        site=site,
        defaults={
            "name": settings.WAGTAIL_SITE_NAME,
            "name_easy": "支《ささ》える まち かさね",
            "name_en": "Kasane Support",
            "city_easy": "かさね市《し》",
            "city_en": "Kasane City",
            "helpdesk": offices["marugoto"],
            "secretariat": offices["seisaku"],
            "address": "〒000-0000 かさね市中央一丁目1番1号（市役所1階）",
            "address_easy": "かさね市役所《しやくしょ》 1かい",
            "address_en": "Kasane City Hall 1F, 1-1-1 Chuo, Kasane City",
        },
    )


def _office(order: int, row: dict[str, Any]) -> Office:
    plain = {key: value for key, value in row.items() if key not in ("fields", "districts")}
    office, made = Office.objects.get_or_create(name=row["name"], defaults={**plain, "order": order})
    if made:
        office.fields.set(Field.objects.filter(slug__in=row.get("fields", ())))
        office.districts.set(District.objects.filter(slug__in=row.get("districts", ())))
    return office
