# Signs one certificate. Arguments: COMMON-NAME HOSTS (comma-separated, DNS:… and IP:…; may be empty) USAGE DAYS.
# Standard input: the CA's certificate and key. Standard output: the certificate, then its key.
set -eu
name=$1 hosts=$2 usage=$3 days=$4
d=$(mktemp -d)
trap 'rm -rf "$d"' EXIT
umask 077
cat >"$d/ca.pem"
set -- -addext basicConstraints=critical,CA:false -addext "extendedKeyUsage=$usage" \
    -addext keyUsage=critical,digitalSignature,keyEncipherment
[ -z "$hosts" ] || set -- "$@" -addext "subjectAltName=$hosts"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days "$days" -subj "/CN=$name" \
    -CA "$d/ca.pem" -CAkey "$d/ca.pem" -keyout "$d/key" -out "$d/crt" "$@" 2>"$d/err" || { cat "$d/err" >&2; exit 1; }
cat "$d/crt" "$d/key"
