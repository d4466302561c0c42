package dev.pinwheel.runtime.config;

import dev.pinwheel.runtime.config.SettingsFile.Setting;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Settings of Kafka clients and serializers, handed on as they are but for secrets. */
final class KafkaSettings {

  static final String PREFIX = "kafka.";

  /** {@code ssl.keystore.key} is the private key itself, as PEM. */
  private static final List<String> SECRET_WORDS =
      List.of("password", "passphrase", "secret", "token", "jaas", "user.info", "keystore.key");

  /** Names with a secret word in them whose values are none, such as a token endpoint's URL. */
  private static final List<String> PUBLIC_ENDINGS = List.of(".url", ".class", ".type");

  /** A user, and most often a password, in an address such as that of the registry. */
  private static final Pattern CREDENTIALS_IN_URL = Pattern.compile("://[^/@,]*@");

  private KafkaSettings() {}

  static boolean isKafka(String name) {
    return name.startsWith(PREFIX) && name.length() > PREFIX.length();
  }

  /**
   * The value that the client gets.
   *
   * @throws IllegalArgumentException where a secret is not given by reference or cannot be found
   */
  static String value(Setting setting, Map<String, String> environment) {
    if (SecretReference.isReference(setting.text())
        || isSecret(setting.name())
        || CREDENTIALS_IN_URL.matcher(setting.text()).find()) {
      return SecretReference.resolve(setting.text(), environment).reveal();
    }
    return setting.text();
  }

  private static boolean isSecret(String name) {
    return SECRET_WORDS.stream().anyMatch(name::contains)
        && PUBLIC_ENDINGS.stream().noneMatch(name::endsWith);
  }
}
