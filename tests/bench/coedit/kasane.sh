#!/usr/bin/env bash
# The product as a peer of the co-editing harness: `kasane.sh prepare` makes documents and logins, `kasane.sh serve`
# runs one server process as docs/deploy.md starts it. Gate, rights, sealing and record are on; only how fast one
# connection may speak is raised, by its settings, since the harness types faster than people do.
set -euo pipefail
cd "$(dirname "$0")/../../.."
unset REDIS_URL
export KASANE_BASE_URL=http://127.0.0.1:9201 ALLOWED_HOSTS=127.0.0.1 LOG_LEVEL=ERROR
export SECRET_KEY=only-for-measuring-0123456789abcdef0123456789abcdef0123456789abcdef
case $1 in
prepare)
  KASANE_MODE=demo exec .venv/bin/python -m tests.bench.coedit.prepare ;;
serve)
  export KASANE_MODE=production ROOM_MESSAGES_PER_SECOND=1000000 ROOM_BYTES_PER_SECOND=1000000000
  exec .venv/bin/uvicorn portal.asgi:application --host 127.0.0.1 --port 9201 --workers 1 --log-level error \
    --ws minutes.rooms.wire:Wire --ws-per-message-deflate false --timeout-graceful-shutdown 10 --ws-max-size 4194368 --no-access-log --no-proxy-headers ;;
esac
