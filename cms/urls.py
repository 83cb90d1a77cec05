"""The doors of the public site that are not pages of Wagtail; they stand in front of its pages."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cms.search.urls")),
    path("feedback/", include("cms.feedback.urls")),
]
