"""The roof: every door of the house."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language
from wagtail.admin import urls as wagtailadmin_urls

from portal.accounts import views as accounts
from portal.addresses import views as addresses
from portal.auditor import views as auditor
from portal.devices import views as devices
from portal.gate import views as gate
from portal.home import views as home
from portal.mfa import views as mfa
from portal.passwords import views as passwords
from portal.pledge import views as pledge
from portal.resets import views as resets
from portal.sessions import views as sessions

enter = [
    path("", accounts.enter, name="login"),
    path("join/<str:token>/", accounts.join, name="join"),
    path("code/", mfa.code, name="code"),
    path("passkey/", mfa.passkey, name="passkey"),
    path("setup-code/", resets.setup_code, name="setup_code"),
    path("printed/", mfa.printed, name="printed"),
    path("app/", mfa.app, name="app"),
    path("codes/", mfa.codes, name="codes"),
    path("pledge/", pledge.pledge, name="pledge"),
    path("pledge/later/", pledge.later, name="later"),
    path("forgot/", passwords.forgotten, name="forgot"),
    path("reset/<uuid:pk>/<str:token>/", passwords.replace, name="reset"),
    path("leave/", accounts.leave, name="logout"),
]
me = [
    path("", home.me, name="home"),
    path("devices/", devices.devices, name="devices"),
    path("devices/app/", devices.add_app, name="add_app"),
    path("devices/app/finish/", devices.finish_app, name="finish_app"),
    path("devices/passkey/", devices.add_passkey, name="add_passkey"),
    path("devices/passkey/finish/", devices.finish_passkey, name="finish_passkey"),
    path("devices/codes/", devices.new_codes, name="new_codes"),
    path("devices/<uuid:number>/name/", devices.rename, name="rename_device"),
    path("devices/<uuid:number>/remove/", devices.remove, name="remove_device"),
    path("sessions/", sessions.mine, name="sessions"),
    path("sessions/end/", sessions.end_others, name="end_sessions"),
    path("sessions/<uuid:number>/end/", sessions.end, name="end_session"),
    path("address/", addresses.ask, name="address"),
    path("address/<str:token>/", addresses.confirm, name="new_address"),
    path("password/", passwords.change, name="password"),
    path("stay/", sessions.stay, name="stay"),
    path("pledges/", pledge.mine, name="pledges"),
    path("pledges/<uuid:pk>/", pledge.signed, name="pledge"),
]
lost = [
    path("people/<uuid:user_id>/lost-device/", resets.ask, name="ask"),
    path("resets/<uuid:pk>/", resets.reset, name="reset"),
    path("resets/<uuid:pk>/withdraw/", resets.withdraw, name="withdraw"),
]
audit = [
    path("", auditor.acts, name="acts"),
    path("csv/", auditor.export, name="export"),
]
inside: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("enter/", include((enter, "enter"))),
    path("me/", include((me, "me"))),
    path("", include((lost, "resets"))),
    path("audit/", include((audit, "audit"))),
    path("language/", set_language, name="set_language"),
    path("", include("meetings.urls")),
    path("", include("minutes.urls")),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", gate.healthz, name="healthz"),
    path("readyz", gate.readyz, name="readyz"),
    path("portal/", include(inside)),
    # one login for all: Wagtail's password forms stand behind these two and are never reached
    path("editorial/login/", RedirectView.as_view(pattern_name="wagtailadmin_home"), name="desk_login"),
    path("_util/login/", RedirectView.as_view(pattern_name="home"), name="site_login"),
    path("editorial/", include(wagtailadmin_urls)),
    path("", include("cms.publishing.urls")),
    # the public site last: Japanese at the root, other languages below their code
    *i18n_patterns(path("", include("cms.urls")), path("", include("wagtail.urls")), prefix_default_language=False),
]

handler404 = "cms.publishing.views.not_found"
handler500 = "cms.publishing.views.broken"

if settings.DEMO:
    urlpatterns.insert(0, path("demo/", include("portal.demo.urls")))
