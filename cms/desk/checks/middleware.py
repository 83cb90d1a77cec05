"""Says a refusal where an editor asked: back on the page's form, with a way to each block."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.admin import messages

from cms.desk.checks.door import PublicationRefused
from portal.gate.levels import EDITORIAL_PREFIX


class RefusalMiddleware:
    """Wagtail's views know no refusal on the way to the public; what they had saved as a draft stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """Lead back to the page that was refused."""
        if not isinstance(exception, PublicationRefused) or not request.path.startswith(EDITORIAL_PREFIX):
            return None
        page = reverse("wagtailadmin_pages:edit", args=[exception.page.pk])
        if request.accepts("text/html"):
            messages.error(request, _told(exception, page))
            return HttpResponseRedirect(page)
        answer = {"success": False, "error_code": "not_ready", "error_message": str(exception)}
        return JsonResponse(answer, status=400)


def _told(refused: PublicationRefused, page: str) -> SafeString:
    head = _("“%(title)s” cannot be shown yet. Please mend first:") % {"title": refused.page.title}
    rows = ((page, f.place.anchor, f.sentence) for f in refused.findings)
    return format_html("{}<ul>{}</ul>", head, format_html_join("", '<li><a href="{}#{}">{}</a></li>', rows))
