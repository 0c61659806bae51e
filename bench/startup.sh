#!/bin/sh
# How long from the command to the first page: time from `./yanzhen run` (built, data present) to the
# first answer of status 200, once after a build (no AOT cache) and RUNS times with the cache.
#
#   bench/startup.sh            7 trained starts; RUNS=15 bench/startup.sh takes more
#
# Everything happens in a data folder that is thrown away. Measure on a quiet machine: the load
# average is printed before and after.
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
runs=${RUNS:-7}
port=${PORT:-8730}
work=$(mktemp -d)
pid=
stop() {
  if [ -n "$pid" ]; then
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
    pid=
  fi
}
trap 'stop; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# Starts, asks every 50 ms until the first 200, prints the milliseconds that it took.
start() {
  begun=$(milliseconds)
  "$home/yanzhen" run --data "$work/data" --port "$port" >"$work/log" 2>&1 &
  pid=$!
  until [ "$(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$port/" 2>/dev/null)" = 200 ]; do
    if ! kill -0 "$pid" 2>/dev/null || [ $(($(milliseconds) - begun)) -gt 120000 ]; then
      echo "It did not start:" >&2
      tail -n 20 "$work/log" >&2
      exit 1
    fi
    sleep 0.05
  done
  took=$(($(milliseconds) - begun))
}

"$home/yanzhen" --version >/dev/null # builds when needed
run="$home/app/target/run"
echo "machine: $(uname -sm), $(getconf _NPROCESSORS_ONLN) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), $(date +%F); load before: $(cut -d' ' -f1-3 /proc/loadavg)"

# The plan and its records are there, as on a day of work.
"$home/yanzhen" pack load "$home/packs/shanghai-14fyp" --demo --data "$work/data" >/dev/null
rm -f "$run"/start-*.aot
start
echo "first start after a build: $took ms"

waited=0
while [ -z "$(find "$run" -name 'start-*.aot')" ]; do
  if [ "$waited" -ge 300 ]; then
    echo "No AOT cache after $waited s; see $run/training.log" >&2
    exit 1
  fi
  waited=$((waited + 1))
  sleep 1
done
stop

: >"$work/times"
at=0
while [ "$at" -lt "$runs" ]; do
  start
  echo "$took" >>"$work/times"
  stop
  at=$((at + 1))
done
sort -n "$work/times" | awk -v runs="$runs" '
  { took[NR] = $1 }
  END {
    middle = NR % 2 ? took[(NR + 1) / 2] : (took[NR / 2] + took[NR / 2 + 1]) / 2
    printf "trained starts: %d, minimum %d ms, median %d ms, maximum %d ms\n", NR, took[1], middle, took[NR]
  }'
echo "load after: $(cut -d' ' -f1-3 /proc/loadavg)"
