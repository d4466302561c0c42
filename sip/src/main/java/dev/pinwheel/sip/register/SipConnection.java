package dev.pinwheel.sip.register;

import java.io.IOException;

/** A way to a registrar that is open. */
interface SipConnection extends AutoCloseable {

  /** Our address as the registrar sees it, for Via and Contact. */
  String localAddress();

  /**
   * Sends a request and waits for its final response.
   *
   * @param callId whose responses are ours; others are late ones of before
   * @param sequence CSeq number of the request
   * @throws java.net.SocketTimeoutException where none came in time
   */
  SipResponse exchange(String request, String callId, int sequence) throws IOException;

  @Override
  void close() throws IOException;
}
