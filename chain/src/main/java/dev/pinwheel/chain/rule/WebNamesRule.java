package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.SAN_MISMATCH;
import static dev.pinwheel.chain.finding.ViolationCode.SAN_MISSING;

import com.google.common.net.InternetDomainName;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * The names of a leaf of the public web: DNS names and addresses in subjectAltName, and what the
 * common name repeats of them (Baseline Requirements 7.1.2.7.12 and 7.1.4.3).
 */
final class WebNamesRule implements PathRule {

  private static final String NAMES = "CA/Browser Forum Baseline Requirements 7.1.2.7.12";
  private static final String WILDCARD = "CA/Browser Forum Baseline Requirements 3.2.2.6";
  private static final String COMMON_NAME = "CA/Browser Forum Baseline Requirements 7.1.4.3";

  /**
   * Letters, digits and hyphens alone, with a whole wildcard label in front at most and then two
   * labels or more: one that stands for all of a top-level domain is nobody's.
   */
  private static final Pattern DNS_NAME =
      Pattern.compile(
          "(\\*\\.(?=[^.]+\\.))?"
              + "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
              + "(\\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*");

  private static final int LONGEST_NAME = 253;

  private static final String ANY_LABEL = "*.";

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    CertificateAt at = new CertificateAt(path.leaf(), 0);
    List<GeneralName> names = path.leaf().extensions().names();
    if (names.isEmpty()) {
      violations.accept(at.fault(SAN_MISSING, "has no subject alternative name", NAMES));
      return;
    }
    if (path.leaf().extensions().isCritical(Extension.subjectAlternativeName)
        && path.leaf().structure().getSubject().size() > 0) {
      violations.accept(
          at.extension("has a critical subjectAltName beside its subject", NAMES)
              .measured("critical", "not critical"));
    }
    names.stream()
        .filter(name -> !isWebName(name))
        .findFirst()
        .ifPresent(
            name ->
                violations.accept(
                    at.extension("has a name that is not one of the web", NAMES)
                        .measured(PresentedNames.text(name), "a DNS name or an IP address")));
    names.stream()
        .filter(WebNamesRule::isOfARegistry)
        .findFirst()
        .ifPresent(
            name ->
                violations.accept(
                    at.extension("has a wildcard for all names of a registry", WILDCARD)
                        .measured(
                            PresentedNames.text(name), "a wildcard below a registered domain")));
    for (String commonName : commonNames(path.leaf())) {
      if (names.stream().noneMatch(name -> commonName.equals(PresentedNames.value(name)))) {
        violations.accept(
            at.fault(SAN_MISMATCH, "has a common name that is no alternative name", COMMON_NAME)
                .measured(commonName, "a copy of a subject alternative name"));
      }
    }
  }

  private static boolean isWebName(GeneralName name) {
    return switch (name.getTagNo()) {
      case GeneralName.dNSName -> {
        String text = name.getName().toString();
        yield text.length() <= LONGEST_NAME && DNS_NAME.matcher(text).matches();
      }
      case GeneralName.iPAddress -> PresentedNames.address(name).isPresent();
      default -> false;
    };
  }

  /**
   * Of the list of public suffixes the part of the registries alone, as section 3.2.2.6 advises:
   * the others, such as {@code s3.amazonaws.com}, have owners, who get such certificates.
   */
  private static boolean isOfARegistry(GeneralName name) {
    if (name.getTagNo() != GeneralName.dNSName
        || !name.getName().toString().startsWith(ANY_LABEL)
        || !isWebName(name)) {
      return false;
    }
    String domain = name.getName().toString().substring(ANY_LABEL.length());
    return InternetDomainName.isValid(domain) && InternetDomainName.from(domain).isRegistrySuffix();
  }

  private static List<String> commonNames(ParsedCertificate leaf) {
    List<String> names = new ArrayList<>();
    for (RDN rdn : leaf.structure().getSubject().getRDNs(BCStyle.CN)) {
      for (AttributeTypeAndValue attribute : rdn.getTypesAndValues()) {
        if (attribute.getType().equals(BCStyle.CN)) {
          names.add(IETFUtils.valueToString(attribute.getValue()));
        }
      }
    }
    return names;
  }
}
