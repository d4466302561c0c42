package dev.pinwheel.chain.certificate;

/** Bytes that cannot be read as a certificate without doubt. */
public final class MalformedCertificateException extends Exception {

  public MalformedCertificateException(String reason, Throwable cause) {
    super(reason, cause);
  }

  public MalformedCertificateException(String reason) {
    super(reason);
  }
}
