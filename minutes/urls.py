"""Table of contents: the doors of the minutes' rooms."""

from django.urls import include, path

from minutes.comments import views as comments
from minutes.export import views as export
from minutes.history import views as history
from minutes.readers import views as readers
from minutes.signoff import views as signoff

signoff_doors = [
    path("meetings/<uuid:meeting_id>/minutes/", signoff.minutes, name="minutes"),
    path("meetings/<uuid:meeting_id>/minutes/freeze/", signoff.freeze, name="freeze"),
    path("minutes/<uuid:pk>/", signoff.version, name="version"),
    path("minutes/<uuid:pk>/change/", signoff.ask, name="ask"),
    path("minutes/<uuid:pk>/reopen/", signoff.reopen, name="reopen"),
]
export_doors = [path("meetings/<uuid:meeting_id>/minutes/word/", export.word, name="word")]
comments_doors = [
    path("documents/<uuid:pk>/comments/", comments.document, name="document"),
    path("comments/<uuid:pk>/reply/", comments.reply, name="reply"),
    path("comments/<uuid:pk>/resolve/", comments.resolve, name="resolve"),
    path("comments/<uuid:pk>/reopen/", comments.reopen, name="reopen"),
    path("comments/<uuid:pk>/withdraw/", comments.withdraw, name="withdraw"),
]
readers_doors = [path("items/<uuid:pk>/readers/", readers.readers, name="item")]
history_doors = [
    path("items/<uuid:pk>/history/", history.item, name="item"),
    path("items/<uuid:pk>/history/now/", history.now, name="now"),
    path("items/<uuid:pk>/history/<int:number>/", history.stage, name="stage"),
    path("items/<uuid:pk>/history/<int:number>/restore/", history.restore, name="restore"),
]
urlpatterns = [
    path("", include("minutes.rooms.urls")),
    path("", include((signoff_doors, "signoff"))),
    path("", include((export_doors, "export"))),
    path("", include((comments_doors, "comments"))),
    path("", include((readers_doors, "readers"))),
    path("", include((history_doors, "history"))),
]
