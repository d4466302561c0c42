package dev.pinwheel.chain.revocation;

/** Bytes that are no CRL or no OCSP response, or not one that its RFC allows. */
public final class MalformedEvidenceException extends Exception {

  public MalformedEvidenceException(String reason, Throwable cause) {
    super(reason, cause);
  }

  public MalformedEvidenceException(String reason) {
    super(reason);
  }
}
