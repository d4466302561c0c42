package dev.pinwheel.validator.chain.rule;

import dev.pinwheel.validator.chain.finding.ViolationCode;
import dev.pinwheel.validator.chain.policy.TlsUsage;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * An extended key usage that the leaf must be good for.
 *
 * @param name as OpenSSL spells it, or the object identifier
 * @param missing the code of its absence
 */
record RequiredUsage(String id, String name, ViolationCode missing) {

  private static final Map<String, TlsUsage> TLS =
      Map.of(
          TlsUsage.CLIENT.eku().getId(), TlsUsage.CLIENT,
          TlsUsage.SERVER.eku().getId(), TlsUsage.SERVER);

  /** Those of the template and of the request, each once, always in the same order. */
  static List<RequiredUsage> of(ValidationParameters parameters) {
    Map<String, RequiredUsage> all = new TreeMap<>();
    parameters.policy().requiredUsages().forEach(usage -> put(usage.eku().getId(), all));
    parameters.usages().forEach(usage -> put(usage, all));
    return List.copyOf(all.values());
  }

  private static void put(String id, Map<String, RequiredUsage> all) {
    TlsUsage usage = TLS.get(id);
    all.put(
        id,
        usage == null
            ? new RequiredUsage(id, id, ViolationCode.EKU_MISSING)
            : new RequiredUsage(id, usage.ekuName(), usage.missing()));
  }

  KeyPurposeId eku() {
    return KeyPurposeId.getInstance(new ASN1ObjectIdentifier(id));
  }
}
