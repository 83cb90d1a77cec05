"""Table of contents: the doors of the meetings' rooms."""

from django.urls import include, path

from meetings.agenda import views as agenda
from meetings.attendance import views as attendance
from meetings.bodies import views as bodies
from meetings.calendar import views as calendar
from meetings.changes import views as changes
from meetings.circle import views as circle
from meetings.emergency import views as emergency
from meetings.feeds import views as feeds
from meetings.imports import views as imports
from meetings.letters import views as letters
from meetings.notices import views as notices
from meetings.office_days import views as office_days
from meetings.pledges import views as pledges
from meetings.polls import views as polls
from meetings.proxies import views as proxies
from meetings.reminders import views as reminders
from meetings.replies import views as replies
from meetings.rosters import views as rosters
from meetings.seats import views as seats
from meetings.series import views as series

body_doors = [
    path("", bodies.bodies, name="list"),
    path("<uuid:pk>/members/", rosters.members, name="members"),
    path("<uuid:pk>/members/invite/", bodies.invite, name="invite"),
    path("<uuid:pk>/members/export/", rosters.export, name="export"),
    path("<uuid:pk>/members/import/", imports.load, name="import"),
    path("<uuid:pk>/members/import/template.csv", imports.template, name="import_template"),
    path("<uuid:pk>/members/import/<uuid:draft_id>/", imports.look, name="import_look"),
    path("<uuid:pk>/members/<uuid:seat_id>/", seats.person, name="person"),
    *(
        path(f"<uuid:pk>/members/<uuid:seat_id>/{word}/", seats.act, {"name": name}, name=name)
        for word, name in (
            ("extend", "extend"),
            ("end", "end"),
            ("role", "change_role"),
            ("move", "move"),
            ("mend", "mend"),
            ("withdraw", "withdraw"),
            ("suspend", "suspend"),
            ("restore", "restore"),
            ("unlock", "unlock"),
        )
    ),
    path("<uuid:pk>/members/<uuid:seat_id>/agree/", seats.agree, name="agree"),
    path("<uuid:pk>/members/<uuid:seat_id>/again/", bodies.invite_again, name="invite_again"),
    path("<uuid:pk>/members/<uuid:seat_id>/ask/", rosters.ask_to_sign, name="ask_to_sign"),
    path("<uuid:pk>/pledges/", pledges.register, name="pledges"),
    path("<uuid:pk>/pledges/export/", pledges.export, name="export_pledges"),
    path("<uuid:pk>/pledges/text/", pledges.text, name="pledge_text"),
    path("<uuid:pk>/pledges/drafts/<uuid:draft_id>/", pledges.draft, name="pledge_draft"),
    path("<uuid:pk>/pledges/<uuid:signature_id>/", pledges.signed, name="pledge"),
    path("<uuid:body_id>/meetings/new/", agenda.make, name="make_meeting"),
]
meeting_doors = [
    path("", agenda.meetings, name="list"),
    path("<uuid:pk>/", agenda.meeting, name="meeting"),
    path("<uuid:pk>/agenda/add/", agenda.add_item, name="add_item"),
    path("<uuid:pk>/call/", agenda.call, name="call"),
    path("<uuid:pk>/change/", changes.change, name="change"),
    path("<uuid:pk>/call-off/", changes.call_off, name="call_off"),
    path("<uuid:pk>/call-again/", changes.call_again, name="call_again"),
    path("<uuid:pk>/notices/", notices.sent, name="notices"),
    path("<uuid:pk>/notices/<uuid:notice_id>/again/", notices.retry, name="retry_notice"),
]
reply_doors = [
    path("meetings/<uuid:pk>/answer/", replies.own, name="own"),
    path("meetings/<uuid:pk>/answers/", replies.everybody, name="everybody"),
    path("meetings/<uuid:pk>/answers/<uuid:participation_id>/", replies.enter, name="enter"),
    path("answers/review/", replies.review, name="review"),
    path("answers/mails/<uuid:pk>/", replies.decide, name="decide"),
    path("answers/proposals/<uuid:pk>/", replies.proposal, name="proposal"),
    path("answer/<str:token>/", replies.by_link, name="by_link"),
]
attendance_doors = [
    path("", attendance.sheet, name="sheet"),
    path("<uuid:user_id>/", attendance.person, name="person"),
]
proxy_doors = [
    path("<uuid:user_id>/proxy/", proxies.let_in, name="let_in"),
    path("<uuid:user_id>/proxy/<uuid:item_id>/take-back/", proxies.take_back, name="take_back"),
]
letter_doors = [
    path("meetings/<uuid:pk>/papers/", letters.papers, name="papers"),
    path("polls/<uuid:pk>/papers/", letters.date_slips, name="date_slips"),
]
circle_doors = [
    path("", circle.people, name="people"),
    path("call/", circle.call, name="call"),
    path("keep-out/", circle.recuse, name="recuse"),
    path("<uuid:user_id>/withdraw/", circle.withdraw, name="withdraw"),
    path("<uuid:user_id>/let-back/", circle.lift, name="lift"),
]
emergency_doors = [
    path("", emergency.ask, name="ask"),
    path("<uuid:pk>/", emergency.answer, name="answer"),
    path("<uuid:pk>/refuse/", emergency.refuse, name="refuse"),
    path("<uuid:pk>/end/", emergency.end, name="end"),
]
office_day_doors = [
    path("", office_days.days, name="list"),
    path("holidays/", office_days.take_in, name="take_in"),
    path("<uuid:pk>/take-out/", office_days.take_out, name="take_out"),
]
calendar_doors = [
    path("months/", calendar.month, name="now"),
    path("months/<int:year>/<int:number>/", calendar.month, name="month"),
    path("bodies/<uuid:pk>/year/", calendar.year, name="this_year"),
    path("bodies/<uuid:pk>/year/<int:year>/", calendar.year, name="year"),
]
series_doors = [
    path("bodies/<uuid:body_id>/series/new/", series.make, name="make"),
    path("series/<uuid:pk>/", series.series, name="series"),
    path("series/<uuid:pk>/change/", series.change, name="change"),
    path("series/<uuid:pk>/end/", series.end, name="end"),
]
poll_doors = [
    path("polls/new/<uuid:body_id>/", polls.make, name="make"),
    path("polls/<uuid:pk>/", polls.answer, name="answer"),
    path("polls/<uuid:pk>/result/", polls.result, name="result"),
    path("polls/<uuid:pk>/remind/", polls.remind, name="remind"),
    path("polls/<uuid:pk>/longer/", polls.extend, name="extend"),
    path("polls/<uuid:pk>/withdraw/", polls.withdraw, name="withdraw"),
    path("polls/<uuid:pk>/people/<uuid:person_id>/", polls.enter, name="enter"),
    path("polls/<uuid:pk>/people/<uuid:person_id>/link/", polls.renew, name="renew"),
    path("polls/<uuid:pk>/decide/<uuid:option_id>/", polls.choose, name="choose"),
    path("polls/<uuid:pk>/strike/<uuid:option_id>/", polls.strike, name="strike"),
    path("polls/<uuid:pk>/put-back/<uuid:option_id>/", polls.put_back, name="put_back"),
    path("dates/<str:token>/", polls.link, name="link"),  # open to who has the link of the mail
]
feed_doors = [
    path("me/calendar/", feeds.mine, name="mine"),
    path("me/calendar/new/", feeds.make, name="make"),
    path("me/calendar/<uuid:pk>/end/", feeds.revoke, name="revoke"),
    path("calendar/<str:token>.ics", feeds.feed, name="feed"),  # open to who has the address
]
reminder_doors = [
    path("me/mails/", reminders.mine, name="mine"),
]
urlpatterns = [
    path("", include((poll_doors, "polls"))),
    path("", include((calendar_doors, "calendar"))),
    path("", include((series_doors, "series"))),
    path("office-days/", include((office_day_doors, "office_days"))),
    path("emergency/", include((emergency_doors, "emergency"))),
    path("bodies/", include((body_doors, "bodies"))),
    path("", include((feed_doors, "feeds"))),
    path("", include((reminder_doors, "reminders"))),
    path("", include((reply_doors, "replies"))),
    path("meetings/", include((meeting_doors, "meetings"))),
    path("", include((letter_doors, "letters"))),
    path("meetings/<uuid:pk>/attendance/", include((attendance_doors, "attendance"))),
    path("meetings/<uuid:pk>/attendance/", include((proxy_doors, "proxies"))),
    path("items/<uuid:pk>/people/", include((circle_doors, "circle"))),
]
