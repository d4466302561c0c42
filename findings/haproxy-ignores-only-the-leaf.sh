#!/usr/bin/env bash
# HAProxy: "crt-ignore-err all" takes a stranger's certificate when it is sent alone, and refuses it when its chain comes along.
#
# Guess:  with "verify optional crt-ignore-err all" every client certificate comes through the handshake, and ssl_c_verify tells the rules what is wrong with it.
# Seen:   haproxy 2.6.12-1+deb12u4 (Debian 12, OpenSSL 3.0.22): the certificate of an unknown CA comes through when it is sent alone; with the CA's certificate behind it the
#         handshake ends in the alert unknown_ca, since errors above the leaf are another option's (ca-ignore-err). The client that does it right, and sends its whole chain, is the one
#         that never reaches the rules. With both options both come through. (The rule here only tells what it was given; it lets nobody in.)
# Output: what each client gets from "crt-ignore-err all" alone, then with "ca-ignore-err all" beside it.
# Needs:  Debian 12 (amd64), apt-get, dpkg, openssl, curl. Nothing is installed; the server listens on loopback.
# Exit:   0 as long as it is so, 1 where it has changed, 2 where it cannot be tried.
set -euo pipefail
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
cd "$work"

apt-get download -q haproxy=2.6.12-1+deb12u4 liblua5.3-0=5.3.6-2 libopentracing1=1.6.0-4 libopentracing-c-wrapper0=1.1.3-3+b1 >apt.log 2>&1 || { cat apt.log >&2; exit 2; }
for package in *.deb; do dpkg -x "$package" root; done

authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -subj "/CN=$1" -days 30 -out "$1.pem" 2>openssl.log
}
issue() { # NAME ISSUER EXTENSIONS
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -subj "/CN=$1" -out "$1.csr" 2>openssl.log
  openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days 30 -extfile <(printf '%b' "$3") -out "$1.pem" 2>openssl.log
}
authority ours
authority stranger
issue server ours 'subjectAltName=DNS:localhost\n'
issue client stranger 'extendedKeyUsage=clientAuth\n'
cat server.pem server.key >both.pem
cat client.pem stranger.pem >chain.pem

port=$((20000 + RANDOM % 10000))
cat >haproxy.cfg <<CONF
defaults
  mode http
  timeout client 10s
  timeout connect 10s
  timeout server 10s
frontend leaf
  bind 127.0.0.1:$port ssl crt $work/both.pem ca-file $work/ours.pem verify optional crt-ignore-err all
  http-request return status 403 content-type text/plain lf-string "error %[ssl_c_verify] at the leaf, %[ssl_c_ca_err] above it"
frontend both
  bind 127.0.0.1:$((port + 1)) ssl crt $work/both.pem ca-file $work/ours.pem verify optional crt-ignore-err all ca-ignore-err all
  http-request return status 403 content-type text/plain lf-string "error %[ssl_c_verify] at the leaf, %[ssl_c_ca_err] above it"
CONF
LD_LIBRARY_PATH=$(dirname "$(find root -name 'liblua5.3.so.0')") root/usr/sbin/haproxy -q -db -f haproxy.cfg &
server=$!

ask() { # PORT FILE: the rule's words, or the alert
  curl -sS --retry 20 --retry-connrefused --retry-delay 1 --cacert ours.pem --cert "$2" --key client.key "https://localhost:$1/" 2>error ||
    grep -oi 'alert [a-z ]*' error | head -1
}
alone=$(ask "$port" client.pem)
chain=$(ask "$port" chain.pem)
chain2=$(ask $((port + 1)) chain.pem)
printf 'crt-ignore-err, leaf alone:            %s\ncrt-ignore-err, with its chain:        %s\nand ca-ignore-err, with its chain:     %s\n' "$alone" "$chain" "$chain2"
[[ $alone == error* && $chain == *"unknown ca"* && $chain2 == error* ]]
