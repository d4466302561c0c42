package dev.pinwheel.executor;

import dev.pinwheel.executor.rotation.GateLimits;
import dev.pinwheel.executor.target.ClientKeys;
import dev.pinwheel.executor.trust.TrustFile;
import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.tls.TrustedRoots;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.X509TrustManager;

/**
 * What only some kinds of target need.
 *
 * @param gates how long a target's own say is waited for
 * @param clientKeys keys to show Data Action endpoints the new certificate with
 * @param serverTrust whose certificates those endpoints may have
 * @param sip digest credentials of trunks
 */
public record TargetSettings(
    GateLimits gates, ClientKeys clientKeys, X509TrustManager serverTrust, SipSettings sip) {

  static final ConfigKey<Duration> SETTLE_LIMIT =
      ConfigKey.duration(
              "settle.limit",
              "How long a trunk may need to be healthy or registered again after the write, or an"
                  + " endpoint or failover peer to be fit for it.")
          .withDefault("2m");

  static final ConfigKey<Duration> SETTLE_POLL =
      ConfigKey.duration("settle.poll", "Time between two looks at it.").withDefault("1s");

  private static final ConfigKey<Secret> KEY =
      ConfigKey.secret(
          "data.action.keys.*",
          "Where the private key is that the platform's credential store has under this id, as"
              + " unencrypted PEM: with it an endpoint is shown the new certificate before"
              + " the switch and after it. Read when it is needed. None: not checked.");

  /** The reference is resolved late, since a new key file comes with every rotation. */
  static final ConfigKey<Supplier<Secret>> CLIENT_KEY =
      new ConfigKey<>(
          KEY.name(),
          KEY.doc(),
          Optional.empty(),
          (text, environment) -> () -> KEY.parser().parse(text, environment),
          true);

  static final ConfigKey<X509TrustManager> SERVER_TRUST =
      new ConfigKey<>(
          "data.action.trust",
          "PEM file of the authorities that endpoints' own certificates are checked with. Empty:"
              + " Java's trust store.",
          Optional.of(""),
          text ->
              text.isBlank()
                  ? TrustedRoots.ofTheJdk()
                  : TrustedRoots.of(TrustFile.read(Path.of(text.trim()))));

  static final List<ConfigKey<?>> KEYS =
      List.of(SETTLE_LIMIT, SETTLE_POLL, CLIENT_KEY, SERVER_TRUST);

  /**
   * Checks what no single key can.
   *
   * @throws IllegalArgumentException that names the key
   */
  public TargetSettings {
    if (gates.poll().isZero()) {
      throw new IllegalArgumentException("settle.poll must be above zero");
    }
  }

  static TargetSettings of(Settings settings) {
    Map<String, Supplier<Secret>> keys = new HashMap<>();
    settings.names(CLIENT_KEY).forEach(id -> keys.put(id, settings.get(CLIENT_KEY, id)));
    return new TargetSettings(
        new GateLimits(settings.get(SETTLE_LIMIT), settings.get(SETTLE_POLL)),
        new ClientKeys(keys),
        settings.get(SERVER_TRUST),
        SipSettings.of(settings));
  }
}
