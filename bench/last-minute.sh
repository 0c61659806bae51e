#!/bin/sh
# What bidders meet who all hand in during the last minute before a deadline, a tenth of them in its last second and some
# too late: how long it takes, and that nobody is lost or late by our fault. The baseline of the same run is the same crowd
# that only reads. Into a database of its own that goes away again.
#
#   bench/last-minute.sh
#
# BIDDERS (500) and HEAP (1g) can be set.
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
bidders=${BIDDERS:-500}
heap=${HEAP:-1g}

unset MAVEN_HOME distributionUrl
. "$home/.mvn/jdk.sh"

load() {
  cut -d' ' -f1 /proc/loadavg 2>/dev/null || echo unknown
}

echo "machine: $(uname -sm), $(getconf _NPROCESSORS_ONLN) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), JDK $("$JAVA_HOME/bin/java" -version 2>&1 | sed -n 's/.*"\(.*\)".*/\1/p'), heap $heap, $(date +%F), load before: $(load)"
echo
(cd "$home" && ./mvnw -q -B -pl app -am test -Dtest=LastMinuteBench -Dtests.excluded=none -Dtests.forks=1 -Dsurefire.failIfNoSpecifiedTests=false \
  -Djacoco.skip=true -Dtests.machine="-XX:TieredStopAtLevel=4 -Xmx$heap -Dbench.bidders=$bidders") | grep --line-buffered -E '^(\||[0-9]+ sent|$|\[ERROR\])'
echo "load after: $(load)"
