#!/bin/sh
# Seconds until made-up firms are held to every scheme of the pack, all at once on all cores and, as the baseline
# of the same run, one by one; into a database of its own that goes away again. Pages over what is kept besides.
#
#   bench/formation.sh
#
# FIRMS (100000) can be set, and HEAP (2g).
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
firms=${FIRMS:-100000}
heap=${HEAP:-2g}

unset MAVEN_HOME distributionUrl
. "$home/.mvn/jdk.sh"

load() {
  cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown
}

echo "machine: $(uname -sm), $(getconf _NPROCESSORS_ONLN) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), JDK $("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 's/.*"\(.*\)".*/\1/p'), heap $heap, $(date +%F), load before: $(load)"
echo
(cd "$home" && ./mvnw -q -B -pl app -am test -Dtest=FormationBench -Dtests.excluded=none -Dtests.forks=1 -Dsurefire.failIfNoSpecifiedTests=false \
  -Djacoco.skip=true -Dtests.machine="-XX:TieredStopAtLevel=4 -Xmx$heap -Dbench.firms=$firms") | grep --line-buffered -E '^(\||[0-9]+ numbers|One by one|Heap|$|\[ERROR\])'
echo "load after: $(load)"
