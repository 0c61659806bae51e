#!/bin/sh
# Which organisations of a register a list means, beside looking up codes and names as they are written.
# On sets made up by a seed; precision and recall of what is decided without a person.
#
#   bench/matching.sh [SEED]
#
# Needs 6 GB of memory.
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
seed=${1:-204}

unset MAVEN_HOME distributionUrl
. "$home/.mvn/jdk.sh"
(cd "$home" && ./mvnw -q -B -pl engine,identity,bench -DskipTests -Djacoco.skip=true compile dependency:build-classpath -Dmdep.outputFile=target/classpath -Dmdep.includeScope=runtime)

load() {
  cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown
}

echo "machine: $(uname -sm), $(getconf _NPROCESSORS_ONLN) cores, $(date +%F), seed $seed, load before: $(load)"
echo
echo "| how | known | records | precision | recall | asked | ready s | found s |"
echo "|---|--:|--:|--:|--:|--:|--:|--:|"
for many in 20000 100000 1000000; do
  "$JAVA_HOME/bin/java" -Xmx5g -cp "$home/bench/target/classes:$(cat "$home/bench/target/classpath")" yanzhen.bench.MatchingBench "$many" "$many" "$seed"
done
echo
echo "load after: $(load)"
