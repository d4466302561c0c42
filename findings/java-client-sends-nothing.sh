#!/usr/bin/env bash
# Java: a client whose key store holds only the leaf, and not the intermediate, sends no certificate at all, and is told that it has none.
#
# Guess:  a client that forgets its intermediate sends the leaf alone, and the server says that it cannot find the issuer, as it says to curl with the same files.
# Seen:   OpenJDK 17.0.15 and 25.0.3 against nginx 1.22.1-9+deb12u11 (Debian 12): curl is told "The SSL certificate error"; Java's own client, with the same key and leaf, is told "No required SSL
#         certificate was sent". nginx names the root that it trusts, the leaf's issuer is another one, and Java then sends an empty list without an exception or a log line. Key and
#         password, which one goes to look at first, are right. Where the certificate is optional, such a client is served as nobody.
# Output: what each client is told for leaf alone, and Java's with the whole chain.
# Needs:  Debian 12 (amd64), apt-get, dpkg, openssl, curl, a JDK of 17 or newer. Nothing is installed; the server listens on loopback.
# Exit:   0 as long as it is so, 1 where it has changed, 2 where it cannot be tried.
set -euo pipefail
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
cd "$work"

apt-get download -q nginx=1.22.1-9+deb12u11 >apt.log 2>&1 || { cat apt.log >&2; exit 2; }
dpkg -x nginx_*.deb root
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -version 2>java.log || { cat java.log >&2; exit 2; }

issue() { # NAME ISSUER EXTENSIONS
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$1.key" -subj "/CN=$1" -out "$1.csr" 2>openssl.log
  openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days 30 -extfile <(printf '%b' "$3") -out "$1.pem" 2>openssl.log
}
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout root.key -subj /CN=root -days 30 -out root.pem 2>openssl.log
issue intermediate root 'basicConstraints=critical,CA:true\nkeyUsage=critical,keyCertSign\n'
issue client intermediate 'extendedKeyUsage=clientAuth\n'
issue server root 'subjectAltName=DNS:localhost\n'
openssl pkcs12 -export -in client.pem -inkey client.key -out leaf.p12 -passout pass:changeit
openssl pkcs12 -export -in client.pem -certfile intermediate.pem -inkey client.key -out chain.p12 -passout pass:changeit

port=$((20000 + RANDOM % 10000))
cat >nginx.conf <<CONF
daemon off; master_process off; pid $work/pid; error_log $work/error.log info; events {}
http { access_log off; client_body_temp_path $work/b; proxy_temp_path $work/p; fastcgi_temp_path $work/f; uwsgi_temp_path $work/u; scgi_temp_path $work/s;
  server { listen 127.0.0.1:$port ssl; ssl_certificate $work/server.pem; ssl_certificate_key $work/server.key;
    ssl_client_certificate $work/root.pem; ssl_verify_client on; location / { return 200 "<title>welcome</title>"; } } }
CONF
root/usr/sbin/nginx -e "$work/error.log" -c "$work/nginx.conf" &
server=$!

cat >Client.java <<'JAVA'
import java.io.*; import java.net.*; import java.net.http.*; import java.nio.file.*; import java.security.*; import java.security.cert.*; import javax.net.ssl.*;
class Client {
  public static void main(String[] arguments) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(Path.of("root.pem"))) {
      trusted.setCertificateEntry("root", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(new File(arguments[1]), "changeit".toCharArray()), "changeit".toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    System.out.print(HttpClient.newBuilder().sslContext(tls).build()
        .send(HttpRequest.newBuilder(URI.create(arguments[0])).build(), HttpResponse.BodyHandlers.ofString()).body());
  }
}
JAVA
title() { grep -o '<title>[^<]*' | cut -c8-; }
curl=$(curl -s --retry 20 --retry-connrefused --retry-delay 1 --cacert root.pem --cert client.pem --key client.key "https://localhost:$port/" | title)
leaf=$("$java" Client.java "https://localhost:$port/" leaf.p12 | title)
chain=$("$java" Client.java "https://localhost:$port/" chain.p12 | title)
printf 'curl, leaf alone: %s\nJava, leaf alone: %s\nJava, whole chain: %s\n' "$curl" "$leaf" "$chain"
[[ $curl == *"The SSL certificate error"* && $leaf == *"No required SSL certificate was sent"* && $chain == welcome ]]
