"""「このページは役に立ちましたか」: answered without a cookie."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from cms.feedback.access import asked_about
from cms.feedback.origin import came_from_here
from cms.feedback.services import take_in


@csrf_exempt  # a token needs a cookie; where the form stood is asked instead, and nobody is logged in here
@require_POST
def give(request: HttpRequest, page_id: int) -> HttpResponse:
    """Take in a yes, a no or words; 403 for a form that stood elsewhere."""
    page = asked_about(page_id)
    if not came_from_here(request.headers, request.get_host()):
        return HttpResponse(status=403)
    take_in(page, request.POST.get("useful", ""), request.POST.get("words", ""))
    return redirect("feedback_thanks", page_id)


@require_safe
@never_cache
def thanks(request: HttpRequest, page_id: int) -> HttpResponse:
    """Say thanks, and lead back."""
    page = asked_about(page_id)
    response = render(request, "cms/thanks.html", {**page.get_context(request), "missing": True})
    response.content = page.with_readings(response.content.decode())
    return response
