package dev.pinwheel.chain.pem;

/** One piece of a PEM text, in the order of the text; the number of a block counts from 1. */
public sealed interface PemBlock {

  /** A block with both of its boundary lines. */
  record Complete(int number, String label, String body) implements PemBlock {

    /** By the label (RFC 7468 section 5.1), or by OpenSSL's older one. */
    public boolean isCertificate() {
      return label.equals("CERTIFICATE") || label.equals("X509 CERTIFICATE");
    }

    /**
     * The bytes.
     *
     * @throws IllegalArgumentException where the body is not base64; its message may repeat the
     *     body, which may be a key
     */
    public byte[] content() {
      return BlockContent.of(body);
    }
  }

  /** A boundary line without its partner. */
  record Broken(int number, String reason) implements PemBlock {}
}
