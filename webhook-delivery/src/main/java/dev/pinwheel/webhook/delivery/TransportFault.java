package dev.pinwheel.webhook.delivery;

/** Why no HTTP answer came. The names are codes of delivery attempts and of dead letters. */
public enum TransportFault {
  /** No complete answer within the call timeout. */
  TIMEOUT(true),
  /** The endpoint's host name has no address at the moment. */
  HOST_UNKNOWN(true),
  /** The connection was refused, reset or cut. */
  CONNECTION_FAILED(true),
  /** The TLS handshake failed or the certificate is not trusted. */
  TLS_FAILED(true),
  /** What came back was not HTTP. */
  MALFORMED_ANSWER(true),
  /** The host name leads to an address that webhooks may not be sent to. */
  ADDRESS_REFUSED(false);

  private final boolean worthRetrying;

  TransportFault(boolean worthRetrying) {
    this.worthRetrying = worthRetrying;
  }

  /** True where waiting may help without anybody changing a setting. */
  public boolean worthRetrying() {
    return worthRetrying;
  }
}
