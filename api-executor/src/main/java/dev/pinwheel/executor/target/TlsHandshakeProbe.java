package dev.pinwheel.executor.target;

import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.HttpsUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import okhttp3.OkHttpClient;

/**
 * Handshakes over a real connection, and asks for the URL's own path. A server that speaks TLS 1.3
 * judges the client's certificate only after the handshake has ended for us (RFC 8446 section
 * 4.4.2), and several tell what they think of it by HTTP, or ask for it below some paths only; GET
 * changes nothing (RFC 9110 section 9.2.1).
 */
public final class TlsHandshakeProbe implements HandshakeProbe {

  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private final Duration timeout;
  private final TrustManager[] trust;
  private final Lookup lookup;

  /** Finds a host's address. */
  @FunctionalInterface
  interface Lookup {
    InetAddress find(String host) throws UnknownHostException;
  }

  /**
   * A probe.
   *
   * @param timeout for all of it, from connecting to the answer; looking up a name is the system's
   * @param trust who may have issued a server's certificate
   */
  public TlsHandshakeProbe(Duration timeout, X509TrustManager trust) {
    this(timeout, trust, InetAddress::getByName);
  }

  TlsHandshakeProbe(Duration timeout, X509TrustManager trust, Lookup lookup) {
    this.timeout = timeout;
    this.trust = new TrustManager[] {trust};
    this.lookup = lookup;
  }

  @Override
  public Handshake shake(URI url, CertificateChain chain, PrivateKey key) {
    Optional<HttpsUrl> where = HttpsUrl.of(url);
    if (where.isEmpty()) {
      return new Handshake.Refused(url + " is no https:// URL");
    }
    InetAddress address;
    try {
      // Resolved once: what is checked is what is dialled.
      address = lookup.find(where.get().host());
    } catch (UnknownHostException e) {
      return new Handshake.Unreachable("no address is known of " + where.get().host());
    }
    return isNobodysEndpoint(address)
        ? new Handshake.Refused(where.get().host() + " leads to where no endpoint is")
        : shake(where.get(), address, new OneClientKey(chain, key));
  }

  /**
   * A request may name the URL of an endpoint that is to be created: link-local addresses, where
   * clouds keep their metadata services, unspecified and multicast ones are not dialled for it.
   * Private ones are, since endpoints live there.
   */
  private static boolean isNobodysEndpoint(InetAddress address) {
    return address.isLinkLocalAddress()
        || address.isAnyLocalAddress()
        || address.isMulticastAddress();
  }

  private Handshake shake(HttpsUrl url, InetAddress address, OneClientKey asked) {
    HandshakeVerdict verdict = new HandshakeVerdict(url, asked, timeout);
    Deadline deadline = new Deadline(timeout);
    try (Socket socket = new Socket()) {
      try {
        socket.connect(new InetSocketAddress(address, url.port()), deadline.millisLeft());
      } catch (IOException e) {
        return verdict.of(e, false, false);
      }
      TlsConnection tls = new TlsConnection(socket, engine(url, asked), deadline);
      try {
        tls.handshake();
        checkUnderscored(url, tls);
        tls.send(request(url));
        HttpAnswer answer = HttpAnswer.read(tls::receive);
        return verdict.of(answer, tls.session().getProtocol(), tls.hasSentCertificate());
      } catch (IOException e) {
        return verdict.of(e, true, tls.hasSentCertificate());
      } finally {
        tls.leave();
      }
    } catch (IOException e) {
      return verdict.of(e, false, false);
    }
  }

  private SSLEngine engine(HttpsUrl url, OneClientKey asked) {
    SSLEngine engine;
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {asked}, trust, null);
      engine = context.createSSLEngine(url.host(), url.port());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has TLS (SSLContext)", e);
    }
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setProtocols(VERSIONS);
    parameters.setServerNames(ServerName.of(url.host()));
    if (!isUnderscored(url)) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  private static boolean isUnderscored(HttpsUrl url) {
    return url.host().contains("_");
  }

  /** Java's own comparison of names takes none with an underscore, so OkHttp's is asked there. */
  private static void checkUnderscored(HttpsUrl url, TlsConnection tls)
      throws SSLPeerUnverifiedException {
    if (isUnderscored(url)
        && !new OkHttpClient().hostnameVerifier().verify(url.host(), tls.session())) {
      SSLPeerUnverifiedException stranger =
          new SSLPeerUnverifiedException("the server is not who it should be");
      stranger.initCause(
          new java.security.cert.CertificateException(
              "the server's certificate has no DNS name " + url.host()));
      throw stranger;
    }
  }

  private static byte[] request(HttpsUrl url) {
    return """
    GET %s HTTP/1.1\r
    Host: %s\r
    User-Agent: pinwheel\r
    Accept: application/json, */*\r
    Connection: close\r
    \r
    """
        .formatted(url.target(), url.hostField())
        .getBytes(StandardCharsets.US_ASCII);
  }
}
