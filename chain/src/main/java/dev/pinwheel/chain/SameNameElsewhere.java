package dev.pinwheel.chain;

import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.name.AttributeText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * Which verifiers take the issuer's name in one certificate for the subject of another, where RFC
 * 5280 section 7.1 says that they are equal. Each compares in its own way: GnuTLS (3.7.9) byte by
 * byte with an anchor and by text inside of a chain, OpenSSL (3.0) by text with the case of ASCII
 * letters alone folded, the JDK and Bouncy Castle as their own classes for names do.
 */
final class SameNameElsewhere {

  private SameNameElsewhere() {}

  /**
   * Names of those that refuse; empty where every one of them takes the two for one name.
   *
   * @param sent whether the issuer's certificate is part of the chain that is sent
   */
  static List<String> refusedBy(
      ParsedCertificate certificate, ParsedCertificate issuer, boolean sent) {
    if (Arrays.equals(certificate.issuerDer(), issuer.subjectDer())) {
      return List.of();
    }
    X500Name wanted = certificate.structure().getIssuer();
    X500Name found = issuer.structure().getSubject();
    List<String> refused = new ArrayList<>();
    if (!sent || !asGnuTls(wanted).equals(asGnuTls(found))) {
      refused.add("GnuTLS");
    }
    if (!asOpenSsl(wanted).equals(asOpenSsl(found))) {
      refused.add("OpenSSL");
    }
    boolean sameForJdk =
        new X500Principal(certificate.issuerDer()).equals(new X500Principal(issuer.subjectDer()));
    if (!sameForJdk) {
      refused.add("the JDK");
    }
    // its path builder selects by the JDK's comparison, and its validator makes its own
    if (!sameForJdk || !wanted.equals(found)) {
      refused.add("Bouncy Castle");
    }
    return refused;
  }

  private static List<Set<String>> asGnuTls(X500Name name) {
    return Arrays.stream(name.getRDNs()).map(part -> compared(part, text -> text)).toList();
  }

  /** X509_NAME's canonical form, part by part. */
  private static List<Set<String>> asOpenSsl(X500Name name) {
    return Arrays.stream(name.getRDNs())
        .map(part -> compared(part, SameNameElsewhere::folded))
        .toList();
  }

  private static Set<String> compared(RDN part, UnaryOperator<String> preparation) {
    Set<String> attributes = new HashSet<>();
    for (AttributeTypeAndValue attribute : part.getTypesAndValues()) {
      String value =
          AttributeText.of(attribute.getValue())
              .map(text -> preparation.apply(text.text()))
              .orElseGet(() -> attribute.getValue().toString());
      attributes.add(attribute.getType().getId() + "=" + value);
    }
    return attributes;
  }

  private static String folded(String text) {
    StringBuilder folded = new StringBuilder(text.length());
    text.chars().forEach(c -> folded.append(c < 0x80 ? Character.toLowerCase((char) c) : (char) c));
    return folded.toString().strip().replaceAll("[ \\t\\n\\x0B\\f\\r]+", " ");
  }
}
