#!/bin/bash
# FRR as the package installs it: zebra and staticd run, bgpd is off. Turning it on is a step of the lab.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive

printf 'net.ipv4.ip_forward = 1\nnet.ipv4.conf.all.rp_filter = 0\nnet.ipv4.fib_multipath_hash_policy = 0\n' >/etc/sysctl.d/60-lab.conf
sysctl -q --system
if ! command -v vtysh >/dev/null; then
    apt-get update -qq
    apt-get install -y -qq frr frr-pythontools tcpdump jq >/dev/null
fi
systemctl enable --quiet --now frr
