#!/usr/bin/env bash
# All tests: the editor's, then pytest on SQLite, then what touches storage again on PostgreSQL and Redis.
set -euo pipefail
cd "$(dirname "$0")/.."

# --- what the tests need from the system ----------------------------------------------------------
missing=()
have() { command -v "$1" >/dev/null 2>&1; }
have chromium || have chromium-browser || have google-chrome || missing+=(chromium)
have fc-list && fc-list :lang=ja family | grep -q . || missing+=(fonts-noto-cjk)
have soffice || missing+=(libreoffice-writer-nogui)
have dovecot || [ -x /usr/sbin/dovecot ] || missing+=(dovecot-imapd)
{ ldconfig -p 2>/dev/null || /sbin/ldconfig -p; } | grep -q libical.so || missing+=(gir1.2-ical-3.0) # one name in all releases
have pdftotext || missing+=(poppler-utils)
have xgettext || missing+=(gettext)
if [ ${#missing[@]} -gt 0 ]; then
    if [ "$(id -u)" = 0 ] && have apt-get; then
        echo "Installing ${missing[*]} …"
        apt-get update -qq
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends fontconfig "${missing[@]}" >/dev/null
    else
        echo "The tests need: ${missing[*]}. Install them (Debian and Ubuntu, as root:" \
            "apt-get install fontconfig ${missing[*]}) and run make test again." >&2
        exit 2
    fi
fi

# --- the editor -----------------------------------------------------------------------------------
tools/editor.sh types
tools/editor.sh test

# --- the calendar programs in JavaScript that read our invitations --------------------------------
tools/readers.sh >/dev/null

# --- everything, on SQLite and the in-memory layer ------------------------------------------------
pytest=(.venv/bin/python -m pytest --numprocesses auto --dist worksteal)
env -u DATABASE_URL -u REDIS_URL "${pytest[@]}" ${PYTEST_ARGS:-}

# --- storage and sockets again, on PostgreSQL and Redis -------------------------------------------
# A database name of this run's own: two checkouts may test at the same time.
: "${DATABASE_URL:=postgres://postgres@127.0.0.1:5432/kasane_$$}"
: "${REDIS_URL:=redis://127.0.0.1:6379/0}"
export DATABASE_URL REDIS_URL
if away=$(.venv/bin/python tools/storage.py); then
    "${pytest[@]}" -m storage ${PYTEST_ARGS:-}
elif [ "${CI:-}" = true ]; then
    echo "$away On CI this is a failure: start it, or set DATABASE_URL and REDIS_URL." >&2
    exit 1
else
    echo
    echo "NOTICE: $away"
    echo "NOTICE: the storage tests did NOT run on PostgreSQL and Redis; everything else did, on SQLite."
fi
