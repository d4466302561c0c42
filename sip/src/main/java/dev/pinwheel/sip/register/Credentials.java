package dev.pinwheel.sip.register;

import dev.pinwheel.sip.digest.DigestInput;
import dev.pinwheel.sip.digest.QualityOfProtection;
import java.util.Optional;

/**
 * Our answer to a challenge, as a header's value (RFC 7616 section 3.4).
 *
 * @param namesAlgorithm whether the challenge named one; one that did not may know of none
 */
record Credentials(DigestInput input, Optional<String> opaque, boolean namesAlgorithm) {

  String header() {
    StringBuilder header = new StringBuilder("Digest ");
    header.append(
        "username=%s, realm=%s, nonce=%s, uri=%s, response=%s"
            .formatted(
                quoted(input.username()),
                quoted(input.realm()),
                quoted(input.nonce()),
                quoted(input.uri()),
                quoted(input.response())));
    if (namesAlgorithm) {
      header.append(", algorithm=").append(input.algorithm().token());
    }
    if (input.qop() != QualityOfProtection.NONE) {
      header.append(
          ", qop=%s, nc=%s, cnonce=%s"
              .formatted(input.qop().token(), input.nonceCount(), quoted(input.clientNonce())));
    } else if (input.algorithm().isSession()) {
      header.append(", cnonce=").append(quoted(input.clientNonce()));
    }
    opaque.ifPresent(text -> header.append(", opaque=").append(quoted(text)));
    return header.toString();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
