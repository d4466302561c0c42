package dev.pinwheel.stack.simulator.tls;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** One full TLS handshake as a client that asks for a host name and judges nothing. */
final class Handshake {

  private Handshake() {}

  /** The chain that the peer presented, as it came, leaf first. */
  static List<X509Certificate> presentedChain(
      InetSocketAddress address, String host, Duration timeout) throws IOException {
    try (Socket plain = new Socket()) {
      plain.connect(address, Math.toIntExact(timeout.toMillis()));
      plain.setSoTimeout(Math.toIntExact(timeout.toMillis()));
      // A context of its own for every handshake: a resumed session presents no certificate.
      try (SSLSocket socket =
          (SSLSocket)
              context().getSocketFactory().createSocket(plain, host, address.getPort(), true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        Certificate[] presented = socket.getSession().getPeerCertificates();
        return Arrays.stream(presented).map(X509Certificate.class::cast).toList();
      }
    }
  }

  private static SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[0], new TrustManager[] {new TrustEveryone()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS (SSLContext)", e);
    }
  }
}
