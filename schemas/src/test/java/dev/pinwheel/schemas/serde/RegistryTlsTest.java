package dev.pinwheel.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pinwheel.schemas.Target;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry with a certificate that only its own trust store knows. */
class RegistryTlsTest {

  private static final String PASSWORD = "changeit";

  @TempDir static Path folder;

  private static Path keyStore;

  @BeforeAll
  static void makeCertificate() throws IOException, InterruptedException {
    keyStore = folder.resolve("registry.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "registry",
                    "-keyalg",
                    "EC",
                    "-validity",
                    "2",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=dns:localhost",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    PASSWORD,
                    "-keystore",
                    keyStore.toString()))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(keytool.exitValue()).isZero();
  }

  @Test
  void trustsTheCertificateOfTheTrustStore() throws Exception {
    try (ScriptedRegistry registry = startRegistry();
        RegistryClient client =
            RegistryClient.of(
                Serdes.settings(
                    registry.url(),
                    "schema.registry.ssl.truststore.location",
                    keyStore.toString(),
                    "schema.registry.ssl.truststore.password",
                    PASSWORD,
                    "schema.registry.ssl.truststore.type",
                    "PKCS12"))) {
      assertThat(client.register("s", Target.getClassSchema())).isEqualTo(1);
    }
  }

  @Test
  void doesNotTrustItWithoutTheTrustStore() throws Exception {
    try (ScriptedRegistry registry = startRegistry();
        RegistryClient client = RegistryClient.of(Serdes.settings(registry.url()))) {
      assertThatThrownBy(() -> client.register("s", Target.getClassSchema()))
          .isInstanceOf(RegistryUnavailableException.class)
          .hasMessageContaining("SSLHandshakeException");
      assertThat(registry.calls()).isEmpty();
    }
  }

  @Test
  void aTrustStoreThatCannotBeReadStopsTheStart() {
    assertThatThrownBy(
            () ->
                RegistryClient.of(
                    Serdes.settings(
                        "https://localhost:1",
                        "schema.registry.ssl.truststore.location",
                        folder.resolve("missing.p12").toString(),
                        "schema.registry.ssl.truststore.password",
                        PASSWORD)))
        .isInstanceOf(KafkaException.class)
        .hasMessageNotContaining(PASSWORD);
  }

  private static ScriptedRegistry startRegistry() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(keyStore)) {
      keys.load(file, PASSWORD.toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(managers.getKeyManagers(), null, null);
    return ScriptedRegistry.startWithTls(tls.getSocketFactory());
  }
}
