package dev.pinwheel.chain.key;

/** What came of reading a private key. No case holds anything that is secret. */
public sealed interface KeyReading {

  /** The key was read and forgotten. */
  record Read(PublicHalf publicHalf) implements KeyReading {}

  /**
   * The key is protected by a passphrase.
   *
   * @param command what takes the passphrase away
   */
  record Encrypted(String command) implements KeyReading {}

  /**
   * There is no key that can be read.
   *
   * @param reason in words; never anything of the text that was read
   */
  record Unreadable(String reason) implements KeyReading {}
}
