"""What a page says to search engines (schema.org), from the same fields that people read."""

from typing import Any

from django.http import HttpRequest
from django.utils.html import strip_tags

from cms.records.models import Office
from cms.words.ruby import without_readings

CONTEXT = "https://schema.org"


def machine_data(page: Any, request: HttpRequest, context: dict[str, Any]) -> list[dict[str, Any]]:
    """The list of things that the page is about; the way here stands first on every page but the home page."""
    things: list[dict[str, Any]] = []
    if page.depth > context["home"].depth:
        way = [context["home"], *context["way"], page]
        things.append(
            {
                "@context": CONTEXT,
                "@type": "BreadcrumbList",
                "itemListElement": [
                    {
                        "@type": "ListItem",
                        "position": number,
                        "name": without_readings(step.title),
                        "item": step.get_full_url(request),
                    }
                    for number, step in enumerate(way, start=1)
                ],
            }
        )
    for thing in page.things(request, context):
        things.append({"@context": CONTEXT, "inLanguage": page.locale.language_code} | thing)
    return things


def office_thing(office: Office) -> dict[str, Any]:
    """An office as a contact point with its hours."""
    thing: dict[str, Any] = {"@type": "GovernmentOffice", "name": office.name, "telephone": office.phone}
    if office.opening_hours:
        thing["openingHours"] = office.opening_hours
    if office.place:
        thing["address"] = office.place
    return thing


def questions_thing(questions: list[dict[str, Any]]) -> dict[str, Any]:
    """Questions with their answers."""
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {
                "@type": "Question",
                "name": without_readings(item["question"]),
                "acceptedAnswer": {"@type": "Answer", "text": without_readings(strip_tags(str(item["answer"])))},
            }
            for item in questions
        ],
    }
