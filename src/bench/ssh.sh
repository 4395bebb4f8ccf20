#!/usr/bin/env bash
# Prints what SSH costs, as measured on this machine in one run: connecting to many sandbox machines at once, and a command on a connection
# that is already open, beside OpenSSH's own multiplexing to the same machine.
# Usage: src/bench/ssh.sh [MACHINES] [RUNS]      needs an installed cilab (./install.sh)
set -euo pipefail
machines=${1:-30} runs=${2:-7} commands=200
here=$(cd "$(dirname "$0")" && pwd)
cilab=$(command -v cilab) || { echo "bench: install cilab first (./install.sh)" >&2; exit 4; }
launcher=$(readlink -f "$cilab")
java=$(sed -n "s/^exec '\([^']*\)'.*/\1/p" "$launcher")
share=$(sed -n "s/^share='\([^']*\)'.*/\1/p" "$launcher")
work=$(mktemp -d)
export CILAB_STATE="$work/state"
trap '"$cilab" --labs "$work/labs" wide down >/dev/null 2>&1 || true; rm -rf "$work"' EXIT

now() { echo $((${EPOCHREALTIME/./} / 1000)); }
median() {
    local i start
    for ((i = 0; i < runs; i++)); do
        start=$(now)
        "$@" >/dev/null || return 1
        echo $(($(now) - start))
    done | sort -n | sed -n "$(((runs + 1) / 2))p"
}
row() { printf '%-58s %8s   %s\n' "$1" "$2" "$3"; }

mkdir -p "$work/labs/wide"
{
    printf 'cilab: 1\ntopology: wide\nsegments: { lan: 192.168.10.0/24 }\nmachines:\n'
    for ((i = 1; i <= machines; i++)); do
        printf '  n%d: { roles: [worker], interfaces: { eth1: 192.168.10.%d/24 } }\n' "$i" $((i + 10))
    done
    printf 'clusters:\n  wide: { version: v1.33.2, podCidr: 172.20.0.0/16, serviceCidr: 10.96.0.0/16, nodes: [n1] }\n'
} >"$work/labs/wide/topology.yaml"
cat >"$work/labs/wide/lab.yaml" <<'EOF'
cilab: 1
lab: wide
title: Many machines
steps:
- id: there
  title: Every machine answers
  check:
  - { name: it tells its name, command: { on: "${nodes}", run: hostname, exit: 0 }, that: outputs.size() > 0 }
EOF
"$cilab" --labs "$work/labs" wide up >"$work/up.log" 2>&1 || { cat "$work/up.log" >&2; exit 1; }

row "figure" "measured" "promise"
row "cilab exec n1 -- true, a whole process" "$(median "$cilab" --labs "$work/labs" wide exec n1 -- true) ms" "(to compare)"
row "cilab routes of $machines machines, a whole process" "$(median "$cilab" --labs "$work/labs" routes --lab wide) ms" "at most 3000 ms"

config="$("$cilab" --labs "$work/labs" env export wide --only CILAB_SSH_CONFIG)"
control="$work/control"
ssh -F "$config" -M -S "$control" -N -f n1
multiplexed=$(for ((i = 0; i < commands; i++)); do
    start=${EPOCHREALTIME/./}
    ssh -F "$config" -S "$control" n1 true
    echo $((${EPOCHREALTIME/./} - start))
done | sort -n | sed -n "$((commands / 2))p")
ssh -F "$config" -S "$control" -O exit n1 2>/dev/null
open=$("$java" -cp "$share/cilab.jar:$share/lib/*" "$here/SshBench.java" "$config" n1 "$commands")
row "a command over OpenSSH's multiplexed connection" "$((multiplexed / 1000)).$((multiplexed % 1000 / 100)) ms" "(to compare)"
row "a command on cilab's open connection" "$(awk -v us="$open" 'BEGIN { printf "%.1f", us / 1000 }') ms" \
    "$(awk -v a="$open" -v b="$multiplexed" 'BEGIN { printf "%.2f", a / b }')x OpenSSH, at most 2x"
