#!/bin/sh
# Rows per second of an import of 100,000 organisations by CSV and by XLSX, over HTTP into a server of
# its own on fresh data with a heap of 512 MB, beside a bare COPY of the same rows in the same run.
#
#   bench/import.sh
#
# ROWS (100000) can be set. Build first: ./mvnw -DskipTests package
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
rows=${ROWS:-100000}
heap=${HEAP:-512m}
port=${PORT:-8722}

unset MAVEN_HOME distributionUrl
. "$home/.mvn/jdk.sh"
(cd "$home" && ./mvnw -q -B -pl bench -am -DskipTests compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime)

work=$(mktemp -d)
pid=
stop() {
  if [ -n "$pid" ]; then
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  fi
  rm -rf "$work"
}
trap stop EXIT
trap 'exit 130' INT TERM

"$JAVA_HOME/bin/java" -Xmx"$heap" -Xlog:gc:file="$work/gc" --enable-native-access=ALL-UNNAMED \
  --sun-misc-unsafe-memory-access=allow -Dyanzhen.home="$home" \
  -jar "$home"/app/target/yanzhen-app-0.1.0-SNAPSHOT.jar demo --data "$work/data" --port "$port" >"$work/log" 2>&1 &
pid=$!
waited=0
until grep -qs '^Ctrl-C' "$work/log"; do
  if ! kill -0 "$pid" 2>/dev/null || [ "$waited" -ge 300 ]; then
    echo "The server did not start:" >&2
    tail -n 20 "$work/log" >&2
    exit 1
  fi
  waited=$((waited + 1))
  sleep 1
done
server=$(sed -n 's/^Yanzhen.*\(http[^ ]*\).*/\1/p' "$work/log" | head -n 1)
password=$(sed -n 's/.*all with the password \([^ ]*\).*/\1/p' "$work/log" | head -n 1)

echo "machine: $(uname -sm), $(getconf _NPROCESSORS_ONLN) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), JDK $("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 's/.*"\(.*\)".*/\1/p'), heap of the server $heap, $(date +%F), load before: $(cut -d' ' -f1 /proc/loadavg 2>/dev/null)"
echo
"$JAVA_HOME/bin/java" -Xmx256m -cp "$home/bench/target/classes:$(cat "$home/bench/target/classpath")" \
  yanzhen.bench.ImportBench "$server" "city:$password" "$work/data" "$pid" "$rows" 1
echo
echo "peak heap before a collection: $(sed -n 's/.* \([0-9]*\)M->[0-9]*M([0-9]*M).*/\1/p' "$work/gc" | sort -n | tail -n 1) MB of $heap"
