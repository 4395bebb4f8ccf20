#!/usr/bin/env bash
# Prints what a mesh costs, as measured on this machine in one run: the tutorial's two clusters, and two against four clusters of three nodes.
# Usage: src/bench/mesh.sh      needs an installed cilab (./install.sh)
set -euo pipefail
cilab=$(command -v cilab) || { echo "bench: install cilab first (./install.sh)" >&2; exit 4; }
work=$(mktemp -d)
export CILAB_STATE="$work/state"
trap 'for lab in mesh mesh2 mesh4; do "$cilab" --labs "$work/labs" "$lab" down >/dev/null 2>&1 || true; done; rm -rf "$work"' EXIT

now() { echo $((${EPOCHREALTIME/./} / 1000)); }
once() { local start; start=$(now); "$@" >"$work/once.log" 2>&1 || { cat "$work/once.log" >&2; return 1; }; echo $(($(now) - start)); }
row() { printf '%-58s %8s   %s\n' "$1" "$2" "$3"; }

# lab NAME CLUSTERS: clusters c1, c2, … of three nodes each, and the steps that connect them
lab() {
    local folder="$work/labs/$1" name all='' i n
    mkdir -p "$folder/values"
    for ((i = 1; i <= $2; i++)); do all="$all${all:+, }c$i"; done
    {
        printf 'cilab: 1\ntopology: %s\nsegments: { lan: 172.18.0.0/16 }\nmachines:\n' "$1"
        for ((i = 1; i <= $2; i++)); do
            for n in 0 1 2; do
                printf '  c%d-n%d: { roles: [%s], interfaces: { eth0: 172.18.0.%d/16 } }\n' \
                    "$i" "$n" "$([ $n = 0 ] && echo control-plane || echo worker)" $((i * 10 + n))
            done
        done
        printf 'clusters:\n'
        for ((i = 1; i <= $2; i++)); do
            printf '  c%d: { version: v1.33.2, podCidr: 10.%d.0.0/16, serviceCidr: 10.%d.0.0/16, nodes: [c%d-n0, c%d-n1, c%d-n2] }\n' \
                "$i" "$i" $((100 + i)) "$i" "$i" "$i"
        done
    } >"$folder/topology.yaml"
    {
        printf 'cilab: 1\nlab: %s\ntitle: A mesh\nvars: { from: c1, to: [%s], mesh: ["${from}", "${to}"] }\ncore: cilium\nsteps:\n' "$1" "${all#c1, }"
        printf -- '- id: cilium\n  title: Cilium in each cluster\n  do:\n'
        for ((i = 1; i <= $2; i++)); do
            printf '  - helm: { cluster: c%d, release: cilium, namespace: kube-system, chart: cilium, version: "1.17.6", values: [values/c%d.yaml], reuse: true }\n' "$i" "$i"
            printf 'k8sServiceHost: "${c%d-n0.address}"\nk8sServicePort: 6443\ncluster: { name: c%d, id: %d }\nipam: { mode: kubernetes }\nkubeProxyReplacement: true\n' "$i" "$i" "$i" >"$folder/values/c$i.yaml"
            printf 'routingMode: native\nautoDirectNodeRoutes: true\nipv4NativeRoutingCIDR: 10.0.0.0/8\noperator: { replicas: 1 }\n' >>"$folder/values/c$i.yaml"
        done
        cat <<'EOF'
  check:
  - { name: every agent is healthy, cilium-status: { cluster: "${mesh}", ready: true, health: ok }, that: agents.size() > 0, eventually: 60s }
- id: ca
  title: One certificate authority
  needs: [cilium]
  do:
  - secret-copy: { clusters: "${mesh}", namespace: kube-system, secret: cilium-ca, signed: [hubble-server-certs, clustermesh-apiserver-server-cert, clustermesh-apiserver-admin-cert, clustermesh-apiserver-remote-cert, clustermesh-apiserver-local-cert] }
- id: enable
  title: An API server for the others
  needs: [ca]
  do:
  - mesh-enable: { clusters: "${mesh}", nodePort: 32379, kvstoremesh: false }
  check:
  - { name: it is ready, deployment: { cluster: "${mesh}", namespace: kube-system, names: [clustermesh-apiserver], expect: [clustermesh-apiserver], ready: 1 }, eventually: 60s }
- id: connect
  title: Each knows each of the others
  needs: [enable]
  do:
  - mesh-connect: { clusters: "${mesh}" }
  check:
  - name: every agent of every cluster is connected to every other cluster
    mesh: { cluster: "${mesh}", ready: true, connected: true }
    that: mesh.all(m, sides.exists(s, s.cluster == m && s.agents.size() > 0 && s.unconnected.size() == 0 && s.expected.size() == mesh.size() - 1))
    eventually: 60s
commands:
  connect: { title: Connect clusters, args: { from: cluster, to: clusters }, examples: ["c1 c2"], runs: [ca, enable, connect] }
EOF
    } >"$folder/lab.yaml"
}

row "figure" "measured" "promise"
up=$(once "$cilab" mesh up)
connect=$(once "$cilab" mesh connect west east)
row "cilab mesh up, and connect west east, from nothing" "$((up + connect)) ms" "at most 20000 ms"
row "cilab mesh status" "$(once "$cilab" mesh status) ms" "at most 1000 ms"
row "cilab mesh connect west east, again" "$(once "$cilab" mesh connect west east) ms" "(to compare)"
once "$cilab" mesh down >/dev/null
lab mesh2 2
lab mesh4 4
once "$cilab" --labs "$work/labs" mesh2 up >/dev/null
two=$(once "$cilab" --labs "$work/labs" mesh2 connect c1 c2)
once "$cilab" --labs "$work/labs" mesh2 down >/dev/null
once "$cilab" --labs "$work/labs" mesh4 up >/dev/null
four=$(once "$cilab" --labs "$work/labs" mesh4 connect c1 c2 c3 c4)
row "connecting 2 clusters of 3 nodes" "$two ms" "(to compare)"
row "connecting 4 clusters of 3 nodes" "$four ms" "$(awk -v a="$four" -v b="$two" 'BEGIN { printf "%.2f", a / b }')x of two, at most 3x"
