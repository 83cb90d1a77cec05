"""The roof: every door of the house."""

from django.urls import include, path

urlpatterns = [
    path("", include("wagtail.urls")),
]
