"""The address of the search, below each language."""

from django.urls import path

from cms.search import views

urlpatterns = [path("search/", views.search, name="site_search")]
