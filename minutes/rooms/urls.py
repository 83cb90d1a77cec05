"""The doors of the rooms."""

from django.urls import path

from minutes.rooms import views

app_name = "rooms"

urlpatterns = [
    path("meetings/<uuid:meeting_id>/room/", views.enter, name="enter"),
    path("meetings/<uuid:meeting_id>/room/<uuid:item_id>/", views.room, name="room"),
    path("meetings/<uuid:meeting_id>/room/<uuid:item_id>/writers/", views.writers, name="writers"),
    path("meetings/<uuid:meeting_id>/room/<uuid:item_id>/journal/", views.journal, name="journal"),
    path("meetings/<uuid:meeting_id>/room/<uuid:item_id>/admission/", views.admission, name="admission"),
]
