# How far a pod gets towards another cluster. Arguments: HOST PORT ADDRESS (empty = look it up) CA CERTIFICATE KEY.
# One line per finding: a word, a blank, what was found. A step that fails ends the way to the endpoint.
host=$1 port=$2 address=$3 ca=$4 certificate=$5 key=$6

describe() {
    openssl x509 -noout -serial -subject -issuer -startdate -enddate -nameopt RFC2253 -dateopt iso_8601 -in "$2" 2>/dev/null |
        sed "s/^/$1 /; s/Z\$/ +0000 UTC/"
}

endpoint() {
    [ -n "$address" ] || address=$(getent ahostsv4 "$host" | { read -r first rest; echo "$first"; })
    if [ -z "$address" ]; then echo "unresolved $host"; return; fi
    echo "address $address"
    if ! why=$(timeout 3 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "$address" "$port" 2>&1); then
        echo "untouched ${why##*: }"
        return
    fi
    echo "tcp $address:$port"
    tls=$(timeout 5 openssl s_client -connect "$address:$port" -servername "$host" -verify_hostname "$host" -CAfile "$ca" \
        -cert "$certificate" -key "$key" -verify_return_error -brief </dev/null 2>&1)
    if ! echo "$tls" | grep -q '^Verification: OK'; then
        echo "untrusted $(echo "$tls" | grep -o 'num=[0-9]*' | head -1)"
        return
    fi
    echo "version $(echo "$tls" | sed -n 's/^Protocol version: TLSv//p')"
    echo "cipher $(echo "$tls" | sed -n 's/^Ciphersuite: //p')"
    if etcd=$(curl -sS -f -m 5 --cacert "$ca" --cert "$certificate" --key "$key" --resolve "$host:$port:$address" \
        "https://$host:$port/version" 2>&1); then
        echo "etcd $etcd"
    else
        echo "refused $etcd"
    fi
}

endpoint
describe root "$ca"
describe client "$certificate"
openssl verify -CAfile "$ca" "$certificate" >/dev/null 2>&1 && echo "client verified=yes"
exit 0
