#!/bin/sh
# Asks the agent of this node over its socket. The answer's last line is exit code and stream.
socket=/run/cilium/cilium.sock
answer=$(printf '%s\0' "${0##*/}" "$@" | curl -s --unix-socket $socket --data-binary @- -w '\n%header{x-exit} %header{x-stream}' http://agent/) || {
    echo "Error: Get \"http://localhost/v1/healthz\": dial unix $socket: connect: connection refused" >&2
    echo "Is the agent running?" >&2
    exit 1
}
end=${answer##*
}
text=${answer%"
$end"}
if [ "${end#* }" = 2 ]; then printf %s "$text" >&2; else printf %s "$text"; fi
exit "${end% *}"
