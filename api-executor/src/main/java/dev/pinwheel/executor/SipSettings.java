package dev.pinwheel.executor;

import dev.pinwheel.executor.target.SipAccount;
import dev.pinwheel.executor.trust.TrustFile;
import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.Secret;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.runtime.tls.TrustedRoots;
import dev.pinwheel.sip.register.Registrar;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;

/**
 * Digest credentials of trunks, each by the trunk's id; none: not tried.
 *
 * @param tls whom to trust where a registrar is reached over TLS
 */
public record SipSettings(Map<String, SipAccount> byTrunk, SSLContext tls) {

  private static final Pattern ADDRESS = Pattern.compile("sips?:([^@\\s<>]+)@[^@\\s<>]+");

  static final ConfigKey<Registrar> REGISTRAR =
      new ConfigKey<>(
          "sip.trunks.*.registrar",
          "Where the digest credentials of the trunk of this name are tried before it is changed:"
              + " udp|tcp|tls:HOST[:PORT].",
          Optional.empty(),
          Registrar::parse);

  static final ConfigKey<Optional<String>> TRUNK =
      ConfigKey.text("sip.trunks.*.id", "The trunk's id, where that is not the name in lower case.")
          .optional();

  static final ConfigKey<String> ADDRESS_OF_RECORD =
      new ConfigKey<>(
          "sip.trunks.*.aor",
          "Its address of record, sip:USER@DOMAIN.",
          Optional.empty(),
          text -> {
            if (ADDRESS.matcher(text).matches()) {
              return text;
            }
            throw new IllegalArgumentException("expected sip:USER@DOMAIN");
          });

  static final ConfigKey<Optional<String>> USERNAME =
      ConfigKey.text(
              "sip.trunks.*.username",
              "User name of its credentials. Empty: the user of its address.")
          .optional();

  private static final ConfigKey<Secret> PASSWORD_NOW =
      ConfigKey.secret("sip.trunks.*.password", "Where its password is. Read when it is needed.");

  /** The reference is resolved late: passwords are changed while the process runs. */
  static final ConfigKey<Supplier<Secret>> PASSWORD =
      new ConfigKey<>(
          PASSWORD_NOW.name(),
          PASSWORD_NOW.doc(),
          Optional.empty(),
          (text, environment) -> () -> PASSWORD_NOW.parser().parse(text, environment),
          true);

  static final ConfigKey<Optional<Path>> TRUST =
      ConfigKey.path(
              "sip.trust",
              "PEM file of the only roots that registrars are trusted under over TLS. Empty: those"
                  + " of the JDK.")
          .optional();

  static final List<ConfigKey<?>> KEYS =
      List.of(REGISTRAR, TRUNK, ADDRESS_OF_RECORD, USERNAME, PASSWORD, TRUST);

  public SipSettings {
    byTrunk = Map.copyOf(byTrunk);
  }

  /** Nothing is tried. */
  static SipSettings none() {
    return new SipSettings(Map.of(), TrustedRoots.context(TrustedRoots.ofTheJdk()));
  }

  static SipSettings of(Settings settings) {
    Map<String, SipAccount> byTrunk = new HashMap<>();
    for (String trunk : settings.names(REGISTRAR)) {
      String address = settings.get(ADDRESS_OF_RECORD, trunk);
      byTrunk.put(
          settings.get(TRUNK, trunk).orElse(trunk),
          new SipAccount(
              settings.get(REGISTRAR, trunk),
              address,
              settings
                  .get(USERNAME, trunk)
                  .orElseGet(
                      () -> address.substring(address.indexOf(':') + 1, address.indexOf('@'))),
              settings.get(PASSWORD, trunk)));
    }
    return new SipSettings(
        byTrunk,
        TrustedRoots.context(
            settings
                .get(TRUST)
                .map(file -> TrustedRoots.of(TrustFile.read(file)))
                .orElseGet(TrustedRoots::ofTheJdk)));
  }
}
