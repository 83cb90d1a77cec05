#!/usr/bin/env bash
# Make .venv and install exactly what a lock file names, unless that was done before.
# Usage: tools/venv.sh requirements.lock | requirements-dev.lock (which holds all of the former)
set -euo pipefail
cd "$(dirname "$0")/.."
lock=$1
stamp=.venv/.installed
key() { git hash-object "$1"; }
stop() { echo "$*" >&2; exit 2; }

grep -qsx "$(key "$lock")" "$stamp" && .venv/bin/python -c '' 2>/dev/null && exit 0

fits() { "$1" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }
if ! fits .venv/bin/python; then
    for python in ${PYTHON:-} python3.11 python3.12 python3.13 python3 none; do
        if fits "$python"; then break; fi
    done
    [ "$python" != none ] || stop "Kasane needs Python 3.11 or newer with venv: install it" \
        "(Debian and Ubuntu: apt-get install python3 python3-venv) and run make again."
    free=$(df -Pk . | awk 'NR == 2 {print int($4 / 1024)}')
    [ "$free" -ge 1500 ] || stop "Kasane needs 1.5 GB of free disk here and finds $free MB: make room and run make again."
    echo "Making .venv with $("$python" --version) …"
    "$python" -m venv --clear .venv
fi
echo "Installing $lock (once; a minute or two) …"
rm -f "$stamp"
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" ||
    stop "The packages of $lock could not be installed: check that pip reaches its package index, then run make again."
key "$lock" > "$stamp"
if [ "$lock" = requirements-dev.lock ]; then key requirements.lock >> "$stamp"; fi
