#!/bin/sh
# Assignments of experts, beside going down the scores, and portfolios, beside plain top-down, in the
# same run; what each reached, what nothing exceeds, and the seconds.
#
#   bench/selection.sh [small|large|portfolio|all]
#
# SECONDS_SMALL (10), SECONDS_LARGE (280) and SECONDS_PORTFOLIO (60) bound each search, SEED (1) makes the
# tasks. Needs 6 GB of memory.
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
what=${1:-all}
seed=${SEED:-1}

unset MAVEN_HOME distributionUrl
. "$home/.mvn/jdk.sh"
(cd "$home" && ./mvnw -q -B -pl engine,identity,selection,bench -DskipTests -Djacoco.skip=true compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime)

java() {
  "$JAVA_HOME/bin/java" -Xmx5g --enable-native-access=ALL-UNNAMED -cp "$home/bench/target/classes:$(cat "$home/bench/target/classpath")" "$@"
}

load() {
  cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown
}

echo "machine: $(uname -sm), $(getconf _NPROCESSORS_ONLN) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), $(date +%F), seed $seed, load before: $(load)"
echo
if [ "$what" != portfolio ]; then
  echo "| task | variant | value | proof | seconds |"
  echo "|---|---|--:|---|--:|"
fi
if [ "$what" = small ] || [ "$what" = all ]; then
  java yanzhen.bench.AssignmentBench 500 800 "${SECONDS_SMALL:-10}" "$seed" topics even wishes
fi
if [ "$what" = large ] || [ "$what" = all ]; then
  java yanzhen.bench.AssignmentBench 5000 5000 "${SECONDS_LARGE:-280}" "$seed" ${KINDS:-topics even wishes}
fi
if [ "$what" = portfolio ] || [ "$what" = all ]; then
  echo
  echo "| items | top-down | seconds | best | proof | seconds |"
  echo "|---|--:|--:|--:|---|--:|"
  java yanzhen.bench.PortfolioBench 1000 "${SECONDS_PORTFOLIO:-60}" "$seed" $((seed + 1)) $((seed + 2))
fi
echo
echo "load after: $(load)"
