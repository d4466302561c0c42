package dev.pinwheel.chain.revocation;

import dev.pinwheel.chain.name.DirectoryName;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.DistributionPointName;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;

/**
 * One name of a distribution point, in a form that can be compared: directory names as RFC 5280
 * section 7.1 says, every other kind byte by byte, as the identity of a CRL must not rest on what
 * two addresses mean.
 */
record DistributionName(int tag, Object value) {

  boolean isAddress() {
    return tag == GeneralName.uniformResourceIdentifier;
  }

  static DistributionName of(DirectoryName directoryName) {
    return new DistributionName(GeneralName.directoryName, directoryName);
  }

  static Set<DistributionName> of(GeneralNames names) {
    return Arrays.stream(names.getNames())
        .map(DistributionName::of)
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The names of a distribution point.
   *
   * @param crlIssuer whose name a relative name is appended to (RFC 5280 section 4.2.1.13); empty
   *     where there is not exactly one, so that a relative name means nothing
   */
  static Set<DistributionName> of(DistributionPointName point, Optional<DirectoryName> crlIssuer) {
    return switch (point.getType()) {
      case DistributionPointName.FULL_NAME -> of(GeneralNames.getInstance(point.getName()));
      case DistributionPointName.NAME_RELATIVE_TO_CRL_ISSUER ->
          crlIssuer
              .map(issuer -> Set.of(of(issuer.extended(RDN.getInstance(point.getName())))))
              .orElse(Set.of());
      default -> Set.of();
    };
  }

  private static DistributionName of(GeneralName name) {
    try {
      if (name.getTagNo() == GeneralName.directoryName) {
        return of(DirectoryName.of(X500Name.getInstance(name.getName())));
      }
      byte[] der = name.getName().toASN1Primitive().getEncoded(ASN1Encoding.DER);
      return new DistributionName(name.getTagNo(), HexFormat.of().formatHex(der));
    } catch (IOException e) {
      throw new IllegalArgumentException("a general name cannot be encoded", e);
    }
  }
}
