package dev.pinwheel.executor.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.schemas.Target;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.testing.pki.HeldCertificate;
import dev.pinwheel.testing.pki.TestCa;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom the executor gives its credentials to. */
class PlatformTlsIT {

  private static final Clock CLOCK = Clock.systemUTC();

  private final TestCa ca = TestCa.create(CLOCK.instant(), new SecureRandom());
  private final HeldCertificate leaf = ca.server("localhost").build();
  private final MockWebServer server = new MockWebServer();
  @TempDir private Path folder;

  @BeforeEach
  void start() throws Exception {
    server.useHttps(serving(leaf).getSocketFactory());
    server.enqueue(
        new MockResponse.Builder()
            .addHeader("Content-Type", "application/json")
            .body("{\"access_token\": \"t\", \"token_type\": \"bearer\", \"expires_in\": 60}")
            .build());
    server.start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void isThePlatformUnderTheConfiguredRoot() throws Exception {
    assertThat(token(Optional.of(ca.root()), List.of())).isInstanceOf(TokenAnswer.Granted.class);
  }

  @Test
  void isNobodyUnderTheRootsOfTheJdk() throws Exception {
    refuses(token(Optional.empty(), List.of()));
  }

  @Test
  void isNobodyUnderAnotherRoot() throws Exception {
    refuses(
        token(Optional.of(TestCa.create(CLOCK.instant(), new SecureRandom()).root()), List.of()));
  }

  @Test
  void isThePlatformWhereOneOfThePinsIsInItsChain() throws Exception {
    assertThat(
            token(
                Optional.of(ca.root()), List.of(spkiPin(leaf.certificate()), spkiPin(otherLeaf()))))
        .isInstanceOf(TokenAnswer.Granted.class);
  }

  @Test
  void isNobodyWhereNoneOfThePinsIs() throws Exception {
    refuses(token(Optional.of(ca.root()), List.of(spkiPin(otherLeaf()))));
  }

  /** Before the request is written: the secret never leaves. */
  private void refuses(TokenAnswer answer) {
    assertThat(answer).isInstanceOf(TokenAnswer.NotGranted.class);
    assertThat(server.getRequestCount()).isZero();
  }

  private X509Certificate otherLeaf() {
    return ca.server("localhost").build().certificate();
  }

  private TokenAnswer token(Optional<HeldCertificate> root, List<String> pins) throws Exception {
    Optional<Path> file = Optional.empty();
    if (root.isPresent()) {
      file = Optional.of(Files.writeString(folder.resolve("roots.pem"), root.get().pem()));
    }
    URI url = URI.create("https://localhost:" + server.getPort());
    Organization organization =
        new Organization(
            "main",
            Optional.empty(),
            Set.of(),
            Optional.of(url),
            Optional.empty(),
            new TokenSource.Credentials(
                "executor", new Secret("canary"), Duration.ofSeconds(60), Duration.ofMinutes(5)),
            new Organization.Tls(file, pins));
    try (Organizations organizations =
        Organizations.of(List.of(organization), Duration.ofSeconds(10), CLOCK)) {
      OrganizationChoice.Chosen chosen =
          (OrganizationChoice.Chosen)
              organizations.choose(
                  Target.newBuilder()
                      .setKind(TargetKind.OAUTH_CLIENT)
                      .setRegion("eu-west-2")
                      .setId("x")
                      .build());
      return chosen.access().tokens().token(chosen.place());
    }
  }

  private static String spkiPin(X509Certificate certificate) throws GeneralSecurityException {
    return Base64.getEncoder()
        .encodeToString(
            MessageDigest.getInstance("SHA-256").digest(certificate.getPublicKey().getEncoded()));
  }

  private static SSLContext serving(HeldCertificate leaf)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "server", leaf.privateKey(), new char[0], leaf.chain().toArray(Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }
}
