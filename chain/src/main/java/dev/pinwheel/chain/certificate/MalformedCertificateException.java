package dev.pinwheel.chain.certificate;

import dev.pinwheel.chain.finding.Remedy;
import java.util.Optional;

/**
 * Bytes that cannot be read as a certificate without doubt. The message says why in words that go
 * on from "the block"; a library's own are the cause's.
 */
public final class MalformedCertificateException extends Exception {

  private final transient Optional<OtherContent> content;

  public MalformedCertificateException(String reason, Throwable cause) {
    super(reason, cause);
    this.content = Optional.empty();
  }

  public MalformedCertificateException(String reason) {
    this(reason, null);
  }

  MalformedCertificateException(OtherContent content, Throwable cause) {
    super("it holds %s, and no certificate".formatted(content.text()), cause);
    this.content = Optional.of(content);
  }

  /** What turns the bytes into certificates; empty where nothing does. */
  public Optional<Remedy> remedy() {
    return content.flatMap(OtherContent::remedy);
  }

  /** Whether the bytes are a private key. */
  public boolean isPrivateKey() {
    return content.filter(OtherContent::isPrivateKey).isPresent();
  }
}
