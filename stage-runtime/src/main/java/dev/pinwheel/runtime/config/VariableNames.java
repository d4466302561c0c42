package dev.pinwheel.runtime.config;

import java.util.Locale;

/**
 * Names of settings as environment variables: {@code PINWHEEL_} and the name in upper case, with an
 * underscore for each dot and two underscores for each dash. {@code tokens.security-team} is {@code
 * PINWHEEL_TOKENS_SECURITY__TEAM}.
 */
final class VariableNames {

  static final String PREFIX = "PINWHEEL_";

  private VariableNames() {}

  static String variable(String setting) {
    return PREFIX
        + setting
            .replace("-", "__")
            .replace('.', '_')
            .toUpperCase(Locale.ROOT)
            .replace("*", "<NAME>");
  }

  static String setting(String variable) {
    return variable
        .substring(PREFIX.length())
        .toLowerCase(Locale.ROOT)
        .replace("__", "-")
        .replace('_', '.');
  }

  /** Variables of the start script and of logging, which are read before any setting. */
  static boolean isReserved(String variable) {
    return variable.equals("PINWHEEL_HOME") || variable.startsWith("PINWHEEL_LOG_");
  }
}
