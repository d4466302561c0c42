package dev.pinwheel.executor.target;

import dev.pinwheel.executor.rotation.CertificateChain;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/**
 * Shows one chain to whoever asks, whatever issuers the server names: whether it takes the chain is
 * what we want to know. Remembers that it was asked.
 */
final class OneClientKey extends X509ExtendedKeyManager {

  private static final String ALIAS = "client";

  private final X509Certificate[] chain;
  private final PrivateKey key;
  private final AtomicBoolean shown = new AtomicBoolean();

  OneClientKey(CertificateChain chain, PrivateKey key) {
    this.chain = chain.certificates().toArray(X509Certificate[]::new);
    this.key = key;
  }

  /** Whether the server sent a certificate request. */
  boolean wasShown() {
    return shown.get();
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    shown.set(true);
    return ALIAS;
  }

  @Override
  public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
    shown.set(true);
    return ALIAS;
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
