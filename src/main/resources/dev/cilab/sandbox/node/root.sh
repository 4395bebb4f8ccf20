# build_root ETC [DISK]: a private root file system on a tmpfs of its own, in the current mount namespace. Of the machine it shows /usr and the
# harmless devices and nothing else; ETC becomes its /etc. EXCHANGE, LOCAL: folders to show as /run/cilab and /usr/local. DISK, where there is
# one: a folder that outlives the machine's power; what an administrator writes lies there.
build_root() {
    local root=/tmp device folder devices="null zero full random urandom tty" link
    mount -t tmpfs -o mode=755,size=128m tmpfs $root
    cd $root
    mkdir -m 755 usr proc sys dev dev/pts dev/net run run/cilab run/sshd run/lock home mnt opt srv var var/log var/lib var/lib/misc old
    mkdir -m 1777 tmp dev/shm var/tmp
    mkdir -m 700 root
    for link in bin sbin lib lib32 lib64 libx32; do [ ! -L /$link ] || cp -P /$link $link; done
    ln -s ../run var/run
    ln -s pts/ptmx dev/ptmx
    ln -s /proc/self/fd dev/fd
    ln -s fd/0 dev/stdin
    ln -s fd/1 dev/stdout
    ln -s fd/2 dev/stderr
    [ ! -e /dev/net/tun ] || devices="$devices net/tun"
    (cd dev && touch $devices)
    # one process for all mounts: some forty forks per node would cost more than everything else here
    {
        echo "/usr $root/usr none rbind 0 0"
        echo "$LOCAL $root/usr/local none bind 0 0"
        echo "$EXCHANGE $root/run/cilab none bind 0 0"
        echo "proc $root/proc proc defaults 0 0"
        echo "sysfs $root/sys sysfs ro 0 0"
        echo "devpts $root/dev/pts devpts newinstance,ptmxmode=0666,mode=0620,gid=5 0 0"
        for device in $devices; do echo "/dev/$device $root/dev/$device none bind 0 0"; done
    } >mounts
    mount -a -T mounts
    rm mounts
    # not writable for the sandbox's users anyway; a lock on the flags (a container's /usr) may forbid to say so
    mount -o remount,bind,ro usr 2>/dev/null || true
    if [ -z "${2:-}" ]; then
        cp -a "$1" etc
    else
        [ -d "$2" ] || { mkdir -p "$2" && cp -a "$1" "$2/etc" && cp -a home root srv var "$2"; }
        mkdir etc
        for folder in etc home root srv var; do echo "$2/$folder $root/$folder none bind 0 0"; done >mounts
        mount -a -T mounts
        rm mounts
    fi
    ln -sf /proc/self/mounts etc/mtab
}

# enter_root: makes the file system that build_root made the root, and lets go of the old one.
enter_root() {
    pivot_root . old
    cd /
    umount -l /old
    rmdir /old
}

# become MARK: the namespace's init, under a name that says whose it is. It reaps orphans (an ignored SIGCHLD survives exec) and ends, and
# the kernel ends everything below it, when its standard input ends.
become() {
    trap '' CHLD
    echo ready
    exec -a "$1" cat >/dev/null 2>&1
}

quiet_network() {
    local setting
    for setting in "$@"; do [ ! -e "/proc/sys/net/${setting%=*}" ] || echo "${setting#*=}" >"/proc/sys/net/${setting%=*}"; done
}
