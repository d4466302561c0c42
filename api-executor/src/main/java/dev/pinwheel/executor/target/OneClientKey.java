package dev.pinwheel.executor.target;

import dev.pinwheel.executor.rotation.CertificateChain;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Offers one chain to whoever asks, whatever issuers the server names: what the server makes of it
 * is what we want to know. Remembers what it was asked for; whether TLS could send it is another
 * matter, which the session tells.
 */
final class OneClientKey extends X509ExtendedKeyManager {

  private static final String ALIAS = "client";
  private static final int NAMES_TOLD = 3;

  private final X509Certificate[] chain;
  private final PrivateKey key;
  private volatile Optional<List<Principal>> asked = Optional.empty();

  OneClientKey(CertificateChain chain, PrivateKey key) {
    this.chain = chain.certificates().toArray(X509Certificate[]::new);
    this.key = key;
  }

  /** Whether the server sent a certificate request. */
  boolean wasAsked() {
    return asked.isPresent();
  }

  /**
   * What is wrong with the authorities that the server named, if it named any: clients that heed
   * them, as Java's do, send nothing where none of them issued a certificate of the chain (RFC 8446
   * section 4.4.2.3, RFC 5246 section 7.4.6).
   */
  Optional<String> unwanted() {
    List<Principal> named = asked.orElse(List.of());
    if (named.isEmpty()
        || Stream.of(chain).anyMatch(it -> named.contains(it.getIssuerX500Principal()))) {
      return Optional.empty();
    }
    String more =
        named.size() > NAMES_TOLD ? " and %d more".formatted(named.size() - NAMES_TOLD) : "";
    return Optional.of(
        "the server asks for certificates of %s%s, which issued none of our chain; clients that heed"
                .formatted(
                    named.stream()
                        .limit(NAMES_TOLD)
                        .map(Principal::getName)
                        .collect(Collectors.joining("; ")),
                    more)
            + " this list, as Java's do, send nothing");
  }

  /** The key's algorithm, as its certificate calls it. */
  String algorithm() {
    return chain[0].getPublicKey().getAlgorithm();
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return ask(keyTypes, issuers);
  }

  @Override
  public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
    return ask(keyTypes, issuers);
  }

  /** Java's TLS fails, instead of sending nothing, where it is given a key that cannot sign. */
  private String ask(String[] keyTypes, Principal[] issuers) {
    asked = Optional.of(issuers == null ? List.of() : List.of(issuers));
    return List.of(keyTypes).contains(algorithm()) ? ALIAS : null;
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return chain.clone();
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key;
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return new String[] {ALIAS};
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return new String[0];
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return null;
  }
}
