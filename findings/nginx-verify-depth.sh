#!/usr/bin/env bash
# nginx: a client chain that is deeper than ssl_verify_depth is logged as one whose issuer is missing.
#
# Guess:  with ssl_verify_depth left at 1, a chain of leaf, two intermediates and root is refused, and the error log says "certificate chain too long" (OpenSSL's error 22).
# Seen:   nginx 1.22.1-9+deb12u11 (Debian 12, OpenSSL 3.0.22) refuses it and logs "(2:unable to get issuer certificate)" or
#         "(20:unable to get local issuer certificate)", although every issuer was sent or is configured. One line of configuration, ssl_verify_depth 2, makes the same chain good.
#         Whoever reads the log goes looking for a certificate that is not missing.
# Output: depth 1: 400 and the log's reason; depth 2: 200.
# Needs:  Debian 12 (amd64), apt-get, dpkg, openssl, curl. Nothing is installed; the server listens on loopback.
# Exit:   0 as long as it is so, 1 where it has changed, 2 where it cannot be tried.
set -euo pipefail
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
cd "$work"

apt-get download -q nginx=1.22.1-9+deb12u11 >apt.log 2>&1 || { cat apt.log >&2; exit 2; }
dpkg -x nginx_*.deb root

issue() { # NAME ISSUER EXTENSIONS
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -subj "/CN=$1" -out "$1.csr" 2>openssl.log
  openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days 30 -extfile <(printf '%b' "$3") -out "$1.pem" 2>openssl.log
}
authority='basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n'
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -subj /CN=root -days 30 -out root.pem 2>openssl.log
issue outer root "$authority"
issue inner outer "$authority"
issue client inner 'extendedKeyUsage=clientAuth\n'
issue server root 'subjectAltName=DNS:localhost\n'
cat client.pem inner.pem outer.pem >chain.pem

ask() { # DEPTH: prints the status; the log is in error.log
  local port=$((20000 + RANDOM % 10000))
  cat >nginx.conf <<CONF
daemon off; master_process off; pid $work/pid; error_log $work/error.log info; events {}
http { access_log off; client_body_temp_path $work/b; proxy_temp_path $work/p; fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  server { listen 127.0.0.1:$port ssl; ssl_certificate $work/server.pem; ssl_certificate_key $work/server.key;
    ssl_client_certificate $work/root.pem; ssl_verify_client on; ssl_verify_depth $1; location / { return 200 "ok"; } } }
CONF
  : >error.log
  root/usr/sbin/nginx -e "$work/error.log" -c "$work/nginx.conf" &
  server=$!
  curl -s -o body --retry 20 --retry-connrefused --retry-delay 1 -w '%{http_code}' --cacert root.pem --cert chain.pem --key client.key "https://localhost:$port/"
  kill "$server"
  wait "$server" || true
  server=
}

ask 1 >status1
reason=$(grep -o 'client SSL certificate verify error: ([0-9]*:[^)]*)' error.log | tail -1 || true)
ask 2 >status2
echo "depth 1: $(cat status1) $reason"
echo "depth 2: $(cat status2)"
[ "$(cat status1)" = 400 ] && [ "$(cat status2)" = 200 ] && [[ $reason =~ \((2|20): ]]
