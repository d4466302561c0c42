package dev.pinwheel.webhook.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The signature headers of Standard Webhooks, "Webhook headers". */
public final class WebhookSignature {

  public static final String ID_HEADER = "webhook-id";
  public static final String TIMESTAMP_HEADER = "webhook-timestamp";
  public static final String SIGNATURE_HEADER = "webhook-signature";

  private WebhookSignature() {}

  /** The {@code webhook-timestamp} of an attempt: whole seconds since the epoch. */
  public static String timestamp(Instant attemptedAt) {
    return Long.toString(attemptedAt.getEpochSecond());
  }

  /**
   * The {@code webhook-signature}: one signature per key over {@code id.timestamp.body}, separated
   * by spaces, so that a receiver that knows the old or the new key of a rotation can verify.
   */
  public static String of(List<SigningKey> keys, String id, Instant attemptedAt, byte[] body) {
    ByteArrayOutputStream content = new ByteArrayOutputStream(body.length + 128);
    content.writeBytes((id + "." + timestamp(attemptedAt) + ".").getBytes(UTF_8));
    content.writeBytes(body);
    byte[] signed = content.toByteArray();
    return keys.stream().map(key -> key.sign(signed)).collect(Collectors.joining(" "));
  }
}
