package dev.pinwheel.executor.target;

import dev.pinwheel.executor.rotation.CertificateChain;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/**
 * Handshakes over a real connection. A server that speaks TLS 1.3 judges the client's certificate
 * only after the handshake has ended for us (RFC 8446 section 4.4.2), so that its first byte or its
 * alert is waited for; a HEAD request, which changes nothing (RFC 9110 section 9.2.1), makes it
 * speak.
 */
public final class TlsHandshakeProbe implements HandshakeProbe {

  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
  private static final int HTTPS = 443;

  private final Duration timeout;
  private final TrustManager[] trust;

  /**
   * A probe.
   *
   * @param timeout for the connection, and for each read
   * @param trust who may have issued a server's certificate
   */
  public TlsHandshakeProbe(Duration timeout, ServerTrust trust) {
    this.timeout = timeout;
    this.trust = trust.managers();
  }

  @Override
  public Handshake shake(URI url, CertificateChain chain, PrivateKey key) {
    if (!"https".equals(url.getScheme()) || url.getHost() == null) {
      return new Handshake.Refused(url + " is no https:// URL");
    }
    int port = url.getPort() < 0 ? HTTPS : url.getPort();
    // Resolved once: what is checked is what is dialled.
    InetSocketAddress address = new InetSocketAddress(url.getHost(), port);
    if (isNobodysEndpoint(address.getAddress())) {
      return new Handshake.Refused(url.getHost() + " leads to where no endpoint is");
    }
    OneClientKey asked = new OneClientKey(chain, key);
    try (Socket plain = new Socket()) {
      plain.connect(address, (int) timeout.toMillis());
      plain.setSoTimeout((int) timeout.toMillis());
      return over(plain, url, port, asked);
    } catch (SSLException e) {
      return distrust(e)
          .<Handshake>map(Handshake.NotTrusted::new)
          .orElseGet(() -> new Handshake.Refused(e.getMessage()));
    } catch (EOFException e) {
      return new Handshake.Refused("the server closed the connection without an answer");
    } catch (IOException e) {
      // After our certificate was shown, a reset is an answer too: some servers send no alert.
      return asked.wasShown() && e instanceof SocketException
          ? new Handshake.Refused("the connection was reset after our certificate was shown")
          : new Handshake.Unreachable(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  /**
   * A request may name the URL of an endpoint that is to be created: link-local addresses, where
   * clouds keep their metadata services, unspecified and multicast ones are not dialled for it.
   * Private ones are, since endpoints live there. An unknown name has no address.
   */
  private static boolean isNobodysEndpoint(InetAddress address) {
    return address != null
        && (address.isLinkLocalAddress()
            || address.isAnyLocalAddress()
            || address.isMulticastAddress());
  }

  private Handshake over(Socket plain, URI url, int port, OneClientKey asked) throws IOException {
    SSLContext context;
    try {
      context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {asked}, trust, null);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS (SSLContext)", e);
    }
    try (SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(plain, url.getHost(), port, true)) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setProtocols(VERSIONS);
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      tls.getOutputStream()
          .write(
              "HEAD / HTTP/1.1\r\nHost: %s:%d\r\nConnection: close\r\n\r\n"
                  .formatted(url.getHost(), port)
                  .getBytes(StandardCharsets.US_ASCII));
      if (tls.getInputStream().read() < 0) {
        throw new EOFException("no answer");
      }
      String protocol = tls.getSession().getProtocol();
      return asked.wasShown() ? new Handshake.Accepted(protocol) : new Handshake.NotAsked(protocol);
    } catch (SocketTimeoutException e) {
      return new Handshake.Unreachable("no answer after " + timeout);
    }
  }

  private static Optional<String> distrust(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return Optional.of(cause.getMessage());
      }
    }
    return Optional.empty();
  }
}
