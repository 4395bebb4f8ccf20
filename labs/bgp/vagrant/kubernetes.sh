#!/bin/bash
# containerd, kubelet and kubeadm, and what the kernel needs for them and for Cilium.
#
#   kubernetes.sh VERSION ADDRESS
#
# ADDRESS is the node's own on the lab's network. Without it a kubelet takes that of the first network card, which is 10.0.2.15 on every
# machine of VirtualBox.
set -euo pipefail
export DEBIAN_FRONTEND=noninteractive
version=$1 address=$2 minor=${1%.*}

swapoff --all
sed -i '/\sswap\s/ s/^[^#]/#&/' /etc/fstab

printf 'overlay\nbr_netfilter\nvxlan\ngeneve\n' >/etc/modules-load.d/lab.conf
for module in overlay br_netfilter vxlan geneve; do modprobe "$module"; done
printf 'net.ipv4.ip_forward = 1\nnet.bridge.bridge-nf-call-iptables = 1\nfs.inotify.max_user_instances = 512\n' \
    >/etc/sysctl.d/60-lab.conf
sysctl -q --system

printf '%s %s\n' 192.168.10.100 k8s-ctr 192.168.10.101 k8s-w1 192.168.20.100 k8s-w0 192.168.10.200 router |
    while read -r host name; do
        sed -i "/[[:space:]]$name\$/d" /etc/hosts
        echo "$host $name" >>/etc/hosts
    done

installed() { dpkg-query -W -f '${Version}' "$1" 2>/dev/null || true; }
if [[ "$(installed kubelet)" != "$version"-* ]]; then
    keyring=/etc/apt/keyrings/kubernetes-apt-keyring.gpg
    install -d -m 755 /etc/apt/keyrings
    apt-get update -qq
    apt-get install -y -qq ca-certificates curl gpg >/dev/null
    curl -fsSL "https://pkgs.k8s.io/core:/stable:/v$minor/deb/Release.key" | gpg --batch --yes --dearmor -o "$keyring"
    echo "deb [signed-by=$keyring] https://pkgs.k8s.io/core:/stable:/v$minor/deb/ /" >/etc/apt/sources.list.d/kubernetes.list
    apt-get update -qq
    apt-get install -y -qq containerd conntrack tcpdump jq "kubelet=$version-*" "kubeadm=$version-*" "kubectl=$version-*" >/dev/null
    apt-mark hold kubelet kubeadm kubectl >/dev/null
fi

mkdir -p /etc/containerd
containerd config default | sed 's/SystemdCgroup = false/SystemdCgroup = true/' >/etc/containerd/config.toml
systemctl enable --quiet containerd kubelet
systemctl restart containerd
echo "KUBELET_EXTRA_ARGS=--node-ip=$address" >/etc/default/kubelet
if [ -e /etc/kubernetes/kubelet.conf ]; then systemctl restart kubelet; fi
