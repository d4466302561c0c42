package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.finding.ViolationCode;
import dev.pinwheel.chain.policy.TlsUsage;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * An extended key usage that the leaf must be good for.
 *
 * @param name as OpenSSL spells it, or the object identifier
 * @param missing the code of its absence
 */
record RequiredUsage(KeyPurposeId eku, String name, ViolationCode missing) {

  static final RequiredUsage CLIENT = of(TlsUsage.CLIENT);
  static final RequiredUsage SERVER = of(TlsUsage.SERVER);

  private static final Map<String, RequiredUsage> OF_TLS =
      Map.of(CLIENT.eku.getId(), CLIENT, SERVER.eku.getId(), SERVER);

  /** Those of the template and of the request, each once, always in the same order. */
  static List<RequiredUsage> of(ValidationParameters parameters) {
    Set<TlsUsage> ofTemplate = parameters.policy().requiredUsages();
    Map<String, RequiredUsage> all = new TreeMap<>();
    if (ofTemplate.contains(TlsUsage.CLIENT)) {
      all.put(CLIENT.eku.getId(), CLIENT);
    }
    if (ofTemplate.contains(TlsUsage.SERVER)) {
      all.put(SERVER.eku.getId(), SERVER);
    }
    parameters.usages().forEach(id -> all.put(id, of(id)));
    return List.copyOf(all.values());
  }

  private static RequiredUsage of(TlsUsage usage) {
    return new RequiredUsage(usage.eku(), usage.ekuName(), usage.missing());
  }

  private static RequiredUsage of(String id) {
    return OF_TLS.containsKey(id)
        ? OF_TLS.get(id)
        : new RequiredUsage(
            KeyPurposeId.getInstance(new ASN1ObjectIdentifier(id)), id, ViolationCode.EKU_MISSING);
  }
}
