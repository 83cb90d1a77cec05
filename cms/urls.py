"""The doors of the public site; what is Wagtail's alone stands behind them."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail.urls import serve_pattern

from cms.pages.serving import serve

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cms.search.urls")),
    path("feedback/", include("cms.feedback.urls")),
    re_path(rf"^(?!_util/){serve_pattern[1:]}", serve, name="wagtail_serve"),
]
