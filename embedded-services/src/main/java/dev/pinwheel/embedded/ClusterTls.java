package dev.pinwheel.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A key and its certificate for the brokers of one cluster, made anew by the JDK's {@code keytool}.
 *
 * @param keyStore PKCS 12, with the key
 * @param trusted PEM of the certificate, for clients
 */
record ClusterTls(Path keyStore, Path trusted, String password) {

  /** Whom the brokers know each other as. */
  static final String PRINCIPAL = "User:CN=pinwheel-broker";

  static ClusterTls make(Path folder, String password) {
    ClusterTls made =
        new ClusterTls(folder.resolve("broker.p12"), folder.resolve("broker.pem"), password);
    made.keytool(
        "-genkeypair",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=pinwheel-broker",
        "-validity",
        "2",
        "-ext",
        "SAN=IP:127.0.0.1,DNS:localhost");
    made.keytool("-exportcert", "-rfc", "-file", made.trusted.toString());
    return made;
  }

  /** Server properties of a broker. */
  Map<String, String> broker() {
    return Map.of(
        "ssl.keystore.type",
        "PKCS12",
        "ssl.keystore.location",
        keyStore.toString(),
        "ssl.keystore.password",
        password,
        "ssl.key.password",
        password,
        "ssl.truststore.type",
        "PEM",
        "ssl.truststore.location",
        trusted.toString());
  }

  /** Settings of a client. */
  Map<String, Object> client() {
    return Map.of("ssl.truststore.type", "PEM", "ssl.truststore.location", trusted.toString());
  }

  private void keytool(String action, String... options) {
    List<String> command =
        Stream.concat(
                Stream.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    action,
                    "-alias",
                    "broker",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    keyStore.toString(),
                    "-storepass:env",
                    "STORE_PASSWORD"),
                Stream.of(options))
            .toList();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("STORE_PASSWORD", password);
    try {
      Process process = builder.start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + printed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("keytool cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a key was made", e);
    }
  }
}
