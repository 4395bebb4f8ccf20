# PID 1 of a node. Arguments: MARK NAME ROLE (router or node). Environment: HOSTS, and for a router FRR_CONF.
set -eu
echo up
mark=$1 name=$2 role=$3
EXCHANGE=/mnt/exchange LOCAL=/mnt/local
. $EXCHANGE/bin/root.sh
hostname "$name"
# syn_sent: NAT goes on sending a client's port to a pod that is gone for as long (two minutes), where Cilium chooses another pod
quiet_network ipv6/conf/all/disable_ipv6=1 ipv6/conf/default/disable_ipv6=1 ipv4/ip_forward=1 ipv4/conf/all/rp_filter=0 \
    ipv4/conf/default/rp_filter=0 "ipv4/ping_group_range=0 65535" netfilter/nf_conntrack_tcp_timeout_time_wait=5 \
    netfilter/nf_conntrack_tcp_timeout_syn_sent=2
disk=/mnt/disk/$name first=
[ -d $disk ] || first=yes
build_root /mnt/etc $disk
enter_root
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
echo "$name" >/etc/hostname
echo "$HOSTS" >/etc/hosts
: >/etc/resolv.conf
if [ "$first" ]; then
    cp -r /etc/skel /home/vagrant
    # an interactive shell becomes root at once, as on the tutorial's machines: its commands on the nodes are root's
    echo 'exec sudo -i' >>/home/vagrant/.bashrc
    chown -R 1000:1000 /home/vagrant
    cp /etc/skel/.bashrc /etc/skel/.profile /root/ 2>/dev/null || true
    mkdir -p /etc/systemd/system/multi-user.target.wants
else
    for file in /etc/sysctl.d/*.conf; do [ ! -e "$file" ] || sysctl -q -e -p "$file"; done
fi
busybox syslogd -S -O /var/log/syslog </dev/null >/dev/null
/usr/sbin/sshd </dev/null >/dev/null
if [ "$role" = router ]; then
    mkdir -p /etc/frr /run/frr /var/log/frr
    if [ "$first" ]; then
        cp /run/cilab/bin/frr-daemons /etc/frr/daemons
        echo 'service integrated-vtysh-config' >/etc/frr/vtysh.conf
        echo "$FRR_CONF" >/etc/frr/frr.conf
        chown -R frr:frr /etc/frr
        chown frr:frrvty /etc/frr/vtysh.conf
        chmod 640 /etc/frr/*
        chmod 750 /etc/frr
        systemctl enable frr
    fi
    chown -R frr:frr /run/frr /var/log/frr
    ! systemctl is-enabled frr >/dev/null || systemctl start frr
fi
unset HOSTS FRR_CONF
become "$mark"
