package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pinwheel.stack.simulator.genesys.CertificateChain.MalformedChainException;
import dev.pinwheel.stack.simulator.http.Answer.Reply;
import dev.pinwheel.stack.simulator.http.IncomingRequest;
import dev.pinwheel.stack.simulator.http.Replies;
import dev.pinwheel.stack.simulator.http.Route;
import dev.pinwheel.stack.simulator.tls.TrustEveryone;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import okio.ByteString;

/**
 * What happens when a flow invokes a Data Action: the platform loads the credentials and calls the
 * endpoint over real TLS. Only here does a key with a passphrase show.
 */
final class DataActions {

  private static final int LARGEST_TIMEOUT_MILLIS = 30_000;
  private static final char[] PASSWORD = "invocation".toCharArray();

  private final Resources<DataEndpoint> endpoints;
  private final DataEndpoints store;

  DataActions(Resources<DataEndpoint> endpoints, DataEndpoints store) {
    this.endpoints = endpoints;
    this.store = store;
  }

  List<Route> adminRoutes() {
    return List.of(
        new Route("POST", "/admin/credentials", this::upload),
        new Route("POST", "/admin/endpoints/{id}/invoke", this::invoke));
  }

  /**
   * {@code id} and {@code certificateChain}, or {@code id} and {@code privateKey} as PEM. Whether a
   * key can be read does not matter here.
   */
  private Reply upload(IncomingRequest request) {
    try {
      JsonNode json = Replies.JSON.readTree(request.body().utf8());
      String id = json.path("id").asText();
      ResourceIds.check(id);
      store.store(
          json.has("certificateChain")
              ? Credential.certificate(
                  id, CertificateChain.read(json.get("certificateChain").asText()))
              : new Credential(id, Optional.empty(), readable(json.path("privateKey").asText())));
      return Replies.empty(204);
    } catch (JsonProcessingException | MalformedChainException | IllegalArgumentException e) {
      return Replies.adminError(400, e.getMessage());
    }
  }

  private static Optional<PrivateKey> readable(String pem) {
    if (!pem.contains("-----BEGIN PRIVATE KEY-----")) {
      return Optional.empty();
    }
    ByteString der = ByteString.decodeBase64(pem.replaceAll("-----[A-Z ]+-----|\\s", ""));
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(der.toByteArray());
    return keyOf("EC", spec).or(() -> keyOf("RSA", spec));
  }

  private static Optional<PrivateKey> keyOf(String algorithm, PKCS8EncodedKeySpec spec) {
    try {
      return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
    } catch (GeneralSecurityException ofAnotherKind) {
      return Optional.empty();
    }
  }

  private Reply invoke(IncomingRequest request) {
    return request
        .id()
        .flatMap(endpoints::find)
        .map(stored -> invoked(stored.current()))
        .orElseGet(() -> Replies.adminError(404, "there is none with this id"));
  }

  private Reply invoked(DataEndpoint endpoint) {
    ObjectNode settings = endpoint.settings();
    Optional<PrivateKey> key =
        store.credential(settings.at("/mutualTls/privateKeyId").asText()).flatMap(Credential::key);
    if (endpoint.chain().isEmpty() || key.isEmpty()) {
      return Replies.adminError(500, "CredentialLoadException: unable to load private key");
    }
    URI url = URI.create(settings.path("url").asText());
    int timeout = Math.min(settings.path("timeout").asInt(1), LARGEST_TIMEOUT_MILLIS);
    try (Socket plain = new Socket(url.getHost(), url.getPort())) {
      plain.setSoTimeout(timeout);
      try (SSLSocket tls =
          (SSLSocket)
              context(endpoint.chain().get(), key.get())
                  .getSocketFactory()
                  .createSocket(plain, url.getHost(), url.getPort(), true)) {
        tls.getOutputStream().write("POST / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return tls.getInputStream().read() < 0
            ? Replies.adminError(502, "TLS handshake failed")
            : Replies.json(200, Replies.JSON.createObjectNode().put("success", true));
      }
    } catch (SocketTimeoutException e) {
      return Replies.adminError(504, "Gateway Timeout");
    } catch (IOException e) {
      // The platform says no more than this, which is what makes such a failure hard to explain.
      return Replies.adminError(502, "TLS handshake failed");
    }
  }

  private static SSLContext context(CertificateChain chain, PrivateKey key) throws IOException {
    try {
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      own.setKeyEntry(
          "client", key, PASSWORD, chain.certificates().toArray(X509Certificate[]::new));
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(own, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), new TrustManager[] {new TrustEveryone()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a key and chain that were read before", e);
    }
  }
}
