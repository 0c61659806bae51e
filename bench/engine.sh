#!/bin/sh
# Milliseconds for each failing firm, beside the plain recursion in the same run; one shock explained;
# one change laid over a cascade and built anew; ten million links from files and from a table; the
# command diagnose, as a whole process. Every value of the plain recursion is compared.
#
#   bench/engine.sh [risk|one|change|load|diagnose|all]
#
# THREADS (2) can be set, and for diagnose RUNS (5). Needs 3 GB of memory and, for load, 700 MB of disk.
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
threads=${THREADS:-2}
what=${1:-all}
runs=${RUNS:-5}

unset MAVEN_HOME distributionUrl
. "$home/.mvn/jdk.sh"
(cd "$home" && ./mvnw -q -B -pl engine,bench -DskipTests -Djacoco.skip=true compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime)

java() {
  "$JAVA_HOME/bin/java" --add-modules jdk.incubator.vector -cp "$home/bench/target/classes:$(cat "$home/bench/target/classpath")" "$@"
}

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# Least and median milliseconds of RUNS runs of the command given.
timed() {
  at=0
  while [ "$at" -lt "$runs" ]; do
    begun=$(milliseconds)
    "$@" >/dev/null 2>&1
    echo $(($(milliseconds) - begun))
    at=$((at + 1))
  done | sort -n | awk '{ t[NR] = $1 } END { printf "%d | %d", t[1], NR % 2 ? t[(NR + 1) / 2] : (t[NR / 2] + t[NR / 2 + 1]) / 2 }'
}

# Firms, links, sectors: every firm of a made-up folder, and one firm of it, which is what starting and reading take.
diagnosed() {
  links=$(java yanzhen.bench.EconomyFolder "$work/$1" "$1" "$2" "$3" 2>/dev/null)
  one=$(timed "$home/yanzhen" diagnose "$work/$1" --threads "$threads" --firms 1 --out "$work/one.tsv")
  all=$(timed "$home/yanzhen" diagnose "$work/$1" --threads "$threads" --out "$work/all.tsv")
  echo "| $1 | $links | $one | $all |"
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
  java -Xmx2g org.openjdk.jmh.Main 'EngineBench.(oneChange|newSuppliers)' 2>/dev/null | sed -n '/^Benchmark/,$p'
fi
if [ "$what" = load ] || [ "$what" = all ]; then
  java -Xmx3g org.openjdk.jmh.Main EngineBench.tenMillion 2>/dev/null | sed -n '/^Benchmark/,$p'
fi
if [ "$what" = diagnose ] || [ "$what" = all ]; then
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  "$home/yanzhen" --version >/dev/null # builds when needed
  echo "| firms | links | one firm: ms, least | median | every firm: ms, least | median |"
  echo "|--:|--:|--:|--:|--:|--:|"
  diagnosed 5000 35000 200
  diagnosed 20000 140000 400
fi
echo
echo "load after: $(load)"
