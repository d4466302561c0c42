package dev.pinwheel.validator.suite;

import dev.pinwheel.chain.policy.ShippedPolicies;
import dev.pinwheel.chain.rule.PeerName;
import dev.pinwheel.chain.rule.Profile;
import dev.pinwheel.chain.rule.Tolerance;
import dev.pinwheel.chain.rule.ValidationParameters;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * Under which parameters a case is judged: no template's demands but strong keys, and the profile
 * that the case's name space names.
 *
 * <ul>
 *   <li>{@code webpki}: what the public web asks for.
 *   <li>{@code smime}: what the S/MIME Baseline Requirements ask for.
 *   <li>{@code rfc5280}: RFC 5280, what it asks of issuers (section 4) included.
 *   <li>every other: RFC 5280, as a relying party that accepts what section 6 accepts. These suites
 *       are about building and validating paths; NIST's has valid paths with each of the {@link
 *       Tolerance}s.
 * </ul>
 */
final class SuitePolicy {

  /** Name spaces that are about the form of certificates. */
  private static final Map<String, Profile> PROFILES =
      Map.of("webpki", Profile.WEBPKI, "rfc5280", Profile.RFC5280, "smime", Profile.SMIME);

  private static final Map<String, KeyPurposeId> USAGES =
      Map.of(
          "anyExtendedKeyUsage", KeyPurposeId.anyExtendedKeyUsage,
          "serverAuth", KeyPurposeId.id_kp_serverAuth,
          "clientAuth", KeyPurposeId.id_kp_clientAuth,
          "codeSigning", KeyPurposeId.id_kp_codeSigning,
          "emailProtection", KeyPurposeId.id_kp_emailProtection,
          "timeStamping", KeyPurposeId.id_kp_timeStamping,
          "OCSPSigning", KeyPurposeId.id_kp_OCSPSigning);

  private static final Map<String, Integer> KEY_USAGES =
      Map.of(
          "digitalSignature", KeyUsage.digitalSignature,
          "contentCommitment", KeyUsage.nonRepudiation,
          "keyEncipherment", KeyUsage.keyEncipherment,
          "dataEncipherment", KeyUsage.dataEncipherment,
          "keyAgreement", KeyUsage.keyAgreement,
          "keyCertSign", KeyUsage.keyCertSign,
          "cRLSign", KeyUsage.cRLSign,
          "encipherOnly", KeyUsage.encipherOnly,
          "decipherOnly", KeyUsage.decipherOnly);

  private SuitePolicy() {}

  /**
   * The parameters, peer names left out.
   *
   * @param now the instant for cases that have none
   */
  static ValidationParameters parameters(SuiteCase one, Instant now) {
    ValidationParameters parameters =
        ValidationParameters.at(one.time().orElse(now), ShippedPolicies.withoutTarget(Set.of()))
            .under(PROFILES.getOrDefault(one.nameSpace(), Profile.RFC5280))
            .withMostIntermediates(one.maxChainDepth())
            .forKeyUsage(keyUsage(one.keyUsage()));
    for (KeyPurposeId usage : usages(one)) {
      parameters = parameters.forUsage(usage);
    }
    parameters = parameters.withRevocation(SuiteEvidence.of(one.crls(), crlProfile(one)));
    return switch (one.nameSpace()) {
      case "webpki", "smime" -> parameters.tolerating();
      case "rfc5280" -> parameters.tolerating(Tolerance.AUTHORITY_AS_LEAF);
      default -> parameters.tolerating(Tolerance.values());
    };
  }

  /** Without a list, what the kind of validation implies. */
  private static List<KeyPurposeId> usages(SuiteCase one) {
    if (one.extendedKeyUsage().isEmpty()) {
      return List.of(one.server() ? KeyPurposeId.id_kp_serverAuth : KeyPurposeId.id_kp_clientAuth);
    }
    return one.extendedKeyUsage().stream().map(SuitePolicy::usage).toList();
  }

  private static KeyPurposeId usage(String name) {
    return USAGES.containsKey(name)
        ? USAGES.get(name)
        : KeyPurposeId.getInstance(new ASN1ObjectIdentifier(name));
  }

  private static int keyUsage(List<String> names) {
    return names.stream()
        .mapToInt(name -> KEY_USAGES.getOrDefault(name, 0))
        .reduce(0, (a, b) -> a | b);
  }

  /** Empty where the suite wants a name that no certificate can bear. */
  static Optional<PeerName> peerName(SuiteCase.Peer peer) {
    try {
      return Optional.of(
          peer.kind().equals("RFC822")
              ? new PeerName.Mailbox(peer.value())
              : PeerName.parse(peer.value()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The suite's name space of CRLs holds them against the Baseline Requirements, too. */
  private static Profile crlProfile(SuiteCase one) {
    return Set.of("webpki", "crl").contains(one.nameSpace()) ? Profile.WEBPKI : Profile.RFC5280;
  }
}
