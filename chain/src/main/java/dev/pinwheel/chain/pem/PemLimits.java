package dev.pinwheel.chain.pem;

/**
 * How much PEM is read.
 *
 * @param bytes largest size of the text in UTF-8
 * @param certificates most certificates, duplicates not counted
 */
public record PemLimits(int bytes, int certificates) {

  /** For a request: a chain of ten RSA-4096 certificates is about 20 KiB. */
  public static final PemLimits REQUEST = new PemLimits(64 * 1024, 10);

  /** For a file of the operator: the public web's roots are about 150 certificates in 220 KiB. */
  public static final PemLimits CONFIGURED = new PemLimits(4 * 1024 * 1024, 1000);
}
