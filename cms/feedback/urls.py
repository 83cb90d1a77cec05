"""The doors of feedback; they stand in front of the public pages, below the code of the language."""

from django.urls import path

from cms.feedback import views

urlpatterns = [
    path("<int:page_id>/", views.give, name="feedback"),
    path("<int:page_id>/thanks/", views.thanks, name="feedback_thanks"),
]
