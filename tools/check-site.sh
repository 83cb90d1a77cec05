#!/usr/bin/env bash
# Checks a running public site: tools/check-site.sh [URL] (default: the demo on this machine). Installs the checkers once.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/node.sh
mkdir -p build/stamps
exec 9>build/stamps/site.lock
flock 9
packages=$(git hash-object tools/site/package-lock.json)
if [ ! -d tools/site/node_modules ] || [ "$(cat build/stamps/site 2>/dev/null)" != "$packages" ]; then
    (cd tools/site && npm ci --loglevel error --no-audit --no-fund >&2) ||
        stop "The site's checkers could not be installed: check that npm reaches its registry, then run it again."
    echo "$packages" >build/stamps/site
fi
flock -u 9
[ "${1:-}" = --install ] || exec .venv/bin/python -m tools.site "${@:-http://127.0.0.1:8000}"
