"""The doors of the editors' desk that are ours; Wagtail hangs them below /editorial/ and asks for its own right first."""

from django.urls import path

from cms.desk.approval import views as approval

app_name = "desk"
urlpatterns = [
    path("approvals/page/<int:page_id>/", approval.records, name="records"),
    path("approvals/<int:pk>/", approval.record, name="record"),
]
