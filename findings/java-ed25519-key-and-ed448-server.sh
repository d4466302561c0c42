#!/usr/bin/env bash
# Java: a client with an Ed25519 certificate cannot complete a handshake with a server that takes Ed448 and not Ed25519, though that server demands no certificate.
#
# Guess:  where a server takes no signature that the client's key can make, Java's client sends no certificate (RFC 8446 section 4.4.2), and is served without one where that is allowed.
# Seen:   OpenJDK 17.0.15 and 25.0.3 against openssl 3.0.22-1~deb12u2's s_server: so it is where the server takes ECDSA alone. Where it takes ECDSA and Ed448, Java holds the key for a fitting one, since both curves
#         are the key type "EdDSA" to it, finds that it cannot sign when the certificate is already chosen, and ends the handshake itself: "No supported CertificateVerify signature algorithm for
#         EdDSA  key". openssl's own client, with the same key and certificate, sends none and goes on.
# Output: what Java's client and openssl's come to, by what the server takes.
# Needs:  openssl 3, a JDK of 17 or newer. Nothing is installed; the server listens on loopback.
# Exit:   0 as long as it is so, 1 where it has changed, 2 where it cannot be tried.
set -euo pipefail
work=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$work"' EXIT
cd "$work"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
"$java" -version 2>java.log || { cat java.log >&2; exit 2; }

openssl req -x509 -newkey ed25519 -nodes -keyout client.key -subj /CN=client -days 30 -out client.pem 2>openssl.log
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout server.key -subj /CN=localhost -days 30 -out server.pem 2>openssl.log
openssl pkcs12 -export -in client.pem -inkey client.key -out client.p12 -passout pass:changeit

cat >Client.java <<'JAVA'
import java.io.*; import java.nio.file.*; import java.security.*; import java.security.cert.*; import javax.net.ssl.*;
class Client {
  public static void main(String[] arguments) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    try (InputStream in = Files.newInputStream(Path.of("server.pem"))) {
      trusted.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(new File("client.p12"), "changeit".toCharArray()), "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", Integer.parseInt(arguments[0]))) {
      socket.startHandshake();
      System.out.println(socket.getSession().getLocalCertificates() == null ? "sends nothing" : "sends its certificate");
    } catch (SSLException e) {
      System.out.println("fails: " + e.getMessage());
    }
  }
}
JAVA

try_with() { # SIGNATURES: prints both clients' ends
  local port=$((20000 + RANDOM % 10000)) tries=0 openssls=fails
  openssl s_server -quiet -accept "127.0.0.1:$port" -cert server.pem -key server.key -verify 1 -client_sigalgs "$1" -naccept 20 </dev/null >server.log 2>&1 &
  server=$!
  until openssl s_client -connect "127.0.0.1:$port" -CAfile server.pem </dev/null >probe.log 2>&1; do
    tries=$((tries + 1))
    [ "$tries" -lt 50 ] || { cat server.log >&2; exit 2; }
    sleep 0.2
  done
  if openssl s_client -connect "127.0.0.1:$port" -CAfile server.pem -cert client.pem -key client.key </dev/null >client.log 2>&1; then openssls=completes; fi
  echo "$1: Java $("$java" Client.java "$port"); openssl $openssls"
  kill "$server" 2>/dev/null || true
  wait "$server" || true
  server=
}
{ try_with ECDSA+SHA256; try_with ECDSA+SHA256:ed25519; try_with ECDSA+SHA256:ed448; } >seen
cat seen
grep -q '^ECDSA+SHA256: Java sends nothing; openssl completes' seen
grep -q '^ECDSA+SHA256:ed25519: Java sends its certificate; openssl completes' seen
grep -q '^ECDSA+SHA256:ed448: Java fails: .*No supported CertificateVerify signature algorithm.*; openssl completes' seen
