#!/bin/sh
# Milliseconds for each failing firm, beside the plain recursion in the same run; one shock explained;
# one change laid over a cascade and built anew; ten million links from a file and from a table. Every
# value of the plain recursion is compared.
#
#   bench/engine.sh [risk|one|change|load|all]
#
# THREADS (2) can be set. Needs 3 GB of memory and, for load, 500 MB of disk.
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
threads=${THREADS:-2}
what=${1:-all}

unset MAVEN_HOME distributionUrl
. "$home/.mvn/jdk.sh"
(cd "$home" && ./mvnw -q -B -pl engine,bench -DskipTests -Djacoco.skip=true compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime)

java() {
  "$JAVA_HOME/bin/java" --add-modules jdk.incubator.vector -cp "$home/bench/target/classes:$(cat "$home/bench/target/classpath")" "$@"
}

load() {
  cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown
}

echo "machine: $(uname -sm), $(getconf _NPROCESSORS_ONLN) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), JDK $("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 's/.*"\(.*\)".*/\1/p'), $(date +%F), load before: $(load)"
echo

if [ "$what" = risk ] || [ "$what" = all ]; then
  echo "| firms | links | failing | steps, mean | plain ms | prepared ms | engine ms | engine CPU ms | times faster |"
  echo "|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
  java -Xmx1g yanzhen.bench.RiskBench 5000 35000 200 5000 200 "$threads" 5 2>/dev/null
  java -Xmx1g yanzhen.bench.RiskBench 20000 140000 400 20000 60 "$threads" 5 2>/dev/null
  java -Xmx1g yanzhen.bench.RiskBench 100000 700000 600 4000 16 "$threads" 5 2>/dev/null
  java -Xmx1g yanzhen.bench.RiskBench 100000 700000 600 100000 16 "$threads" 1 2>/dev/null
fi
if [ "$what" = one ] || [ "$what" = all ]; then
  java -Xmx2g org.openjdk.jmh.Main EngineBench.oneShock 2>/dev/null | sed -n '/^Benchmark/,$p'
fi
if [ "$what" = change ] || [ "$what" = all ]; then
  java -Xmx2g org.openjdk.jmh.Main EngineBench.oneChange 2>/dev/null | sed -n '/^Benchmark/,$p'
fi
if [ "$what" = load ] || [ "$what" = all ]; then
  java -Xmx3g org.openjdk.jmh.Main EngineBench.tenMillion 2>/dev/null | sed -n '/^Benchmark/,$p'
fi
echo
echo "load after: $(load)"
