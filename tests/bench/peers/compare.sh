#!/usr/bin/env bash
# tests/bench/peers/compare.sh [ROWS] — Millrace (V1, V2) and DuckDB on the same query, one after the other on this machine.
# DuckDB comes from its npm package into the cache folder; it is no dependency of the project.
set -euo pipefail
root=$(cd "$(dirname "$0")/../../.." && pwd)
rows=${1:-10000000}
export MILLRACE_PEERS=${XDG_CACHE_HOME:-$HOME/.cache}/millrace/peers
if [ ! -d "$MILLRACE_PEERS/node_modules/@duckdb/node-api" ]; then
  mkdir -p "$MILLRACE_PEERS"
  (cd "$MILLRACE_PEERS" && npm init -y >/dev/null && npm install --no-fund --no-audit @duckdb/node-api@1.5 >/dev/null)
fi
cmake --preset release -S "$root" >/dev/null
cmake --build --preset release --target group_by_bench >/dev/null
"$root/build/release/group_by_bench" "$rows"
node "$root/tests/bench/peers/duckdb.mjs" "$rows"
