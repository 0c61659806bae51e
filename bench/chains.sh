#!/bin/sh
# Milliseconds that pages, diagnoses and repeated runs of large made-up chains take, beside those of the pack's own
# chain in the same run; into a database of its own that goes away again.
#
#   bench/chains.sh
#
# The products of listed companies besides, where their tables lie beside the project.
#
# CHAINS (50), NODES (300) and HEAP (2g) can be set.
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
chains=${CHAINS:-50}
nodes=${NODES:-300}
heap=${HEAP:-2g}

unset MAVEN_HOME distributionUrl
. "$home/.mvn/jdk.sh"

load() {
  cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown
}

echo "machine: $(uname -sm), $(getconf _NPROCESSORS_ONLN) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), JDK $("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 's/.*"\(.*\)".*/\1/p'), heap $heap, $(date +%F), load before: $(load)"
echo
# Each in a database of its own: pages over chains are not to be weighed down by the products.
for bench in ChainsBench ListedCompaniesBench; do
  (cd "$home" && ./mvnw -q -B -pl app -am test -Dtest=$bench -Dtests.excluded=none -Dtests.forks=1 -Dsurefire.failIfNoSpecifiedTests=false \
    -Djacoco.skip=true -Dtests.machine="-XX:TieredStopAtLevel=4 -Xmx$heap -Dbench.chains=$chains -Dbench.nodes=$nodes") | grep --line-buffered -E '^(\||[0-9]+ (chains|products)|load after|$|\[ERROR\])'
done
