package dev.pinwheel.chain.rule;

import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.util.Optional;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.GeneralName;

/**
 * Alternative names have the form of RFC 5280 section 4.2.1.6: addresses of 4 or 16 octets, text
 * that is there and is ASCII. The names of every certificate of the path count, since a reader that
 * guesses what a name means may guess another one than the server.
 */
final class NameFormRule implements PathRule {

  private static final String RULE = "RFC 5280 section 4.2.1.6";
  private static final String TEXT = "IA5String, ASCII alone (RFC 5280 section 4.2.1.6)";

  /** A name that is a blank: RFC 1034's word for the root, which is no host. */
  private static final String BLANK = " ";

  private record Fault(String what, String found, String wanted) {}

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    for (int position = 0; position < path.length(); position++) {
      CertificateAt at = new CertificateAt(path.at(position), position);
      path.at(position).extensions().names().stream()
          .flatMap(name -> fault(name).stream())
          .distinct()
          .forEach(
              fault ->
                  violations.accept(
                      at.extension(fault.what(), RULE).measured(fault.found(), fault.wanted())));
    }
  }

  private static Optional<Fault> fault(GeneralName name) {
    return switch (name.getTagNo()) {
      case GeneralName.iPAddress -> address(name);
      case GeneralName.dNSName -> text(name, "dNSName");
      case GeneralName.rfc822Name -> text(name, "rfc822Name");
      case GeneralName.uniformResourceIdentifier -> text(name, "uniformResourceIdentifier");
      default -> Optional.empty();
    };
  }

  private static Optional<Fault> address(GeneralName name) {
    int octets = ASN1OctetString.getInstance(name.getName()).getOctetsLength();
    return octets == 4 || octets == 16
        ? Optional.empty()
        : Optional.of(
            new Fault(
                "has an iPAddress in subjectAltName that is none",
                octets + " octets",
                "4 octets, or 16 for IPv6"));
  }

  private static Optional<Fault> text(GeneralName name, String kind) {
    String text = name.getName().toString();
    if (text.isEmpty() || text.equals(BLANK)) {
      return Optional.of(
          new Fault("has an empty %s in subjectAltName".formatted(kind), "nothing", "a name"));
    }
    return text.chars().allMatch(character -> character < 0x80)
        ? Optional.empty()
        : Optional.of(
            new Fault(
                "has a %s in subjectAltName that is not ASCII".formatted(kind),
                PresentedNames.text(name),
                TEXT));
  }
}
