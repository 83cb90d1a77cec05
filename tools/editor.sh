#!/usr/bin/env bash
# The co-editing editor: build it where its sources changed, or check it.
# Usage: tools/editor.sh build | types | test
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
stamps=build/stamps
out=minutes/static/minutes/editor.js
mkdir -p "$stamps"

# One key for the sources: whoever changes any of them builds anew.
key() { find "$@" -type f | LC_ALL=C sort | xargs git hash-object | git hash-object --stdin; }
settings=$(find minutes/editor -maxdepth 1 -type f)
# shellcheck disable=SC2086
sources=$(key minutes/editor/src $settings)
if [ "$1" = build ] && [ -f "$out" ] && [ "$(cat "$stamps/editor" 2>/dev/null)" = "$sources" ]; then exit 0; fi

. tools/node.sh

cd minutes/editor
packages=$(git hash-object package-lock.json)
if [ ! -d node_modules ] || [ "$(cat "$root/$stamps/node_modules" 2>/dev/null)" != "$packages" ]; then
    echo "Installing the editor's packages (once) …"
    log=$root/build/npm.log
    npm ci --loglevel error --no-audit --no-fund >"$log" 2>&1 || {
        head -12 "$log" >&2
        stop "The editor's packages could not be installed: check that npm reaches its registry, then run make again."
    }
    echo "$packages" > "$root/$stamps/node_modules"
fi
case $1 in
    build)
        echo "Building the editor …"
        npm run --silent build
        [ -f "$root/$out" ] || stop "The build left no $out."
        echo "$sources" > "$root/$stamps/editor"
        ;;
    types) npm run --silent check ;;
    test) npm test --silent ;;
esac
