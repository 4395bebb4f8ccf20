#!/usr/bin/env bash
# Installs cilab: what it needs (Debian, Ubuntu), the program itself, its start-up archive and shell completions. Run it again at any time.
set -euo pipefail

usage() {
    cat <<'TXT'
Usage: ./install.sh [--prefix DIR] [--no-deps] [--test | --uninstall]

  (no option)     install what is missing, build, install under ~/.local
  --prefix DIR    install under DIR instead (DIR/bin/cilab, DIR/share/cilab)
  --no-deps       install no packages: only say what is missing
  --test          install what is missing, then build and run every test; installs no cilab
  --uninstall     end running sandboxes and remove everything an installation made
  --help          this text
TXT
}

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
prefix="$HOME/.local" deps=yes job=install
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) [ $# -ge 2 ] || { usage >&2; exit 2; }; mkdir -p "$2"; prefix=$(cd "$2" && pwd); shift ;;
        --no-deps) deps=no ;;
        --test) job=test ;;
        --uninstall) job=uninstall ;;
        -h | --help) usage; exit 0 ;;
        *) printf 'install.sh: unknown option %s\n\n' "$1" >&2; usage >&2; exit 2 ;;
    esac
    shift
done
share="$prefix/share/cilab" launcher="$prefix/bin/cilab" manifest="$prefix/share/cilab/installed-files"

say() { printf '%s\n' "$*"; }
fail() { printf 'install.sh: %s\n' "$*" >&2; exit 1; }

# ---- what is missing -------------------------------------------------------------------------------------------------------------------

# what to look for, and the Debian package it comes in
requirements='mvn maven
/usr/lib/frr/bgpd frr
gobgpd gobgpd
/usr/sbin/sshd openssh-server
ssh openssh-client
/usr/sbin/nginx nginx-light
nft nftables
ip iproute2
tcpdump tcpdump
curl curl
jq jq
openssl openssl
busybox busybox
sudo sudo
ping iputils-ping
ps procps
dig bind9-dnsutils
/usr/sbin/dnsmasq dnsmasq-base
newuidmap uidmap
sshpass sshpass
nc netcat-openbsd
script bsdutils
kubectl kubernetes-client'

present() {
    case $1 in
        /*) [ -x "$1" ] ;;
        *) PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null 2>&1 ;;
    esac
}

missing_packages() {
    while read -r what package; do
        present "$what" || printf '%s ' "$package"
    done <<<"$requirements"
}

java_version() { "$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p' | head -n 1; }

# prints the home of the newest JDK (21 or later, with a compiler) on this machine
find_jdk() {
    local best='' newest=20 home version
    for home in "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* "$HOME"/.sdkman/candidates/java/* /opt/homebrew/opt/openjdk* /usr/local/opt/openjdk*; do
        [ -x "$home/bin/javac" ] || continue
        version=$(java_version "$home")
        if [ "${version:-0}" -gt "$newest" ]; then newest=$version best=$home; fi
    done
    [ -n "$best" ] && printf '%s\n' "$best"
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# Installs packages without letting any of them start a service, and leaves none enabled that was not there before.
apt_install() {
    local guard=/usr/sbin/policy-rc.d kept=no service
    if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
        fail "installing packages needs root: run as root, or have root run: apt-get install $*"
    fi
    as_root apt-get update -qq || true
    if [ -e $guard ]; then kept=yes; else printf '#!/bin/sh\nexit 101\n' | as_root tee $guard >/dev/null && as_root chmod 755 $guard; fi
    local status=0
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null || status=$?
    [ $kept = yes ] || as_root rm -f $guard
    [ $status = 0 ] || fail "apt-get could not install: $*"
    if [ -d /run/systemd/system ]; then
        for service in "$@"; do
            case $service in
                frr) as_root systemctl disable -q --now frr ;;
                gobgpd) as_root systemctl disable -q --now gobgpd ;;
                nginx-light) as_root systemctl disable -q --now nginx ;;
                openssh-server) as_root systemctl disable -q --now ssh ;;
            esac
        done
    fi
}

install_dependencies() {
    local packages jdk
    packages=$(missing_packages)
    if [ -n "$packages" ]; then
        if [ $deps = no ] || ! command -v apt-get >/dev/null; then
            say "Not here, and cilab's sandbox needs it (Debian package names): $packages"
            command -v apt-get >/dev/null || say "This is neither Debian nor Ubuntu: please install these with your system's package manager."
        else
            say "Installing: $packages"
            # shellcheck disable=SC2086 # a list of package names
            apt_install $packages
        fi
    fi
    jdk=$(find_jdk || true)
    if [ -z "$jdk" ] && [ $deps = yes ] && command -v apt-get >/dev/null; then
        for package in openjdk-25-jdk-headless openjdk-21-jdk-headless; do
            if apt-cache policy $package 2>/dev/null | grep -q 'Candidate: [0-9]'; then
                say "Installing: $package"
                apt_install $package
                jdk=$(find_jdk || true)
                break
            fi
        done
    fi
    [ -n "$jdk" ] || fail "cilab needs a JDK 21 or later and found none (looked in JAVA_HOME, /usr/lib/jvm, SDKMAN, Homebrew). Install one (OpenJDK or Temurin) and run this again."
    command -v mvn >/dev/null || fail "Maven (mvn) is not here; install it and run this again."
    JDK=$jdk
    say "JDK: $JDK ($(java_version "$JDK"))"
}

# ---- the jobs --------------------------------------------------------------------------------------------------------------------------

# records a file for --uninstall
made() { printf '%s\n' "$1" >>"$manifest.new"; }

build() {
    say "Building cilab"
    (cd "$here" && mvn -q -B -ntp -Pquick -DskipTests package) || fail "the build failed; its messages are above"
}

install_program() {
    local jar classpath
    mkdir -p "$share" "$prefix/bin"
    : >"$manifest.new"
    rm -rf "$share/lib"
    mkdir -p "$share/lib"
    cp "$here"/target/lib/*.jar "$share/lib/"
    cp "$here"/target/cilab-*.jar "$share/cilab.jar"
    classpath="$share/cilab.jar"
    for jar in "$share"/lib/*.jar; do classpath="$classpath:$jar"; done
    printf '%s\n' -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=3 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp "$classpath" >"$share/plain.args"
    rm -f "$share"/*.jsa "$share"/*.aot "$share/daemon.args"
    write_options "$share/java.args"
    rm -rf "$share/help"
    cp -r "$here/target/classes/help" "$share/help"
    sed -e "s|@SHARE@|$share|" -e "s|@JAVA@|$JDK/bin/java|" "$here/src/main/launcher/cilab" >"$launcher"
    chmod 755 "$launcher"
    made "$launcher"
    install_completion "$here/completions/cilab.bash" "$prefix/share/bash-completion/completions/cilab"
    install_completion "$here/completions/_cilab" "$prefix/share/zsh/site-functions/_cilab"
    install_completion "$here/completions/cilab.fish" "$prefix/share/fish/vendor_completions.d/cilab.fish"
}

install_completion() {
    mkdir -p "$(dirname "$2")"
    cp "$1" "$2"
    made "$2"
}

# write_options FILE [OPTION...]: what java is started with, and what the daemon is started with beside its own
write_options() {
    local file=$1
    shift
    { printf '%s\n' "$@" -Xlog:disable -Xlog:all=off "-Dcilab.daemon=$share/daemon.args"; cat "$share/plain.args"; } >"$file"
}

# Loading and verifying classes is most of a Java program's start: record what real commands load, archive it once. A JDK 25 keeps the classes
# linked, and one archive for each program; an older one has a single archive of loaded classes for both.
record_archive() {
    say "Recording the start-up archive (runs the lab once in a throwaway sandbox)"
    local work
    work=$(mktemp -d)
    trap "rm -rf \"$work\"" RETURN
    if { [ "$(java_version "$JDK")" -ge 25 ] && record_linked; } || record_loaded; then
        end_rehearsal
        return
    fi
    end_rehearsal
    rm -f "$share"/*.jsa "$share"/*.aot "$share/daemon.args"
    write_options "$share/java.args"
    say "No start-up archive could be made; cilab works, and starts slower."
}

rehearsal=("labs" "env" "bgp up" "bgp up" "bgp status" "bgp peers" "bgp routes advertised" "frr summary" "routes" "bgp check")

# The end of the daemon is awaited here: what it has loaded is written when it ends.
record_linked() {
    printf '%s\n' -XX:AOTMode=record "-XX:AOTConfiguration=$work/daemon.conf" >"$share/daemon.args"
    rehearse -XX:AOTMode=record "-XX:AOTConfiguration=$work/cilab.conf" || return 1
    local daemon name
    daemon=$(pgrep -f dev.cilab.sandbox.Daemon | while read -r pid; do
        tr '\0' '\n' 2>/dev/null <"/proc/$pid/environ" | grep -qx "CILAB_STATE=$work/state" && echo "$pid"
    done | head -n 1)
    [ -n "$daemon" ] && kill "$daemon" && timeout 60 tail --pid="$daemon" -f /dev/null || return 1
    for name in cilab daemon; do
        "$JDK/bin/java" -XX:AOTMode=create "-XX:AOTConfiguration=$work/$name.conf" "-XX:AOTCache=$share/$name.aot" \
            -Xlog:disable -Xlog:all=off "@$share/plain.args" >>"$work/log" 2>&1 && [ -s "$share/$name.aot" ] || return 1
    done
    printf '%s\n' "-XX:AOTCache=$share/daemon.aot" >"$share/daemon.args"
    write_options "$share/java.args" "-XX:AOTCache=$share/cilab.aot"
}

record_loaded() {
    printf '%s\n' "-XX:DumpLoadedClassList=$work/daemon.list" >"$share/daemon.args"
    rehearse "-XX:DumpLoadedClassList=$work/cilab.list" || return 1
    # class names alone, in the order they were loaded: the numbers of one list mean nothing in another
    grep -hv '^#\|^@cp\|source:' "$work"/*.list | sed 's/ id: [0-9]*$//' | awk '!seen[$0]++' >"$work/classes"
    "$JDK/bin/java" "@$share/plain.args" -Xlog:disable -Xlog:all=off -Xshare:dump -XX:SharedClassListFile="$work/classes" \
        -XX:SharedArchiveFile="$share/cilab.jsa" >>"$work/log" 2>&1 || return 1
    printf '%s\n' "-XX:SharedArchiveFile=$share/cilab.jsa" >"$share/daemon.args"
    write_options "$share/java.args" "-XX:SharedArchiveFile=$share/cilab.jsa"
}

# rehearse OPTION...: real commands in one process, which records by these options
rehearse() {
    end_rehearsal
    write_options "$work/rehearsal.args" "$@"
    CILAB_STATE="$work/state" "$JDK/bin/java" "@$work/rehearsal.args" dev.cilab.Rehearsal "${rehearsal[@]}" >>"$work/log" 2>&1
}

end_rehearsal() {
    CILAB_STATE="$work/state" "$launcher" bgp down >>"$work/log" 2>&1 || true
}

# `cilab` must work at once in the shell that ran this script, whose PATH this script cannot change.
put_on_path() {
    local dir
    case ":$PATH:" in *":$prefix/bin:"*) return ;; esac
    for dir in /usr/local/bin "$HOME/bin"; do
        case ":$PATH:" in *":$dir:"*) ;; *) continue ;; esac
        if [ -d "$dir" ] && { [ ! -e "$dir/cilab" ] || [ -L "$dir/cilab" ]; }; then
            if [ -w "$dir" ]; then ln -sf "$launcher" "$dir/cilab"
            elif sudo -n true 2>/dev/null; then sudo ln -sf "$launcher" "$dir/cilab"
            else continue; fi
            made "$dir/cilab"
            say "Linked $dir/cilab, because $prefix/bin is not on your PATH"
            return
        fi
    done
    say "Add $prefix/bin to your PATH:  export PATH=\"$prefix/bin:\$PATH\""
}

uninstall() {
    local file
    if [ ! -f "$manifest" ]; then
        say "cilab is not installed under $prefix"
        return
    fi
    "$launcher" labs -o jsonl 2>/dev/null | sed -n 's/.*"name" *: *"\([^"]*\)".*/\1/p' | while read -r file; do
        "$launcher" "$file" down || true
    done
    while read -r file; do
        if [ -w "$(dirname "$file")" ]; then rm -f "$file"; else sudo rm -f "$file"; fi
    done <"$manifest"
    rm -rf "$share" "${CILAB_STATE:-${XDG_STATE_HOME:-$HOME/.local/state}/cilab}"
    for file in bin share/bash-completion/completions share/bash-completion share/zsh/site-functions share/zsh \
        share/fish/vendor_completions.d share/fish share; do
        rmdir "$prefix/$file" 2>/dev/null || true
    done
    say "cilab is gone from $prefix (packages that it needed are still installed)"
}

case $job in
    uninstall)
        uninstall
        ;;
    test)
        install_dependencies
        cd "$here"
        JAVA_HOME="$JDK" exec mvn -B -ntp verify
        ;;
    install)
        install_dependencies
        build
        install_program
        record_archive
        put_on_path
        mv "$manifest.new" "$manifest"
        say "Installed $launcher. Next: cilab bgp up"
        ;;
esac
