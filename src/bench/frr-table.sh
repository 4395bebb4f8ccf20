#!/usr/bin/env bash
# How long cilab takes to read FRR's whole BGP table, beside vtysh that only prints it: a real bgpd in a network namespace of its own.
# Usage: src/bench/frr-table.sh [PREFIXES] [RUNS]      as root, with FRR installed, the tests compiled (mvn test-compile), and java or
# JAVA_HOME a JDK 21 or later
set -euo pipefail
prefixes=${1:-100000}
runs=${2:-5}
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
chmod 755 "$work"
bgpd=
trap '[ -z "$bgpd" ] || kill "$bgpd" 2>/dev/null || true; rm -rf "$work"' EXIT

{
    printf 'router bgp 65000\n bgp router-id 10.0.0.1\n no bgp network import-check\n no bgp ebgp-requires-policy\n address-family ipv4 unicast\n'
    awk -v n="$prefixes" 'BEGIN { for (i = 0; i < n; i++) printf "  network %d.%d.%d.0/24\n", 20 + int(i / 65536), int(i / 256) % 256, i % 256 }'
    printf ' exit-address-family\n'
} >"$work/bgpd.conf"
unshare --net /usr/lib/frr/bgpd -S -u root -g root -f "$work/bgpd.conf" -i "$work/bgpd.pid" -z "$work/zserv" \
    --vty_socket "$work" -p 0 -P 0 >"$work/log" 2>&1 &
bgpd=$!
vtysh=(vtysh --vty_socket "$work" -d bgpd)
count() { "${vtysh[@]}" -c 'show ip bgp json' 2>/dev/null | grep -c '"nexthops"' || true; }
until [ "$(count)" -ge "$prefixes" ]; do kill -0 "$bgpd" 2>/dev/null || { cat "$work/log" >&2; exit 1; }; sleep 1; done

now() { echo $((${EPOCHREALTIME/./} / 1000)); }
plain=$(for ((i = 0; i < runs; i++)); do
    start=$(now)
    "${vtysh[@]}" -c 'show ip bgp json' >/dev/null
    echo $(($(now) - start))
done | sort -n | sed -n "$(((runs + 1) / 2))p")
classpath=$root/target/test-classes:$root/target/classes:${CLASSPATH:-$(mvn -q -o -f "$root/pom.xml" dependency:build-classpath -Dmdep.outputFile=/dev/stdout)}
read -r read heap paths < <("${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx128m -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$classpath" \
    dev.cilab.probe.bgp.FrrTableBench "$runs" "${vtysh[@]}")
echo "vtysh -c 'show ip bgp json' >/dev/null   $plain ms"
echo "cilab reads $paths paths                  $read ms, $(awk -v a="$read" -v b="$plain" 'BEGIN { printf "%.2f", a / b }')x of it, at most 1.5x; $heap MB of heap kept, 128 MB allowed"
