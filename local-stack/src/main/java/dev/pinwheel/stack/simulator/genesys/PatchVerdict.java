package dev.pinwheel.stack.simulator.genesys;

/** What the platform's rules say of a change. */
sealed interface PatchVerdict<R> {

  record Accepted<R>(R next) implements PatchVerdict<R> {}

  record Refused<R>(Reason reason, String message) implements PatchVerdict<R> {

    /**
     * BAD_REQUEST: 400. FORBIDDEN: 403. COMPLIANCE: 403 with COMPLIANCE_TLS_CERT_MISMATCH. EXISTS:
     * 409.
     */
    enum Reason {
      BAD_REQUEST,
      FORBIDDEN,
      COMPLIANCE,
      EXISTS
    }
  }
}
