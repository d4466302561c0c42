package dev.pinwheel.stack.simulator.genesys;

/** What the platform's rules say of a change. */
sealed interface PatchVerdict {

  record Accepted(OAuthClient next) implements PatchVerdict {}

  record Refused(Reason reason, String message) implements PatchVerdict {

    /** BAD_REQUEST: 400. COMPLIANCE: 403 with COMPLIANCE_TLS_CERT_MISMATCH. */
    enum Reason {
      BAD_REQUEST,
      COMPLIANCE
    }
  }
}
