"""The sockets of the rooms."""

from django.urls import path

from minutes.rooms.consumers import document

websocket_urlpatterns = [
    path("ws/documents/<uuid:pk>/", document, name="rooms:document"),  # type: ignore[arg-type]
]
