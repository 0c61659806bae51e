#!/bin/sh
# How much slower the overview page is than a bare file of the same server: 95th percentile under
# 50 readers at once, with the demonstration records, baseline before and after in the same run.
#
#   bench/overview.sh                 starts a server of its own on fresh data, and stops it
#   bench/overview.sh http://localhost:8620   asks a server that runs already on this machine
#
# READERS (50) and REQUESTS (4000, for each measured run) can be set; each run ends after 60 s.
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
readers=${READERS:-50}
requests=${REQUESTS:-4000}
page=${PAGE:-/}
file=${BASELINE:-/site/yanzhen.css}
server=${1-}

unset MAVEN_HOME distributionUrl
. "$home/.mvn/jdk.sh"
(cd "$home" && ./mvnw -q -B -pl bench -am -DskipTests compile)

work=
pid=
stop() {
  if [ -n "$pid" ]; then
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  fi
  [ -z "$work" ] || rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

if [ -z "$server" ]; then
  work=$(mktemp -d)
  "$home/yanzhen" demo --data "$work/data" --port 8720 >"$work/log" 2>&1 &
  pid=$!
  waited=0
  until server=$(sed -n 's/^Yanzhen.*\(http[^ ]*\).*/\1/p' "$work/log" | head -n 1) && [ -n "$server" ]; do
    if ! kill -0 "$pid" 2>/dev/null || [ "$waited" -ge 600 ]; then
      echo "The server did not start:" >&2
      tail -n 20 "$work/log" >&2
      exit 1
    fi
    waited=$((waited + 1))
    sleep 1
  done
  # After a build the first start is followed by a training run; it must not run beside ours.
  waited=0
  while [ -z "$(find "$home/app/target/run" -name "start-*.aot")" ] && [ "$waited" -lt 180 ]; do
    waited=$((waited + 1))
    sleep 1
  done
fi

echo "machine: $(uname -sm), $(getconf _NPROCESSORS_ONLN) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), JDK $("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 's/.*"\(.*\)".*/\1/p'), $(date +%F)"
echo "readers: $readers at once, $requests requests a run; page $page; baseline $file"
echo
"$JAVA_HOME/bin/java" -Xmx256m -cp "$home/bench/target/classes" yanzhen.bench.OverviewBench \
  "$server" "$page" "$file" "$readers" "$requests"
