package dev.pinwheel.validator.chain.policy;

import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;

/**
 * A name that a policy allows as the leaf's issuer. A name proves nothing by itself: it counts
 * because the path below a trust anchor was verified too.
 */
public sealed interface AllowedIssuer {

  boolean allows(X500Principal issuer);

  /** As the policy template spells it. */
  String text();

  /**
   * Reads an entry of a policy template: a distinguished name where it has an equals sign, a common
   * name otherwise.
   *
   * @throws IllegalArgumentException where it is neither
   */
  static AllowedIssuer parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("expected a common name or an RFC 2253 name");
    }
    return text.contains("=")
        ? new DistinguishedName(text, new X500Principal(text))
        : new CommonName(text.strip());
  }

  /** Allows an issuer whose name has exactly one common name, and it is this one. */
  record CommonName(String text) implements AllowedIssuer {

    @Override
    public boolean allows(X500Principal issuer) {
      return commonNames(issuer).equals(List.of(text));
    }

    private static List<String> commonNames(X500Principal name) {
      return Arrays.stream(X500Name.getInstance(name.getEncoded()).getRDNs())
          .map(RDN::getTypesAndValues)
          .flatMap(Arrays::stream)
          .filter(attribute -> attribute.getType().equals(BCStyle.CN))
          .map(AttributeTypeAndValue::getValue)
          .map(IETFUtils::valueToString)
          .toList();
    }
  }

  /** Allows an issuer of this whole name, compared as RFC 5280 section 7.1 says. */
  record DistinguishedName(String text, X500Principal name) implements AllowedIssuer {

    @Override
    public boolean allows(X500Principal issuer) {
      return issuer.equals(name);
    }
  }
}
