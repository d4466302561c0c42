package dev.pinwheel.requests.intake;

import dev.pinwheel.schemas.RotationRequested;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** What a repeat of a request must agree in: everything but its ids and times. */
public final class Fingerprint {

  private Fingerprint() {}

  /** Hexadecimal SHA-256 over the fields, each after its length. */
  public static String of(RotationRequested event) {
    List<String> fields =
        new ArrayList<>(
            Arrays.asList(
                event.getTarget().toString(),
                event.getServiceId(),
                event.getRequestedBy(),
                event.getCertificateChain(),
                event.getPreviousCertificate(),
                event.getWebhookEndpoint(),
                event.getReason()));
    fields.addAll(event.getBackupPins());
    // Only where it is asked for: fingerprints of before this field was there stay what they are.
    if (event.getRollbackOnFailure()) {
      fields.add("rollbackOnFailure");
    }
    // Only where there are any: fingerprints of before this field was there stay what they are.
    if (event.getCredentials() != null) {
      fields.add(event.getCredentials().toString());
    }
    if (event.getKeyRef() != null) {
      fields.add("keyRef " + event.getKeyRef());
    }
    if (event.getNewEndpoint() != null) {
      fields.add(event.getNewEndpoint().toString());
    }
    MessageDigest digest = sha256();
    for (String field : fields) {
      byte[] bytes = field == null ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(field == null ? -1 : bytes.length).array());
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256 (MessageDigest)", e);
    }
  }
}
