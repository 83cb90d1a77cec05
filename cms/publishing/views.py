"""What the public site has beside its pages: documents, pictures, the list for search engines, pages of errors."""

import mimetypes
from hashlib import sha256
from pathlib import PurePosixPath

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views import defaults

from cms.publishing.access import Found
from cms.publishing.access import document as find_document
from cms.publishing.access import picture as find_picture
from cms.publishing.addresses import home_address
from cms.publishing.asking import ASKED_ANEW
from cms.publishing.errors import error_context
from cms.publishing.sitemap import listed
from portal.gate.policy import SCREENS

NOT_KEPT = "no-store, private"
READ_IN_THE_BROWSER = {"application/pdf", "image/jpeg", "image/png", "image/webp", "image/avif"}


def document(request: HttpRequest, number: int, name: str) -> HttpResponseBase:
    """A document that a live public page uses; 404 for every other one."""
    return _hand_out(request, find_document(number, name, reader=request.user), name)


def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """A picture that a live public page uses, as pages show it; 404 for every other one."""
    return _hand_out(request, find_picture(path, reader=request.user), PurePosixPath(path).name)


def sitemap(request: HttpRequest) -> HttpResponse:
    """All public pages, for search engines (sitemaps.org)."""
    return render(request, "cms/lists/sitemap.xml", {"pages": listed()}, content_type="application/xml")


def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may read (RFC 9309): everything that they find; the portal says itself that it is not for them."""
    words = f"User-agent: *\nAllow: /\n\nSitemap: {home_address()}/sitemap.xml\n"
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


def _hand_out(request: HttpRequest, found: Found, name: str) -> HttpResponseBase:
    etag = f'"{sha256(found.mark.encode()).hexdigest()[:32]}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None or response.status_code != 304:
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        response = FileResponse(found.file.open("rb"), content_type=kind)
        disposition = content_disposition_header(as_attachment=kind not in READ_IN_THE_BROWSER, filename=name)
        response.headers["Content-Disposition"] = disposition or "attachment"
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = ASKED_ANEW if found.public else NOT_KEPT
    return response


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """404: the portal's page on its screens; elsewhere one of the public site, in the language of the address."""
    context = None if request.path.startswith(SCREENS) else error_context(request)
    if context is None:
        return defaults.page_not_found(request, exception)
    response = render(request, "cms/404.html", context, status=404)
    response.content = context["page"].with_readings(response.content.decode())
    return response


def broken(request: HttpRequest) -> HttpResponseBase:
    """500: static, for when nothing else can be relied on."""
    if request.path.startswith(SCREENS):
        return defaults.server_error(request)
    return HttpResponse(render(request, "cms/500.html").content, status=500)
