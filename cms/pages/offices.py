"""The finder of offices."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from cms.pages.article import SectionedPage
from cms.pages.machine import office_thing
from cms.records.access import listed_offices, takes
from cms.records.models import District, Field, Office


class OfficesPage(SectionedPage):
    """Offices by trouble and district: a form that works without script; the map is a second way to choose."""

    template = "cms/offices.html"
    answers_queries = True
    lists_all = (Office,)

    class Meta:
        verbose_name = _("finder of offices")

    @cached_property
    def everything(self) -> list[Office]:
        """All offices of the finder, asked for once: a page lives as long as its answer."""
        return list(listed_offices())

    def shown_records(self) -> list[Any]:
        """All offices of the finder."""
        return self.everything

    def things(self, request: HttpRequest, context: dict[str, Any]) -> list[dict[str, Any]]:
        """Each office with its telephone and hours."""
        return [*super().things(request, context), *(office_thing(office) for office in self.everything)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """With what was chosen and the offices for it; an unknown choice counts as none."""
        fields, districts = list(Field.objects.all()), list(District.objects.all())
        field = next((each for each in fields if each.slug == request.GET.get("komari")), None)
        district = next((each for each in districts if each.slug == request.GET.get("chiku")), None)
        offices = [office for office in self.everything if takes(office, field, district)]
        return super().get_context(request, *args, **kwargs) | {
            "fields": fields,
            "districts": districts,
            "field": field,
            "district": district,
            "offices": [office for office in offices if not office.outside_hours],
            "outside_hours": [office for office in self.everything if office.outside_hours],
            "mapped": all(each.outline for each in districts) and bool(districts),
        }
