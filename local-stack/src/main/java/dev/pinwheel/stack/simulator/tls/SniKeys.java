package dev.pinwheel.stack.simulator.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Chooses the certificate by the host name that the client asks for (RFC 6066 section 3), from what
 * the platform stores at that moment. An alias names one choice, chain and key together, so that a
 * rotation between the choice and its use cannot mix an old key with a new certificate.
 */
final class SniKeys extends X509ExtendedKeyManager {

  private static final int CHOICES = 4_096;

  private final ServedChains chains;
  private final TargetKeys keys;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by the lock; old choices fall out, their handshakes are long over.
  private final Map<String, Choice> choices =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Choice> eldest) {
          return size() > CHOICES;
        }
      };
  private long choice;

  private record Choice(List<X509Certificate> chain, PrivateKey key) {}

  SniKeys(ServedChains chains, TargetKeys keys) {
    this.chains = chains;
    this.keys = keys;
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return socket instanceof SSLSocket tls ? choose(keyType, tls.getHandshakeSession()) : null;
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return choose(keyType, engine.getHandshakeSession());
  }

  /** null, as the interface wants it, means no certificate: the handshake fails. */
  private String choose(String keyType, SSLSession session) {
    return label(session)
        .flatMap(chains::ofHostLabel)
        .flatMap(chain -> keys.of(chain.getFirst()).map(key -> new Choice(chain, key)))
        .filter(found -> keyType.equals(found.key().getAlgorithm()))
        .map(this::remembered)
        .orElse(null);
  }

  private static Optional<String> label(SSLSession session) {
    return session instanceof ExtendedSSLSession extended
        ? extended.getRequestedServerNames().stream()
            .filter(SNIHostName.class::isInstance)
            .map(name -> ((SNIHostName) name).getAsciiName())
            .findFirst()
            .flatMap(TargetHosts::labelOf)
        : Optional.empty();
  }

  private String remembered(Choice chosen) {
    lock.lock();
    try {
      String alias = "choice-" + choice++;
      choices.put(alias, chosen);
      return alias;
    } finally {
      lock.unlock();
    }
  }

  private Optional<Choice> of(String alias) {
    lock.lock();
    try {
      return Optional.ofNullable(choices.get(alias));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return of(alias).map(chosen -> chosen.chain().toArray(X509Certificate[]::new)).orElse(null);
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return of(alias).map(Choice::key).orElse(null);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return new String[0];
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return new String[0];
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return null;
  }
}
