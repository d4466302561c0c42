package dev.pinwheel.executor.target;

/** What came of a handshake with our client certificate. */
public sealed interface Handshake {

  /**
   * The server answered over the connection, after it had seen our certificate.
   *
   * @param protocol TLS version, such as {@code TLSv1.3}
   */
  record Accepted(String protocol) implements Handshake {}

  /** The server answered, and never asked for a certificate. */
  record NotAsked(String protocol) implements Handshake {}

  /** The server ended the handshake, or the connection right after it. */
  record Refused(String reason) implements Handshake {}

  /** We do not trust the server's own certificate. */
  record NotTrusted(String reason) implements Handshake {}

  /** There was no connection, or no answer in time; another attempt may go otherwise. */
  record Unreachable(String reason) implements Handshake {}
}
