package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.KEY_USAGE_MISMATCH;

import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.List;
import java.util.function.Consumer;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * The leaf's key usage, where there is one (RFC 5280 section 4.2.1.3). A client signs the handshake
 * (RFC 8446 section 4.4.3, RFC 5246 section 7.4.8); a server does too, or before TLS 1.3 has its
 * key used for encipherment or agreement.
 */
final class KeyUsageRule implements PathRule {

  private static final int SERVER =
      KeyUsage.digitalSignature | KeyUsage.keyEncipherment | KeyUsage.keyAgreement;

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    checkAskedFor(path, parameters.keyUsage(), violations);
    List<RequiredUsage> usages = RequiredUsage.of(parameters);
    boolean client = usages.contains(RequiredUsage.CLIENT);
    boolean authority =
        path.leaf().isAuthority() && parameters.tolerates(Tolerance.AUTHORITY_AS_LEAF);
    if (authority || (!client && !usages.contains(RequiredUsage.SERVER))) {
      return;
    }
    int accepted = client ? KeyUsage.digitalSignature : SERVER;
    path.leaf()
        .extensions()
        .keyUsage()
        .filter(usage -> (usage & accepted) == 0)
        .ifPresent(
            usage ->
                violations.accept(
                    Violation.of(KEY_USAGE_MISMATCH, "the leaf's key may not sign a TLS handshake")
                        .at(0, path.leaf().subjectText())
                        .measured("keyUsage without digitalSignature", "digitalSignature")));
  }

  private static void checkAskedFor(CandidatePath path, int bits, Consumer<Violation> violations) {
    path.leaf()
        .extensions()
        .keyUsage()
        .filter(usage -> (usage & bits) != bits)
        .ifPresent(
            usage ->
                violations.accept(
                    new CertificateAt(path.leaf(), 0)
                        .fault(
                            KEY_USAGE_MISMATCH,
                            "has not the key usage that is asked for",
                            KEY_USAGE_MISMATCH.citation())
                        .measured(
                            "bits 0x" + Integer.toHexString(usage),
                            "bits 0x" + Integer.toHexString(bits))));
  }
}
