package dev.pinwheel.executor.rotation;

/**
 * Why the executor gave a rotation up: a closed set. The name is the {@code code} of {@code
 * rotation-failed} and a metric label, so it never changes.
 */
public enum FailureCode {
  TARGET_KIND_UNSUPPORTED(
      "This executor does not know how to change a target of this kind.",
      "Ask for a kind that it supports, or run an executor version that knows this kind."),
  REGION_UNKNOWN(
      "The target's region is none of Genesys Cloud's published regions.",
      "Correct the region of the request; the message lists the regions."),
  ORGANIZATION_NOT_CONFIGURED(
      "The target belongs to an organisation that this executor has no credentials for.",
      "Correct the request's organizationId, or configure organizations.NAME.organization.id and"
          + " its credentials."),
  VALIDATED_EVENT_INCONSISTENT(
      "The chain-validated event contradicts itself, so no pin may be derived from it.",
      "Find out who wrote the event: only the chain validator may. Ask for the rotation anew."),
  TARGET_NOT_FOUND(
      "The platform has no such target.",
      "Check the target's id, and that it lives in the region and organisation asked for."),
  MTLS_NOT_ENABLED(
      "The target does not require mutual TLS, so pins on it would protect nothing.",
      "Turn mutual TLS on for the target first, then ask for the rotation anew."),
  PIN_COUNT_EXCEEDED(
      "The new, replaced and backup pins are more than the platform stores on one target.",
      "Leave out backup pins: at most 3 pins are active, primary and fallback among them."),
  VALIDITY_EXPIRED(
      "The new leaf expired after it had been validated and before it could be written.",
      "Ask for the rotation anew with a certificate that is valid."),
  VALIDITY_NOT_YET(
      "The new leaf is not valid yet by this machine's clock.",
      "Check this machine's clock, or ask again once the certificate is valid."),
  DRIFT_DETECTED(
      "Somebody else changes the target: it is not what this rotation was to replace.",
      "Compare both sides' pins in the message and find out who else changes the target; ask for"
          + " the rotation anew once that is settled."),
  SUPERSEDED(
      "While this rotation had to wait, a newer one was asked for and validated for its target.",
      "Nothing: the newer rotation, which the message names, decides. Ask anew only where this"
          + " certificate is still the wanted one."),
  READ_BACK_MISMATCH(
      "The platform accepted the write, but reading back shows other pins.",
      "Compare the target's pins on the platform with the message; ask the platform's support"
          + " with the request id, then ask for the rotation anew."),
  PLATFORM_CREDENTIALS_REFUSED(
      "The platform's token endpoint refuses the executor's own credentials.",
      "Check platform.client.id, the secret that platform.client.secret refers to, and that the"
          + " client is enabled and in this region."),
  PLATFORM_UNAUTHORIZED(
      "The platform refuses a token that it has just issued.",
      "Check that the executor's OAuth client is enabled and in this region's organisation."),
  PLATFORM_FORBIDDEN(
      "The executor's OAuth client lacks a permission.",
      "Give the executor's OAuth client the scopes admin:client:read and admin:client:update and"
          + " a role that may administer API clients."),
  PLATFORM_REJECTED(
      "The platform refuses the request itself; repeating it cannot help.",
      "Correct what the platform's message names, then ask for the rotation anew."),
  COMPLIANCE_TLS_CERT_MISMATCH(
      "The platform's compliance check refuses the certificate chain.",
      "Compare the chain's issuers with the platform's policy template, append missing"
          + " intermediates, then ask for the rotation anew."),
  PLATFORM_RATE_LIMITED(
      "The platform's rate limit held the rotation back for longer than rate.limit.budget.",
      "Ask for fewer rotations at a time, or have the limit raised; then ask anew."),
  PLATFORM_UNAVAILABLE(
      "The platform failed, timed out or dropped connections for longer than retry.budget.",
      "Wait until the platform works again, then ask for the rotation anew."),
  PLATFORM_RESPONSE_INVALID(
      "What answers at the platform's address does not answer as the platform does.",
      "Check platform.base.url and whatever stands between: a proxy, a gateway, a login page.");

  private final String meaning;
  private final String remediation;

  FailureCode(String meaning, String remediation) {
    this.meaning = meaning;
    this.remediation = remediation;
  }

  /** What the code says, in one sentence. */
  public String meaning() {
    return meaning;
  }

  /** What an operator does about it. */
  public String remediation() {
    return remediation;
  }
}
