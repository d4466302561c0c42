package dev.pinwheel.sip.register;

/** Tells responses of one request from others (RFC 3261 section 17.1.3). */
final class Responses {

  private Responses() {}

  static boolean isTo(SipResponse response, String callId, int sequence) {
    return response.header("Call-ID").filter(callId::equals).isPresent()
        && response.header("CSeq").filter((sequence + " REGISTER")::equals).isPresent();
  }
}
