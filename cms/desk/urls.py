"""The doors of the editors' desk that are ours; Wagtail hangs them below /editorial/ and asks for its own right first."""

from django.urls import path

from cms.desk.approval import views as approval
from cms.desk.reports import views as reports

app_name = "desk"
urlpatterns = [
    path("approvals/page/<int:page_id>/", approval.records, name="records"),
    path("approvals/<int:pk>/", approval.record, name="record"),
    path("reports/visits.csv", reports.visits_csv, name="visits_csv"),
    path("reports/<slug:name>/", reports.report, name="report"),
    path("translations/<int:pk>/caught-up/", reports.caught_up, name="caught_up"),
]
