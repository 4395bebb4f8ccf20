# PID 1 of a pod, in its node's user namespace. Arguments: MARK. Environment: POD_HOSTNAME, POD_HOSTS, POD_RESOLV.
set -eu
echo up
mark=$1
EXCHANGE=/run/cilab LOCAL=/usr/local/share/pod
. $EXCHANGE/bin/root.sh
hostname "$POD_HOSTNAME"
mount --make-rprivate /
build_root /etc
rm -rf etc/frr etc/ssh etc/sudo* etc/*shadow etc/pam.d etc/systemd
enter_root
echo "$POD_HOSTNAME" >/etc/hostname
echo "$POD_HOSTS" >/etc/hosts
echo "$POD_RESOLV" >/etc/resolv.conf
unset POD_HOSTNAME POD_HOSTS POD_RESOLV
become "$mark"
