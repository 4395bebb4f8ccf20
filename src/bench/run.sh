#!/usr/bin/env bash
# Prints the figures that cilab promises, as measured on this machine in one run: whole processes, medians, ratios against an empty program.
# Usage: src/bench/run.sh [RUNS]      needs an installed cilab (./install.sh) and no running bgp lab
set -euo pipefail
runs=${1:-7}
cilab=$(command -v cilab) || { echo "bench: install cilab first (./install.sh)" >&2; exit 4; }
java=$(sed -n "s/^exec '\([^']*\)'.*/\1/p" "$(readlink -f "$cilab")")
work=$(mktemp -d)
export CILAB_STATE="$work/state"
trap '"$cilab" bgp down >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

now() { echo $((${EPOCHREALTIME/./} / 1000)); }
# median wall time of a command in milliseconds
median() {
    local i start
    for ((i = 0; i < runs; i++)); do
        start=$(now)
        "$@" >/dev/null 2>&1 || true
        echo $(($(now) - start))
    done | sort -n | sed -n "$(((runs + 1) / 2))p"
}
once() { local start; start=$(now); "$@" >"$work/once.log" 2>&1 || { cat "$work/once.log" >&2; return 1; }; echo $(($(now) - start)); }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
row() { printf '%-58s %8s   %s\n' "$1" "$2" "$3"; }
# resident memory of the sandbox: proportional set size of every process of its tree, in MB
resident() {
    local daemon=$1 pids='' next=$1
    while [ -n "$next" ]; do
        pids="$pids $next"
        next=$(for pid in $next; do cat /proc/"$pid"/task/*/children 2>/dev/null; done | tr ' ' '\n' | grep . | tr '\n' ' ' || true)
    done
    for pid in $pids; do awk '/^Pss:/ { print $2 }' /proc/"$pid"/smaps_rollup 2>/dev/null; done | awk '{ s += $1 } END { printf "%d", s / 1024 }'
}

mkdir -p "$work/empty"
printf 'public class Empty { public static void main(String[] args) { } }\n' >"$work/empty/Empty.java"
"$(dirname "$java")/javac" -d "$work/empty" "$work/empty/Empty.java"

row "figure" "measured" "promise"
empty=$(median "$java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -cp "$work/empty" Empty)
row "empty Java main" "$empty ms" ""
help=$(median "$cilab" --help)
row "cilab --help" "$help ms" "$(ratio "$help" "$empty")x an empty main, at most 2x"
for leaf in "bgp up" "bgp routes available" "frr summary" "doctor"; do
    # shellcheck disable=SC2086 # the leaf's words
    time=$(median "$cilab" $leaf --help)
    row "cilab $leaf --help" "$time ms" "$(ratio "$time" "$empty")x an empty main, at most 3.5x"
done
peering=$(once "$cilab" bgp run peering)
row "cilab bgp run peering, from nothing to every peering" "$peering ms" "at most 6000 ms"
down=$(once "$cilab" bgp down)
row "cilab bgp down" "$down ms" "at most 1000 ms and the start of the program"
up=$(once "$cilab" bgp up)
row "cilab bgp up, from nothing" "$up ms" "at most 12000 ms"
daemon=$(pgrep -f "dev.cilab.sandbox.Daemon" | while read -r pid; do
    tr '\0' '\n' <"/proc/$pid/environ" 2>/dev/null | grep -qx "CILAB_STATE=$CILAB_STATE" && echo "$pid"
done | head -n 1)
row "sandbox resident, all processes" "$(resident "$daemon") MB" "at most 350 MB"
again=$(median "$cilab" bgp up)
row "cilab bgp up again" "$again ms" "at most 2000 ms, 0 changed"
row "cilab bgp peers" "$(median "$cilab" bgp peers) ms" "at most 1500 ms"
row "kubectl get nodes" "$(median kubectl --kubeconfig "$("$cilab" kubeconfig bgp --path)" get nodes) ms" "(to compare)"
row "cilab bgp down" "$(once "$cilab" bgp down) ms" "at most 1000 ms and the start of the program"
