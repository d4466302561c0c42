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
  BACKUP_PINS_UNSUPPORTED(
      "The target has no place for backup pins.",
      "Leave backupPins out: only OAuth clients store pins of keys that are not served yet."),
  FAILOVER_BOUND_TO_OLD_CERTIFICATE(
      "Calls go over the failover path, and outbound routing is bound to another certificate.",
      "Wait until the failover window has closed, or bind the outbound routes to the new"
          + " certificate's hash first; then ask for the rotation anew."),
  FAILOVER_PEER_BUSY(
      "The trunk's failover peer was unhealthy or being changed for too long: this one is needed.",
      "Repair the peer that the message names, then ask for this rotation anew."),
  TRUNK_HEALTH_NOT_RETURNED(
      "The new chain is written and read back, but the trunk did not become healthy with it.",
      "Look at the reason in the message; put the previous chain back if calls are lost."),
  EDGE_ID_MISSING(
      "An edge trunk was named without the edge that holds it.", "Name the edge in target.edgeId."),
  EDGE_REGION_MISMATCH(
      "The edge or the trunk is in another region than the target says.",
      "Correct the request's region, or align the trunk with the region of its edge."),
  EDGE_GROUP_MISMATCH(
      "The trunk belongs to another edge group than its edge, so no registration reaches it.",
      "Assign the trunk to the edge group of its edge, then ask for the rotation anew."),
  TRUNK_NOT_ACTIVE(
      "The trunk is not active, so it would not register with a new certificate.",
      "Activate the trunk first; ask for the rotation anew once its sipTrunkStatus is Active."),
  AUTHENTICATION_MODE_UNSUITABLE(
      "The trunk's authentication mode does not use a certificate.",
      "Set authenticationMode to mutual_tls, or do not rotate this trunk's certificate."),
  TRUNK_REGISTRATION_REFUSED(
      "The edge refuses the trunk's registration with the new certificate bundle.",
      "Read the audit entries in the message: complete the bundle (root included where the CA is"
          + " private) or correct the names it mentions, then ask for the rotation anew."),
  TRUNK_REGISTRATION_FAILED(
      "The new bundle is written and read back, but the trunk did not register with it.",
      "Read the audit entries in the message; put the previous bundle back if calls are lost."),
  SIP_DIGEST_MISMATCH(
      "The carrier's registrar refuses the trunk's digest credentials.",
      "Compare realm, URI with its port, qop, nonce age and clocks in the message with the"
          + " carrier's settings (pinwheel sip check explains an answer that was seen), correct the"
          + " credentials, then ask for the rotation anew."),
  SIP_REGISTRATION_REFUSED(
      "The carrier's registrar refuses the trunk for another reason than its digest.",
      "Correct what the answer in the message names, then ask for the rotation anew."),
  SIP_REGISTRAR_UNREACHABLE(
      "The carrier's registrar cannot be asked, so that nobody knows whether it takes the trunk.",
      "Check sip.trunks of the configuration and the way to the registrar, then ask anew."),
  SIP_CREDENTIALS_UNREADABLE(
      "The password that the configuration refers to cannot be read.",
      "Correct sip.trunks of this trunk: its password is env:NAME or file:/path."),
  CREDENTIAL_REFERENCES_MISSING(
      "A Data Action endpoint takes certificate and key by reference, and none were given.",
      "Upload both to the platform's credential store, and name them in the request's"
          + " credentials."),
  CREDENTIAL_REFERENCE_MISMATCH(
      "The platform's credential store holds another chain under the reference, or none.",
      "Upload the chain that was validated, name its id in the request's credentials, ask anew."),
  ENDPOINT_SETTINGS_UNSAFE(
      "The endpoint's settings would make calls fail later, or protect nothing.",
      "Correct every setting that the violations name, then ask for the rotation anew."),
  ENDPOINT_CREATED_UNDER_ANOTHER_ID(
      "The platform created the endpoint, and gave it an id of its own.",
      "Rotate the endpoint by the id in the message from now on, or delete it there."),
  PRIVATE_KEY_ENCRYPTED(
      "The private key has a passphrase, which the platform accepts and then fails to load.",
      "Decrypt it (openssl pkcs8 -in KEY -out PLAIN), upload the plain key, and configure that."),
  PRIVATE_KEY_UNUSABLE(
      "The private key that the configuration names cannot be read, or is not the leaf's.",
      "Point data.action.keys at the unencrypted PEM key of this certificate."),
  ENDPOINT_UNREACHABLE(
      "No connection to the endpoint could be made, so that nobody knows what it would say.",
      "Check the endpoint's URL and whether it can be reached from here, then ask anew."),
  ENDPOINT_TOO_SLOW(
      "A connection to the endpoint was made, and its handshake or its answer took too long.",
      "Find out what holds the endpoint up, or raise request.timeout; then ask anew."),
  ENDPOINT_SPEAKS_NO_TLS(
      "What listens at the endpoint's host and port does not speak TLS.",
      "Correct the port of the endpoint's URL, or turn TLS on there; the message quotes the"
          + " answer."),
  ENDPOINT_TLS_VERSION_UNSUPPORTED(
      "The endpoint speaks neither TLS 1.3 nor TLS 1.2.",
      "Turn TLS 1.2 or 1.3 on at the endpoint, then ask for the rotation anew."),
  ENDPOINT_NOT_TRUSTED(
      "The endpoint's own certificate is not trusted.",
      "Correct the endpoint's certificate, or name its authority in data.action.trust."),
  ENDPOINT_ASKS_NO_CERTIFICATE(
      "The endpoint does not ask for a client certificate, so mutual TLS is not enforced there.",
      "Turn client certificate verification on at the endpoint, then ask for the rotation anew."),
  ENDPOINT_ASKS_TOO_LATE(
      "The endpoint asks for a client certificate only after the handshake, for some paths (TLS 1.3"
          + " post-handshake authentication), which clients such as Java's cannot answer.",
      "Demand the certificate for the endpoint's whole virtual host, or speak only TLS 1.2 there;"
          + " then ask for the rotation anew."),
  MTLS_HANDSHAKE_REFUSED(
      "The endpoint refuses the new certificate, in TLS or by its answer; nothing was changed.",
      "Let the endpoint trust every authority of the chain, and check the leaf's extended key"
          + " usage; the message has the server's alert or answer. Then ask for the rotation"
          + " anew."),
  MTLS_FAILED_AFTER_SWITCH(
      "The endpoint was switched, and refuses handshakes with the new certificate now.",
      "Put the previous references back, then compare the endpoint's trust store with the chain."),
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
      "Give the executor's OAuth client the scope that the message names, and a role with it: one"
          + " that may administer API clients, or the Sip Trunk Admin role."),
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
