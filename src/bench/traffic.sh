#!/usr/bin/env bash
# Prints what measuring traffic costs on this machine: the distribution of 100 requests by cilab and by the tutorial's loop, on the same
# sandbox in one run, and new connections a second.
# Usage: src/bench/traffic.sh [RUNS]      needs an installed cilab (./install.sh), kubectl, jq, and a running bgp lab with its service
#        (cilab bgp run lb-advertise)
set -euo pipefail
runs=${1:-5}
cilab=$(command -v cilab) || { echo "bench: install cilab first (./install.sh)" >&2; exit 4; }
export KUBECONFIG
KUBECONFIG=$("$cilab" kubeconfig bgp --path)
url=http://webpod
address=http://$(kubectl get service webpod -o jsonpath='{.status.loadBalancer.ingress[0].ip}')

now() { echo $((${EPOCHREALTIME/./} / 1000)); }
middle() { sort -n | sed -n "$(((runs + 1) / 2))p"; }
row() { printf '%-72s %10s   %s\n' "$1" "$2" "$3"; }
loop() {
    for _ in {1..100}; do kubectl exec curl-pod -- curl -s "$url" | grep Hostname; done | sort | uniq -c | sort -nr
}
timed() { local start; start=$(now); "$@" >/dev/null; echo $(($(now) - start)); }
times() { for ((i = 0; i < runs; i++)); do timed "$@"; done | middle; }
# how long the far side takes for the requests themselves, in milliseconds
requests() { for ((i = 0; i < runs; i++)); do "$cilab" load "$@" -o json | jq '.seconds * 1000'; done | middle; }

row "figure" "measured" "promise"
tutorial=$(timed loop)
row "the tutorial's loop: 100 times kubectl exec curl-pod -- curl" "$tutorial ms" ""
whole=$(times "$cilab" load "$url" --from pod/curl-pod -n 100)
row "cilab load --from pod/curl-pod -n 100, the whole command" "$whole ms" "$((tutorial / whole))x faster"
far=$(requests "$url" --from pod/curl-pod -n 100)
row "  of it the requests themselves" "${far%.*} ms" "$(awk -v a="$tutorial" -v b="$far" 'BEGIN { printf "%d", a / b }')x faster, at least 50x"
row "cilab load --from router -n 100, the requests themselves" "$(requests "$address" -n 100) ms" "well under 1000 ms"
rate=$("$cilab" load "$address" -n 5000 -o json | jq .perSecond)
row "new connections a second, 5000 requests from the router" "$rate" "at least 1000"
