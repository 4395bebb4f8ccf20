#!/bin/bash
# Names and addresses the machine's links, whatever the box calls them. Doing it again changes nothing.
#
#   links.sh NAME=ADDRESS/LENGTH … NETWORK@NEXTHOP …
#
# The first network card is Vagrant's own (NAT); the others get the names eth1, eth2 … in the order of the machine's slots. A name that
# begins with "loop" is a dummy link.
set -euo pipefail

nat=$(ip -o route show default | awk '{ for (i = 1; i < NF; i++) if ($i == "dev") { print $(i + 1); exit } }')
[ -n "$nat" ] || { echo "no default route, so it is not known which network card is Vagrant's" >&2; exit 1; }

cards=()
while read -r _ name; do
    [ "$name" = "$nat" ] || cards+=("$name")
done < <(for link in /sys/class/net/*; do
    [ -e "$link/device" ] && echo "$(cat "$link/ifindex") $(basename "$link")"
done | sort -n)

ethernets='' dummies='' number=0
declare -A routes=()
for word in "$@"; do
    case $word in
        *@*) routes[${word#*@}]+=" ${word%@*}" ;;
    esac
done

# NETWORKs whose next hop lies on the given link's network: with /24 links the first three octets tell
routes_of() {
    local address=$1 hop network
    for hop in "${!routes[@]}"; do
        [ "${hop%.*}" = "${address%.*}" ] || continue
        for network in ${routes[$hop]}; do
            printf '        - { to: %s, via: %s }\n' "$network" "$hop"
        done
    done
}

for word in "$@"; do
    case $word in
        loop*=*)
            dummies+="    ${word%%=*}: { addresses: [${word#*=}] }"$'\n'
            ;;
        *=*)
            name=${word%%=*} address=${word#*=}
            card=${cards[$number]:?the machine has too few network cards}
            number=$((number + 1))
            mac=$(cat "/sys/class/net/$card/address")
            if [ "$card" != "$name" ]; then
                ip link set "$card" down
                ip link set "$card" name "$name"
            fi
            ethernets+="    $name:"$'\n'"      match: { macaddress: \"$mac\" }"$'\n'"      set-name: $name"$'\n'
            ethernets+="      addresses: [$address]"$'\n'
            via=$(routes_of "${address%/*}")
            [ -z "$via" ] || ethernets+="      routes:"$'\n'"$via"$'\n'
            ;;
    esac
done

umask 077
{
    printf 'network:\n  version: 2\n'
    [ -z "$ethernets" ] || printf '  ethernets:\n%s' "$ethernets"
    [ -z "$dummies" ] || printf '  dummy-devices:\n%s' "$dummies"
} >/etc/netplan/60-lab.yaml
netplan apply
for word in "$@"; do
    case $word in
        *=*)
            # netplan returns before the addresses are there
            for _ in $(seq 50); do
                ip -o -4 address show dev "${word%%=*}" 2>/dev/null | grep -qF " ${word#*=} " && continue 2
                sleep 0.2
            done
            echo "${word%%=*} did not get ${word#*=}" >&2
            exit 1
            ;;
    esac
done
