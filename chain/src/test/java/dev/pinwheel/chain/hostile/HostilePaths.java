package dev.pinwheel.chain.hostile;

import static dev.pinwheel.chain.ChainCase.CA;
import static dev.pinwheel.chain.ChainCase.NOW;

import dev.pinwheel.chain.ManyPaths;
import dev.pinwheel.testing.pki.CertificateBuilder;
import dev.pinwheel.testing.pki.HeldCertificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;

/** Certificates that are all in order, and very many. */
final class HostilePaths {

  private static final String ROOT = CA.root().pem();

  private HostilePaths() {}

  static List<HostileCase> all() {
    List<HostileCase> cases = new ArrayList<>();
    cases.add(of("path-same-name-6", ManyPaths.ofOneName(6)));
    cases.add(of("path-same-name-16", ManyPaths.ofOneName(16)));
    ManyPaths ladder = ManyPaths.ladder();
    cases.add(of("path-ladder", ladder).with("anchors", ladder.root().pem()));
    cases.add(HostileCase.chain("path-mesh", ManyPaths.mesh().pem(), ROOT));
    cases.add(longChain());
    cases.add(lookAlikes());
    IntFunction<GeneralName> hosts = number -> name(GeneralName.dNSName, "n" + number + ".t");
    IntFunction<GeneralName> mailboxes =
        number -> name(GeneralName.rfc822Name, "a" + number + "@b.t");
    IntFunction<GeneralName> directories =
        number -> new GeneralName(new X500Name("CN=n" + number + ",O=t"));
    cases.add(constraints("names-dns", 900, hosts, hosts));
    cases.add(constraints("names-mail", 700, mailboxes, mailboxes));
    cases.add(
        constraints(
            "names-uri",
            600,
            number -> name(GeneralName.uniformResourceIdentifier, "n" + number + ".t"),
            number -> name(GeneralName.uniformResourceIdentifier, "http://n" + number + ".t/")));
    cases.add(constraints("names-directory", 500, directories, directories));
    cases.add(
        HostileCase.chain("policies-25", ManyPaths.ofPolicies(25, 2).pem(), ROOT)
            .with("policies", ""));
    cases.add(of("policies-8", ManyPaths.ofPolicies(8, 8)).with("policies", ""));
    cases.add(of("policies-60", ManyPaths.ofPolicies(60, 8)).with("policies", ""));
    return cases;
  }

  /** Five hundred CAs, each issued by the next. */
  private static HostileCase longChain() {
    HeldCertificate issuer = CA.root();
    StringBuilder all = new StringBuilder();
    for (int number = 0; number < 500; number++) {
      issuer = CA.authority("CN=Link " + number).issuedBy(issuer).build();
      all.append(issuer.pem());
    }
    return HostileCase.chain("path-long", CA.clientOf(issuer, "x").build().pem(), ROOT)
        .with("store", all.toString());
  }

  /** Many CAs of the leaf's issuer's name, any of which might have signed it. */
  private static HostileCase lookAlikes() {
    StringBuilder all = new StringBuilder();
    for (int number = 0; number < 300; number++) {
      all.append(
          CA.authority("CN=GenesysCloudArchitectureCA,O=Pinwheel")
              .withoutKeyIdentifiers()
              .issuedBy(CA.root())
              .buildPem());
    }
    return HostileCase.chain(
            "path-look-alikes", CA.client("x").withoutKeyIdentifiers().build().pem(), ROOT)
        .with("store", all.toString());
  }

  /** As many excluded names as names, on the paths of three CAs that are not valid any more. */
  private static HostileCase constraints(
      String name, int count, IntFunction<GeneralName> excludes, IntFunction<GeneralName> names) {
    GeneralSubtree[] excluded =
        IntStream.range(0, count)
            .mapToObj(number -> new GeneralSubtree(excludes.apply(number)))
            .toArray(GeneralSubtree[]::new);
    CertificateBuilder authority = constrained(excluded);
    HeldCertificate first = authority.build();
    CertificateBuilder leaf = CA.clientOf(first, "x").withoutAlternativeNames();
    IntStream.range(count, 2 * count).mapToObj(names).forEach(leaf::alternativeName);
    StringBuilder expired = new StringBuilder();
    for (int number = 0; number < 3; number++) {
      expired.append(
          constrained(excluded)
              .keyOf(first)
              .validity(NOW.minus(Duration.ofDays(2)), NOW.minus(Duration.ofDays(1)))
              .buildPem());
    }
    return HostileCase.chain(name, leaf.build().pem(), ROOT)
        .with("store", expired.toString())
        .with("host", "x.example");
  }

  private static CertificateBuilder constrained(GeneralSubtree... excluded) {
    return CA.authority("CN=Constrained")
        .issuedBy(CA.root())
        .extension(Extension.nameConstraints.getId(), true, new NameConstraints(null, excluded));
  }

  private static HostileCase of(String name, ManyPaths paths) {
    return HostileCase.chain(name, paths.leaf().pem(), CA.root().pem())
        .with("store", paths.authoritiesPem());
  }

  private static GeneralName name(int kind, String value) {
    return new GeneralName(kind, value);
  }
}
