"""Table of contents: the doors of the meetings' rooms."""

from django.urls import include, path

from meetings.agenda import views as agenda
from meetings.bodies import views as bodies

body_doors = [
    path("", bodies.bodies, name="list"),
    path("<uuid:pk>/members/", bodies.members, name="members"),
    path("<uuid:pk>/members/invite/", bodies.invite, name="invite"),
    path("<uuid:pk>/members/<uuid:user_id>/again/", bodies.invite_again, name="invite_again"),
    path("<uuid:body_id>/meetings/new/", agenda.make, name="make_meeting"),
]
meeting_doors = [
    path("", agenda.meetings, name="list"),
    path("<uuid:pk>/", agenda.meeting, name="meeting"),
    path("<uuid:pk>/agenda/add/", agenda.add_item, name="add_item"),
    path("<uuid:pk>/call/", agenda.call, name="call"),
]
urlpatterns = [
    path("bodies/", include((body_doors, "bodies"))),
    path("meetings/", include((meeting_doors, "meetings"))),
]
