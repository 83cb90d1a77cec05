"""Who gets what at every door. A new door needs a row here; a changed answer needs a changed row.

Answers: a status code, or where the visitor is sent: login, code, pledge (the step that is missing),
go (on, as the page does by itself), site (from the editorial desk to the portal).
POST is sent empty: 422 is a form that says what is missing.
"""

COLUMNS = {
    "anon": "anonymous",
    "pw": "password_only",
    "unpl": "unpledged",
    "laps": "lapsed",
    "edit": "editor",
    "super": "superuser",
    "form": "former",
    "memb": "member",
    "obody": "other_body",
    "ocoor": "other_coordinator",
    "summ": "summoned",
    "chair": "chair",
    "coor": "coordinator",
    "recu": "recused",
    "audit": "auditor",
}

OURS = """
door                  by   anon  pw    unpl   laps   edit   super  form   memb   obody  ocoor  summ   chair  coor  recu  audit
healthz               GET  200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
healthz               POST 200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
readyz                GET  200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
readyz                POST 200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
wagtail_serve         GET  200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
wagtail_serve         POST 200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
wagtaildocs_serve     GET  404   404   404    404    200    200    404    404    404    404    404    404    404  404   404
wagtaildocs_serve     POST 404   404   404    404    200    200    404    404    404    404    404    404    404  404   404
picture               GET  404   404   404    404    404    404    404    404    404    404    404    404    404  404   404
picture               POST 404   404   404    404    404    404    404    404    404    404    404    404    404  404   404
site_search           GET  200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
site_search           POST 405   405   405    405    405    405    405    405    405    405    405    405    405  405   405
sitemap               GET  200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
sitemap               POST 200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
robots                GET  200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
robots                POST 200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
feedback              GET  405   405   405   405   405   405   405   405   405   405   405   405   405   405   405
feedback              POST 403   403   403   403   403   403   403   403   403   403   403   403   403   403   403
feedback_thanks       GET  200   200   200   200   200   200   200   200   200   200   200   200   200   200   200
feedback_thanks       POST 405   405   405   405   405   405   405   405   405   405   405   405   405   405   405
set_language          GET  go    go    go     go     go     go     go     go     go     go     go     go     go  go    go
set_language          POST go    go    go     go     go     go     go     go     go     go     go     go     go  go    go
desk_login            GET  go    go    go     go     go     go     go     go     go     go     go     go     go  go    go
desk_login            POST go    go    go     go     go     go     go     go     go     go     go     go     go  go    go
site_login            GET  go    go    go     go     go     go     go     go     go     go     go     go     go  go    go
site_login            POST go    go    go     go     go     go     go     go     go     go     go     go     go  go    go
desk:record           GET  login code  go     go     200    200    go     go     go     go     go     go     go    go    go
desk:record           POST login code  go     go     405    405    go     go     go     go     go     go     go    go    go
desk:records          GET  login code  go     go     200    200    go     go     go     go     go     go     go    go    go
desk:records          POST login code  go     go     405    405    go     go     go     go     go     go     go    go    go
desk:report        GET  login code  go     go     200    200    go     go     go     go     go     go     go    go    go
desk:report        POST login code  go     go     405    405    go     go     go     go     go     go     go    go    go
desk:visits_csv    GET  login code  go     go     200    200    go     go     go     go     go     go     go    go    go
desk:visits_csv    POST login code  go     go     405    405    go     go     go     go     go     go     go    go    go
desk:caught_up     GET  login code  go     go     405    405    go     go     go     go     go     go     go    go    go
desk:caught_up     POST login code  go     go     go     go     go     go     go     go     go     go     go    go    go
demo:mail             GET  200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
demo:mail             POST 200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
demo:letter           GET  200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
demo:letter           POST 200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
demo:part             GET  200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
demo:part             POST 200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
enter:login           GET  200   200   go     go     go     go     go     go     go     go     go     go     go   go    go
enter:login           POST 422   422   422    422    422    422    422    422    422    422    422    422    422  422   422
enter:join            GET  200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
enter:join            POST 422   422   422    422    422    422    422    422    422    422    422    422    422  422   422
enter:forgot          GET  200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
enter:forgot          POST 422   422   422    422    422    422    422    422    422    422    422    422    422  422   422
enter:reset           GET  200   200   200    200    200    200    200    200    200    200    200    200    200  200   200
enter:reset           POST 422   422   422    422    422    422    422    422    422    422    422    422    422  422   422
enter:logout          GET  go    go    go     go     go     go     go     go     go     go     go     go     go  go    go
enter:logout          POST login login login  login  login  login  login  login  login  login  login  login  login  login login
enter:code            GET  login 200   go     go     go     go     go     go     go     go     go     go     go   go    go
enter:code            POST login 422   go     go     go     go     go     go     go     go     go     go     go   go    go
enter:setup_code      GET  login code  code   code   code   code   code   code   code   code   code   code   code code    code
enter:setup_code      POST login code  code   code   code   code   code   code   code   code   code   code   code code    code
enter:passkey         GET  login code  code   code   code   code   code   code   code   code   code   code   code code    code
enter:passkey         POST login 422   422    422    422    422    422    422    422    422    422    422    422  422   422
enter:printed         GET  login 200   go     go     go     go     go     go     go     go     go     go     go   go    go
enter:printed         POST login 422   go     go     go     go     go     go     go     go     go     go     go   go    go
enter:app             GET  login code  code   code   code   code   code   code   code   code   code   code   code  code  code
enter:app             POST login code  code   code   code   code   code   code   code   code   code   code   code  code  code
enter:codes           GET  login code  go     go     go     go     go     go     go     go     go     go     go   go    go
enter:codes           POST login code  go     go     go     go     go     go     go     go     go     go     go   go    go
enter:pledge          GET  login code  200    200    200    go     go     go     go     go     go     go     go  go    go
enter:pledge          POST login code  422    422    200    go     go     go     go     go     go     go     go  go    go
enter:later           GET  login code  pledge pledge pledge pledge pledge pledge pledge pledge pledge pledge pledge  pledge pledge
enter:later           POST login code  200    200    pledge pledge pledge pledge pledge pledge pledge pledge pledge  pledge pledge
me:home               GET  login code  200    200    200    200    200    200    200    200    200    200    200   200   200
me:home               POST login code  200    200    200    200    200    200    200    200    200    200    200   200   200
me:sessions           GET  login code  200    200    200    200    200    200    200    200    200    200    200   200   200
me:sessions           POST login code  200    200    200    200    200    200    200    200    200    200    200   200   200
me:password           GET  login code  200    200    200    200    200    200    200    200    200    200    200   200   200
me:password           POST login code  422    422    422    422    422    422    422    422    422    422    422   422   422
me:address            GET  login code  200    200    200    200    200    200    200    200    200    200    200   200   200
me:address            POST login code  422    422    422    422    422    422    422    422    422    422    422   422   422
me:new_address        GET  login code  410    410    410    410    410    410    410    410    410    410    410   410   410
me:new_address        POST login code  410    410    410    410    410    410    410    410    410    410    410   410   410
me:end_session        GET  login code  404    404    404    404    404    404    404    404    404    404    404   404   404
me:end_session        POST login code  404    404    404    404    404    404    404    404    404    404    404   404   404
me:end_sessions       GET  login code  go     go     go     go     go     go     go     go     go     go     go    go    go
me:end_sessions       POST login code  go     go     go     go     go     go     go     go     go     go     go    go    go
me:stay               GET  login code  200    200    200    200    200    200    200    200    200    200    200   200   200
me:stay               POST login code  200    200    200    200    200    200    200    200    200    200    200   200   200
me:devices            GET  login code  200    200    200    200    200    200    200    200    200    200    200   200   200
me:devices            POST login code  200    200    200    200    200    200    200    200    200    200    200   200   200
me:add_app            GET  login code  200    200    200    200    200    200    200    200    200    200    200   200   200
me:add_app            POST login code  422    422    422    422    422    422    422    422    422    422    422   422   422
me:finish_app         GET  login code  go     go     go     go     go     go     go     go     go     go     go    go    go
me:finish_app         POST login code  go     go     go     go     go     go     go     go     go     go     go    go    go
me:add_passkey        GET  login code  200    200    200    200    200    200    200    200    200    200    200   200   200
me:add_passkey        POST login code  422    422    422    422    422    422    422    422    422    422    422   422   422
me:finish_passkey     GET  login code  go     go     go     go     go     go     go     go     go     go     go    go    go
me:finish_passkey     POST login code  go     go     go     go     go     go     go     go     go     go     go    go    go
me:new_codes          GET  login code  200    200    200    200    200    200    200    200    200    200    200   200   200
me:new_codes          POST login code  422    422    422    422    422    422    422    422    422    422    422   422   422
me:rename_device      GET  login code  404    404    404    404    404    404    404    404    200    404    404  404   404
me:rename_device      POST login code  404    404    404    404    404    404    404    404    422    404    404  404   404
me:remove_device      GET  login code  404    404    404    404    404    404    404    404    200    404    404  404   404
me:remove_device      POST login code  404    404    404    404    404    404    404    404    422    404    404  404   404
me:pledges            GET  login code  200    200    200    200    200    200    200    200    200    200    200    200   200
me:pledges            POST login code  200    200    200    200    200    200    200    200    200    200    200    200   200
me:pledge             GET  login code  404    404    404    404    404    404    404    404    200    404    404  404   404
me:pledge             POST login code  404    404    404    404    404    404    404    404    200    404    404  404   404
home                  GET  login code  pledge pledge pledge 200    200    200    200    200    200    200    200  200   200
home                  POST login code  pledge pledge pledge 200    200    200    200    200    200    200    200  200   200
bodies:list           GET  login code  pledge pledge pledge 200    200    200    200    200    200    200    200  200   200
bodies:list           POST login code  pledge pledge pledge 200    200    200    200    200    200    200    200  200   200
bodies:members        GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
bodies:members        POST login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
resets:ask            GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
resets:reset          GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
resets:withdraw       GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
resets:ask            POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422  404   404
resets:reset          POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422  404   404
resets:withdraw       POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422  404   404
bodies:invite         GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
bodies:invite         POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422  404   404
bodies:agree          GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    go   404   404
bodies:agree          POST login code  pledge pledge pledge 404    404    404    404    404    404    422    go   404   404
bodies:invite_again   GET  login code  pledge pledge pledge 404    404    404    404    404    404    go     go  404   404
bodies:invite_again   POST login code  pledge pledge pledge 404    404    404    404    404    404    go     go  404   404
bodies:person         GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200 404   404
bodies:person         POST login code  pledge pledge pledge 404    404    404    404    404    404    200    200 404   404
bodies:ask_to_sign    GET  login code  pledge pledge pledge 404    404    404    404    404    404    go     go  404   404
bodies:ask_to_sign    POST login code  pledge pledge pledge 404    404    404    404    404    404    go     go  404   404
bodies:export         GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200 404   404
bodies:export         POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422 404   404
bodies:make_meeting   GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
bodies:make_meeting   POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422  404   404
calendar:now          GET  login code  pledge pledge pledge 200    200    200    200    200    200    200    200   200   200
calendar:now          POST login code  pledge pledge pledge 200    200    200    200    200    200    200    200   200   200
calendar:month        GET  login code  pledge pledge pledge 200    200    200    200    200    200    200    200   200   200
calendar:month        POST login code  pledge pledge pledge 200    200    200    200    200    200    200    200   200   200
calendar:this_year    GET  login code  pledge pledge pledge 404    404    200    404    404    200    200    200   200   404
calendar:this_year    POST login code  pledge pledge pledge 404    404    200    404    404    200    200    200   200   404
calendar:year         GET  login code  pledge pledge pledge 404    404    200    404    404    200    200    200   200   404
calendar:year         POST login code  pledge pledge pledge 404    404    200    404    404    200    200    200   200   404
series:make           GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200   404   404
series:make           POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422   404   404
series:series         GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200   404   404
series:series         POST login code  pledge pledge pledge 404    404    404    404    404    404    200    200   404   404
series:change         GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200   404   404
series:change         POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422   404   404
series:end            GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200   404   404
series:end            POST login code  pledge pledge pledge 404    404    404    404    404    404    go    go   404   404
office_days:take_in   GET  login code  pledge pledge pledge 404    404    404    404    200    404    200    200  404   404
office_days:list      GET  login code  pledge pledge pledge 404    404    404    404    200    404    200    200  404   404
office_days:take_in   POST login code  pledge pledge pledge 404    404    404    404    422    404    422    422  404   404
office_days:list      POST login code  pledge pledge pledge 404    404    404    404    422    404    422    422  404   404
office_days:take_out  GET  login code  pledge pledge pledge 404    404    404    404    go     404    go     go   404   404
office_days:take_out  POST login code  pledge pledge pledge 404    404    404    404    go     404    go     go   404   404
polls:make            GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
polls:make            POST login  code   pledge pledge pledge 404    404    404    404    404    404    422    422    404    404
polls:result          GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
polls:result          POST login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
polls:remind          GET  login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
polls:remind          POST login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
polls:extend          GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
polls:extend          POST login  code   pledge pledge pledge 404    404    404    404    404    404    422    422    404    404
polls:withdraw        GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
polls:withdraw        POST login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
polls:enter           GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
polls:enter           POST login  code   pledge pledge pledge 404    404    404    404    404    404    422    422    404    404
polls:renew           GET  login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
polls:renew           POST login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
polls:choose          GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
polls:choose          POST login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
polls:strike          GET  login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
polls:strike          POST login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
polls:put_back        GET  login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
polls:put_back        POST login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
polls:answer          GET  login  code   pledge pledge pledge 404    404    404    404    404    200    404    404    200    404
polls:link            GET  200    200    200    200    200    200    200    200    200    200    200    200    200    200    200
polls:answer          POST login  code   pledge pledge pledge 404    404    404    404    404    422    404    404    422    404
polls:link            POST 422    422    422    422    422    422    422    422    422    422    422    422    422    422    422
meetings:list         GET  login code  pledge pledge pledge 200    200    200    200    200    200    200    200  200   200
meetings:list         POST login code  pledge pledge pledge 200    200    200    200    200    200    200    200  200   200
meetings:meeting      GET  login code  pledge pledge pledge 404    404    404    404    404    200    200    200  404   404
meetings:meeting      POST login code  pledge pledge pledge 404    404    404    404    404    200    200    200  404   404
meetings:add_item     GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
meetings:add_item     POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422  404   404
meetings:call         GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
meetings:call         POST login code  pledge pledge pledge 404    404    404    404    404    404    go     go  404   404
replies:by_link       GET  200    200    200    200    200    200    200    200    200    200    200    200    200    200    200
replies:by_link       POST 422    422    422    422    422    422    422    422    422    422    422    422    422    422    422
replies:own           GET  login  code   pledge pledge pledge 404    404    404    404    404    200    200    200    404    404
replies:own           POST login  code   pledge pledge pledge 404    404    404    404    404    422    422    422    404    404
replies:everybody     GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
replies:everybody     POST login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
replies:enter         GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
replies:enter         POST login  code   pledge pledge pledge 404    404    404    404    404    404    422    422    404    404
replies:review        GET  login  code   pledge pledge pledge 404    404    404    404    200    404    200    200    404    404
replies:review        POST login  code   pledge pledge pledge 404    404    404    404    200    404    200    200    404    404
replies:decide        GET  login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
replies:decide        POST login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
replies:proposal      GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
replies:proposal      POST login  code   pledge pledge pledge 404    404    404    404    404    404    422     422     404    404
meetings:change       GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
meetings:change       POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422  404   404
meetings:call_off     GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
meetings:call_off     POST login code  pledge pledge pledge 404    404    404    404    404    404    go     go   404   404
meetings:call_again   GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
meetings:call_again   POST login code  pledge pledge pledge 404    404    404    404    404    404    go     go   404   404
meetings:notices      GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
meetings:notices      POST login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
meetings:retry_notice GET  login code  pledge pledge pledge 404    404    404    404    404    404    go     go   404   404
meetings:retry_notice POST login code  pledge pledge pledge 404    404    404    404    404    404    go     go   404   404
letters:papers        GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
letters:papers        POST login  code   pledge pledge pledge 404    404    404    404    404    404    422    422    404    404
letters:date_slips    GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
letters:date_slips    POST login  code   pledge pledge pledge 404    404    404    404    404    404    422    422    404    404
attendance:sheet      GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
attendance:sheet      POST login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
attendance:person     GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
attendance:person     POST login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
proxies:let_in        GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
proxies:let_in        POST login  code   pledge pledge pledge 404    404    404    404    404    404    422    422    404    404
proxies:take_back     GET  login  code   pledge pledge pledge 404    404    404    404    404    404    200    200    404    404
proxies:take_back     POST login  code   pledge pledge pledge 404    404    404    404    404    404    go     go     404    404
feeds:mine            GET  login code  pledge pledge pledge 200    200    200    200    200    200    200    200   200  200
feeds:mine            POST login code  pledge pledge pledge 200    200    200    200    200    200    200    200   200  200
feeds:make            GET  login code  pledge pledge pledge 404    404    200    200    200    200    200    200   200  404
feeds:make            POST login code  pledge pledge pledge 404    404    422    422    422    422    422    422   422  404
feeds:revoke          GET  login code  pledge pledge pledge 404    404    404    404    404    200    404    404   404  404
feeds:revoke          POST login code  pledge pledge pledge 404    404    404    404    404    go     404    404   404  404
feeds:feed            GET  200   200   200    200    200    200    200    200    200    200    200    200    200   200  200
feeds:feed            POST 405   405   405    405    405    405    405    405    405    405    405    405    405   405  405
reminders:mine        GET  login code  pledge pledge pledge 200    200    200    200    200    200    200    200   200  200
reminders:mine        POST login code  pledge pledge pledge go     go     go     go     go     go     go     go    go   go
circle:people         GET  login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404  404
circle:people         POST login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404  404
readers:item          GET  login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404  404
readers:item          POST login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404  404
history:item          GET  login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404  404
history:item          POST login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404  404
history:now           GET  login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404  404
history:now           POST login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404  404
history:stage         GET  login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404  404
history:stage         POST login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404  404
history:restore       GET  login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404  404
history:restore       POST login code  pledge pledge pledge 404    404    404    404    404    go     go     go    404  404
circle:call           GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200   404  404
circle:call           POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422   404  404
circle:withdraw       GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200   404  404
circle:withdraw       POST login code  pledge pledge pledge 404    404    404    404    404    404    go     go    404  404
circle:recuse         GET  login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404  404
circle:recuse         POST login code  pledge pledge pledge 404    404    404    404    404    go     422    422   404  404
circle:lift           GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200   404  404
circle:lift           POST login code  pledge pledge pledge 404    404    404    404    404    404    go     go    404  404
emergency:ask         GET  login code  pledge pledge pledge 200    200    200    200    200    200    200    200   200  200
emergency:ask         POST login code  pledge pledge pledge 422    422    422    422    422    422    422    422   422  422
emergency:answer      GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200   404  404
emergency:answer      POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422   404  404
emergency:refuse      GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200   404  404
emergency:refuse      POST login code  pledge pledge pledge 404    404    404    404    404    404    go     go    404  404
emergency:end         GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200   404  404
emergency:end         POST login code  pledge pledge pledge 404    404    404    404    404    404    go     go    404  404
rooms:enter           GET  login code  pledge pledge pledge 404    404    404    404    404    go     go     go  404   404
rooms:enter           POST login code  pledge pledge pledge 404    404    404    404    404    go     go     go  404   404
rooms:room            GET  login code  pledge pledge pledge 404    404    404    404    404    200    200    200  404   404
rooms:room            POST login code  pledge pledge pledge 404    404    404    404    404    200    200    200  404   404
comments:document     GET  login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404   404
comments:document     POST login code  pledge pledge pledge 404    404    404    404    404    422    422    422   404   404
comments:reply        GET  login code  pledge pledge pledge 405    405    405    405    405    405    405    405   405   405
comments:reply        POST login code  pledge pledge pledge 404    404    404    404    404    422    422    422   404   404
comments:resolve      GET  login code  pledge pledge pledge 405    405    405    405    405    405    405    405   405   405
comments:resolve      POST login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404   404
comments:reopen       GET  login code  pledge pledge pledge 405    405    405    405    405    405    405    405   405   405
comments:reopen       POST login code  pledge pledge pledge 404    404    404    404    404    200    200    200   404   404
comments:withdraw     GET  login code  pledge pledge pledge 405    405    405    405    405    405    405    405   405   405
comments:withdraw     POST login code  pledge pledge pledge 404    404    404    404    404    200    404    404   404   404
rooms:writers         GET  login code  pledge pledge pledge 404    404    404    404    404    200    200    200  404   404
rooms:writers         POST login code  pledge pledge pledge 404    404    404    404    404    200    200    200  404   404
rooms:journal         GET  login code  pledge pledge pledge 404    404    404    404    404    go     go     go   404   404
rooms:journal         POST login code  pledge pledge pledge 404    404    404    404    404    200    200    200  404   404
rooms:admission       GET  login code  pledge pledge pledge 404    404    404    404    404    204    204    204  404   404
rooms:admission       POST login code  pledge pledge pledge 404    404    404    404    404    204    204    204  404   404
signoff:minutes       GET  login code  pledge pledge pledge 404    404    404    404    404    200    200    200  404   404
signoff:minutes       POST login code  pledge pledge pledge 404    404    404    404    404    200    200    200  404   404
signoff:freeze        GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
signoff:freeze        POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422  404   404
signoff:version       GET  login code  pledge pledge pledge 404    404    404    404    404    200    200    200  404   404
signoff:version       POST login code  pledge pledge pledge 404    404    404    404    404    422    422    422  404   404
signoff:ask           GET  login code  pledge pledge pledge 404    404    404    404    404    200    404    404  404   404
signoff:ask           POST login code  pledge pledge pledge 404    404    404    404    404    422    404    404  404   404
signoff:reopen        GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
signoff:reopen        POST login code  pledge pledge pledge 404    404    404    404    404    404    go     go  404   404
export:word           GET  login code  pledge pledge pledge 404    404    404    404    404    200    200    200 404   404
export:word           POST login code  pledge pledge pledge 404    404    404    404    404    422    422    422  404   404
audit:acts            GET  login code  pledge pledge pledge 404    404    404    404    404    404    404    404  404   200
audit:acts            POST login code  pledge pledge pledge 404    404    404    404    404    404    404    404  404   200
audit:export          GET  login code  pledge pledge pledge 404    404    404    404    404    404    404    404  404   200
audit:export          POST login code  pledge pledge pledge 404    404    404    404    404    404    404    404  404   422
bodies:extend         GET  login code  pledge pledge pledge 404    404    404    404    404    404    200   200  404   404
bodies:extend         POST login code  pledge pledge pledge 404    404    404    404    404    404    422   422  404   404
bodies:end            GET  login code  pledge pledge pledge 404    404    404    404    404    404    200   200  404   404
bodies:end            POST login code  pledge pledge pledge 404    404    404    404    404    404    422   422  404   404
bodies:change_role    GET  login code  pledge pledge pledge 404    404    404    404    404    404    200   200  404   404
bodies:change_role    POST login code  pledge pledge pledge 404    404    404    404    404    404    422   422  404   404
bodies:move           GET  login code  pledge pledge pledge 404    404    404    404    404    404    200   200  404   404
bodies:move           POST login code  pledge pledge pledge 404    404    404    404    404    404    422   422  404   404
bodies:mend           GET  login code  pledge pledge pledge 404    404    404    404    404    404    go    go   404   404
bodies:mend           POST login code  pledge pledge pledge 404    404    404    404    404    404    go    go   404   404
bodies:withdraw       GET  login code  pledge pledge pledge 404    404    404    404    404    404    go    go   404   404
bodies:withdraw       POST login code  pledge pledge pledge 404    404    404    404    404    404    go    go   404   404
bodies:suspend        GET  login code  pledge pledge pledge 404    404    404    404    404    404    200   200  404   404
bodies:suspend        POST login code  pledge pledge pledge 404    404    404    404    404    404    422   422  404   404
bodies:restore        GET  login code  pledge pledge pledge 404    404    404    404    404    404    go    go   404   404
bodies:restore        POST login code  pledge pledge pledge 404    404    404    404    404    404    go    go   404   404
bodies:unlock         GET  login code  pledge pledge pledge 404    404    404    404    404    404    go    go   404   404
bodies:unlock         POST login code  pledge pledge pledge 404    404    404    404    404    404    go    go   404   404
bodies:import         GET  login code  pledge pledge pledge 404    404    404    404    404    404    200   200  404   404
bodies:import         POST login code  pledge pledge pledge 404    404    404    404    404    404    422   422  404   404
bodies:import_template GET  login code  pledge pledge pledge 404    404    404    404    404    404    200   200  404   404
bodies:import_template POST login code  pledge pledge pledge 404    404    404    404    404    404    200   200  404   404
bodies:import_look    GET  login code  pledge pledge pledge 404    404    404    404    404    404    404   422  404   404
bodies:import_look    POST login code  pledge pledge pledge 404    404    404    404    404    404    404   422  404   404
bodies:pledges        GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
bodies:pledges        POST login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
bodies:export_pledges GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
bodies:export_pledges POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422  404   404
bodies:pledge_text    GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
bodies:pledge_draft   GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
bodies:pledge_text    POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422  404   404
bodies:pledge_draft   POST login code  pledge pledge pledge 404    404    404    404    404    404    422    422  404   404
bodies:pledge         GET  login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
bodies:pledge         POST login code  pledge pledge pledge 404    404    404    404    404    404    200    200  404   404
"""

# Third parties by the package of their views; all doors of a package are tried with GET and POST.
# Behind the gate Wagtail asks for its own permission and sends strangers to the portal (site).
DESK = """
package                       anonymous password_only member
wagtail.admin                 login     code          site
wagtail.contrib.redirects     login     code          site
wagtail.contrib.search_promotions login     code          site
wagtail.contrib.settings      login     code          site
wagtail.contrib.simple_translation login     code          site
wagtail.documents             login     code          site
wagtail.images                login     code          site
wagtail.locales               login     code          site
wagtail.sites                 login     code          site
wagtail.snippets              login     code          site
wagtail.users                 login     code          404
django.views.generic.base     login     code          site
wagtail.views                 login     code          404
"""

# Doors of those packages that answer everybody who is verified, without a word of a case or a person
OPEN_AT_THE_DESK = {
    ("wagtailadmin_sprite", "GET"): "200",
    ("wagtailadmin_sprite", "POST"): "200",
    ("wagtailadmin_javascript_catalog", "GET"): "200",
    ("wagtailadmin_javascript_catalog", "POST"): "405",
    # an address that does not exist: by desk_login to the portal
    ("editorial/^.*/$", "GET"): "go",
    ("editorial/^.*/$", "POST"): "go",
}
# People, their names, addresses and passwords are the portal's
CLOSED_AT_THE_DESK = ("wagtailadmin_password_reset", "wagtailusers_", "wagtailadmin_account")
# Wagtail's own login forms: shadowed by desk_login and site_login
SHADOWED = {"wagtailadmin_login", "wagtailcore_login"}

SOCKETS = {"ws/documents/<uuid:pk>/"}


def rows() -> dict[tuple[str, str], dict[str, str]]:
    """(door, method) → {role of the cast: answer}."""
    head, *lines = [line.split() for line in OURS.strip().splitlines()]
    assert head == ["door", "by", *COLUMNS]
    table = {(door, method): dict(zip(COLUMNS.values(), answers, strict=True)) for door, method, *answers in lines}
    assert len(table) == len(lines)  # of a doubled row only one would count
    return table


def desk_rows() -> dict[str, dict[str, str]]:
    """Package → {role: answer}."""
    head, *lines = [line.split() for line in DESK.strip().splitlines()]
    return {package: dict(zip(head[1:], answers, strict=True)) for package, *answers in lines}


def at_the_desk(door: str, answer: str, method: str) -> str:
    """The answer of a third party's door whose package has ``answer`` in its row."""
    if door in SHADOWED:
        return "go"
    if answer != "site":
        return answer
    if door.startswith(CLOSED_AT_THE_DESK):
        return "404"
    return OPEN_AT_THE_DESK.get((door, method), answer)
