package dev.pinwheel.chain.path;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import java.util.List;

/** Finds the leaf of a bundle, wherever it stands. */
public final class LeafFinder {

  private LeafFinder() {}

  /**
   * The certificates that may be the leaf: those in whose name no other one of the bundle was
   * issued; where these are several, the ones that are no CA; where there is none (a loop), every
   * one that is no CA.
   *
   * @return one element where the leaf is clear
   */
  public static List<ParsedCertificate> candidates(List<ParsedCertificate> bundle) {
    List<ParsedCertificate> ends =
        bundle.stream().filter(one -> issuedNoOther(one, bundle)).toList();
    if (ends.size() == 1) {
      return ends;
    }
    List<ParsedCertificate> among = ends.isEmpty() ? bundle : ends;
    List<ParsedCertificate> noAuthorities =
        among.stream().filter(one -> !isAuthority(one)).toList();
    return noAuthorities.isEmpty() ? among : noAuthorities;
  }

  /** A root without extensions, as old ones are, does not say that it is a CA. */
  private static boolean isAuthority(ParsedCertificate certificate) {
    return certificate.isAuthority()
        || (certificate.isSelfIssued() && certificate.structure().getExtensions() == null);
  }

  private static boolean issuedNoOther(
      ParsedCertificate certificate, List<ParsedCertificate> bundle) {
    for (ParsedCertificate other : bundle) {
      if (other.issuer().equals(certificate.subject())
          && !other.subject().equals(certificate.subject())) {
        return false;
      }
    }
    return true;
  }
}
