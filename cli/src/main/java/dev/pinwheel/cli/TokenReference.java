package dev.pinwheel.cli;

import dev.pinwheel.runtime.config.SecretReference;

/** A secret that an option of the command line refers to. */
final class TokenReference {

  private TokenReference() {}

  /**
   * Looks it up.
   *
   * @param option that named it, for messages
   */
  static String resolve(String option, String reference) {
    try {
      return SecretReference.resolve(reference, System.getenv()).reveal();
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(option + ": " + e.getMessage(), e);
    }
  }
}
