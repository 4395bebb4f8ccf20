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
trap 'for lab in few wide; do "$cilab" --labs "$work/labs" "$lab" down >/dev/null 2>&1 || true; done; rm -rf "$work"' EXIT

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

# lab NAME MACHINES: so many machines in a sandbox of their own
lab() {
    mkdir -p "$work/labs/$1"
    {
        printf 'cilab: 1\ntopology: %s\nsegments: { lan: 192.168.10.0/24 }\nmachines:\n' "$1"
        for ((i = 1; i <= $2; i++)); do
            printf '  n%d: { roles: [worker], interfaces: { eth1: 192.168.10.%d/24 } }\n' "$i" $((i + 10))
        done
        printf 'clusters:\n  %s: { version: v1.33.2, podCidr: 172.20.0.0/16, serviceCidr: 10.96.0.0/16, nodes: [n1] }\n' "$1"
    } >"$work/labs/$1/topology.yaml"
    cat >"$work/labs/$1/lab.yaml" <<EOF
cilab: 1
lab: $1
title: Many machines
steps:
- id: there
  title: Every machine answers
  check:
  - { name: it tells its name, command: { on: "\${nodes}", run: hostname, exit: 0 }, that: outputs.size() > 0 }
EOF
    "$cilab" --labs "$work/labs" "$1" up >"$work/up.log" 2>&1 || { cat "$work/up.log" >&2; exit 1; }
}
lab few 3
lab wide "$machines"

row "figure" "measured" "promise"
row "cilab exec n1 -- true, a whole process" "$(median "$cilab" --labs "$work/labs" wide exec n1 -- true) ms" "(to compare)"
few=$(median "$cilab" --labs "$work/labs" routes --lab few)
wide=$(median "$cilab" --labs "$work/labs" routes --lab wide)
row "cilab routes of 3 machines, a whole process" "$few ms" "(to compare)"
row "cilab routes of $machines machines, a whole process" "$wide ms" "at most 3000 ms; $(awk -v a="$wide" -v b="$few" 'BEGIN { printf "%.2f", a / b }')x of 3 machines, at most 2x"

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
