#!/bin/bash
# Makes the cluster, without kube-proxy and without a pod network: both are Cilium's. Wants ADDRESS, TOKEN, KUBERNETES, POD_CIDR,
# SERVICE_CIDR in the environment.
set -euo pipefail

if [ ! -e /etc/kubernetes/admin.conf ]; then
    config=$(mktemp)
    trap 'rm -f "$config"' EXIT
    cat >"$config" <<YAML
apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
bootstrapTokens: [{ token: "$TOKEN", ttl: 24h0m0s }]
localAPIEndpoint: { advertiseAddress: $ADDRESS, bindPort: 6443 }
nodeRegistration:
  name: $(hostname)
  taints: []
  kubeletExtraArgs: [{ name: node-ip, value: $ADDRESS }]
skipPhases: [addon/kube-proxy]
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
clusterName: bgp
kubernetesVersion: v$KUBERNETES
controlPlaneEndpoint: $ADDRESS:6443
apiServer: { certSANs: [127.0.0.1, localhost, $ADDRESS, $(hostname)] }
networking: { podSubnet: $POD_CIDR, serviceSubnet: $SERVICE_CIDR }
YAML
    kubeadm init --config "$config" >/var/log/kubeadm-init.log 2>&1 || { tail -20 /var/log/kubeadm-init.log >&2; exit 1; }
elif ! kubeadm token list --kubeconfig /etc/kubernetes/admin.conf | grep -q "^$TOKEN "; then
    # the one from the beginning is a day old: a machine that comes later needs it again
    kubeadm token create "$TOKEN" --kubeconfig /etc/kubernetes/admin.conf >/dev/null
fi

for home in /root /home/vagrant; do
    install -d -m 700 "$home/.kube"
    install -m 600 /etc/kubernetes/admin.conf "$home/.kube/config"
done
chown -R vagrant:vagrant /home/vagrant/.kube
