"""Doors that exist in demo mode only."""

from django.urls import path

from portal.demo import views

app_name = "demo"
urlpatterns = [
    path("mail/", views.mail, name="mail"),
    path("mail/<str:name>/", views.letter, name="letter"),
    path("mail/<str:name>/<int:number>/", views.part, name="part"),
]
