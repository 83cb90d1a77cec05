#!/usr/bin/env bash
# run.sh DIR [SCENARIOS] [PEERS] [REPEAT]: the product beside others in the harness that lies in DIR (`npm install` done there
# and in DIR/peers). Prints medians; CPU figures and ratios to raw-uvicorn say more than the clock on a shared machine.
set -euo pipefail
harness=$(cd "$1" && pwd)
export KASANE PY TRACE BENCH_TMP
KASANE=$(cd "$(dirname "$0")/../../.." && pwd)
PY=$KASANE/.venv/bin/python
TRACE=${TRACE:-$harness/data/automerge-paper.json.gz}
BENCH_TMP=${BENCH_TMP:-$KASANE/build/bench/runs}
scenarios=${2:-room,rooms,fanout100,keystrokes,trace,storm,stall,burst,idle,faults}
out=${OUT:-$KASANE/build/bench/results-$(date +%Y%m%d-%H%M%S).jsonl}
mkdir -p "$(dirname "$out")"
node "$harness/run.js" --peers "$KASANE/tests/bench/coedit/peers.json" --peer "${3:-raw-uvicorn,hocuspocus-sqlite,kasane}" \
  --scenario "$scenarios" --repeat "${4:-3}" --out "$out" >/dev/null
node "$harness/report.js" "$out"
