package dev.pinwheel.webhook.delivery;

import dev.pinwheel.schemas.EventIds;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The {@code webhook-id} of Standard Webhooks, by which a receiver drops repeats. It is derived
 * from what is told, to whom, and the digest of the exact body: a repeat after a crash has the same
 * id, and another body cannot have it. So neither a second event under a used event id, nor a body
 * that another version of this program words differently, is dropped as a repeat.
 */
final class WebhookId {

  private WebhookId() {}

  /**
   * The id under which a body is told.
   *
   * @param terminalEventId eventId of the ApiApplied or RotationFailed event
   * @param endpoint name of the configured endpoint
   */
  static String of(UUID terminalEventId, String endpoint, byte[] body) {
    return "msg_"
        + EventIds.of("webhook\n" + terminalEventId + "\n" + endpoint + "\n" + digest(body));
  }

  private static String digest(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256 (MessageDigest)", e);
    }
  }
}
