# PID 1 of the sandbox: holds the bridges' network namespace and what the nodes are made from.
# Arguments: MARK. Current folder: the exchange folder. Environment: HOST_KEY, LAB_KEY (one public key line).
set -eu
mount -t proc proc /proc
mount -t tmpfs -o mode=755,size=256m cilab /mnt
mkdir -p /mnt/exchange /mnt/etc/ssh /mnt/etc/pam.d /mnt/etc/ssl /mnt/local/bin /mnt/local/sbin /mnt/local/libexec/sudo /mnt/local/share/pod/bin
# this folder lies below one that only the machine's user may enter: it can be reached from here, but not by its path
busybox mount --bind . /mnt/exchange
cd /mnt
. exchange/bin/root.sh
hostname fabric
echo up
ip link set lo up
quiet_network ipv6/conf/all/disable_ipv6=1 ipv6/conf/default/disable_ipv6=1 bridge/bridge-nf-call-iptables=0

# /etc by an allow-list: nothing of the machine's users, keys, or services
for name in alternatives bash.bashrc ca-certificates.conf debian_version ethertypes gai.conf host.conf inputrc iproute2 issue issue.net \
    ld.so.cache ld.so.conf ld.so.conf.d locale.alias localtime login.defs magic magic.mime mime.types networks os-release profile \
    protocols rpc services shells skel ssl/certs ssl/openssl.cnf terminfo timezone; do
    [ ! -e /etc/$name ] || echo /etc/$name
done | (cd / && tar -cf - --ignore-failed-read -T - 2>/dev/null) | tar -xf - -C /mnt --no-same-owner
cd /mnt/etc
awk -F: '$3 < 1000 || $3 == 65534' /etc/passwd >passwd
awk -F: '$3 < 1000 || $3 == 65534' /etc/group | sed 's/^frrvty:.*/&,vagrant/' >group
echo 'vagrant:x:1000:1000::/home/vagrant:/bin/bash' >>passwd
echo 'vagrant:x:1000:' >>group
hash=$(openssl passwd -6 -salt cilab vagrant)
awk -F: -v hash="$hash" '{ print $1 ":" ($1 == "root" || $1 == "vagrant" ? hash : "*") ":19000:0:99999:7:::" }' passwd >shadow
awk -F: '{ print $1 ":*::" }' group >gshadow
chmod 640 shadow gshadow
printf 'passwd: files\ngroup: files\nshadow: files\nhosts: files dns\n' >nsswitch.conf
for service in other frr; do
    printf 'auth sufficient pam_rootok.so\nauth required %s\naccount required pam_permit.so\npassword required pam_deny.so\nsession required pam_permit.so\n' \
        $([ $service = frr ] && echo pam_permit.so || echo pam_unix.so) >pam.d/$service
done

# the machine's setuid sudo belongs to a user that does not exist here; a copy works, and wants its plugins owned by root too
cp /usr/libexec/sudo/*.so* /mnt/local/libexec/sudo/
cp /usr/bin/sudo /mnt/local/bin/sudo
chmod 4755 /mnt/local/bin/sudo
for plugin in policy io audit; do echo "Plugin sudoers_$plugin /usr/local/libexec/sudo/sudoers.so"; done >sudo.conf
{
    echo 'Defaults secure_path="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", !fqdn'
    echo 'root ALL=(ALL:ALL) ALL'
    echo 'vagrant ALL=(ALL:ALL) NOPASSWD: ALL'
} >sudoers
chmod 440 sudoers

(umask 077 && echo "$HOST_KEY" >ssh/ssh_host_ed25519_key)
echo "$LAB_KEY" >ssh/lab_keys
# the nodes know each other: ssh from one to the next asks nothing
echo "* $(ssh-keygen -y -f ssh/ssh_host_ed25519_key)" >ssh/ssh_known_hosts
cp /mnt/exchange/bin/sshd_config ssh/sshd_config
cp /etc/ssh/ssh_config ssh/ssh_config 2>/dev/null || true
cp /mnt/exchange/bin/shim/* /mnt/local/sbin/
for name in reboot halt; do ln -s poweroff /mnt/local/sbin/$name; done
for name in less lsmod nc netstat nslookup ping telnet traceroute vi wget; do
    command -v $name >/dev/null || ln -s /usr/bin/busybox /mnt/local/share/pod/bin/$name
done
cp -P /mnt/local/share/pod/bin/* /mnt/local/bin/ 2>/dev/null || true
unset HOST_KEY LAB_KEY
become "$1"
