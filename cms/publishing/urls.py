"""Addresses of files, the same in all languages; they stand in front of the public pages."""

from django.urls import path

from cms.publishing import views

urlpatterns = [
    # the name under which Wagtail looks for the address of a document
    path("documents/<int:number>/<str:name>", views.document, name="wagtaildocs_serve"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("robots.txt", views.robots, name="robots"),
    path("media/<path:path>", views.picture, name="picture"),
]
