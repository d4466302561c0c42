package dev.pinwheel.executor.target;

/** What came of a handshake with our client certificate, and of the request after it. */
public sealed interface Handshake {

  /**
   * Our certificate was sent, and the request answered with success.
   *
   * @param detail TLS version, status, and what else an operator should know
   */
  record Accepted(String detail) implements Handshake {}

  /**
   * TLS took our certificate, and the answer does not tell whether the request of the platform
   * would be served with it.
   */
  record Unclear(String reason) implements Handshake {}

  /** The server answered, and never asked for a certificate. */
  record NotAsked(String reason) implements Handshake {}

  /**
   * The server asks after the handshake of TLS 1.3, for some paths only (RFC 8446 section 4.6.2),
   * which Java's TLS cannot answer.
   */
  record AsksTooLate(String reason) implements Handshake {}

  /** The server refuses our certificate, in TLS or by HTTP, or nothing of ours could be sent. */
  record Refused(String reason) implements Handshake {}

  /** We do not trust the server's own certificate. */
  record NotTrusted(String reason) implements Handshake {}

  /** What listens there does not speak TLS. */
  record NoTls(String reason) implements Handshake {}

  /** The server speaks neither TLS 1.3 nor 1.2. */
  record NoCommonVersion(String reason) implements Handshake {}

  /**
   * A connection was made, and the answer did not come in time; another attempt may go otherwise.
   */
  record TooSlow(String reason) implements Handshake {}

  /** There was no connection, or it failed for a reason of today. */
  record Unreachable(String reason) implements Handshake {}
}
