#!/bin/sh
# Asks the agent of this node over its socket; the answer comes as it is made. Errors begin with "Error:".
socket=/run/cilium/cilium.sock
ask() { printf '%s\0' hubble "$@" | curl -sN --unix-socket $socket --data-binary @- http://agent/; }
case " $* " in
*" -f "* | *" --follow "*) ask "$@"; exit ;;
esac
answer=$(ask "$@") || {
    echo "Error: failed to connect to unix:///var/run/cilium/hubble.sock: connection refused" >&2
    exit 1
}
case $answer in
Error:*) printf '%s\n' "$answer" >&2; exit 1 ;;
"") ;;
*) printf '%s\n' "$answer" ;;
esac
