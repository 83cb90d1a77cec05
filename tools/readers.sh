#!/usr/bin/env bash
# The calendar programs in JavaScript that read our invitations in the tests: install them once; says which node runs them.
set -euo pipefail
cd "$(dirname "$0")/.."
. tools/node.sh
mkdir -p build/stamps
exec 9>build/stamps/readers.lock
flock 9 # several test workers ask at once
cd tests/meetings/readers/js
packages=$(git hash-object package-lock.json)
if [ ! -d node_modules ] || [ "$(cat ../../../../build/stamps/readers 2>/dev/null)" != "$packages" ]; then
    npm ci --loglevel error --no-audit --no-fund >&2 ||
        stop "The calendar readers could not be installed: check that npm reaches its registry, then run the tests again."
    echo "$packages" >../../../../build/stamps/readers
fi
command -v node
