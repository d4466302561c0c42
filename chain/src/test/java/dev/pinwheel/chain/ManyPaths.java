package dev.pinwheel.chain;

import static dev.pinwheel.chain.ChainCase.CA;

import dev.pinwheel.testing.pki.HeldCertificate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.CertPolicyId;
import org.bouncycastle.asn1.x509.CertificatePolicies;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.asn1.x509.PolicyInformation;
import org.bouncycastle.asn1.x509.PolicyMappings;

/**
 * Certificates that are all in order, and of which there are more ways than anybody can go.
 *
 * @param root what the ways may lead to
 * @param authorities what lies on the ways
 * @param leaf where they begin
 */
public record ManyPaths(
    HeldCertificate root, List<HeldCertificate> authorities, HeldCertificate leaf) {

  /** As many roots of one name, each of which signed each other: every order of them is a path. */
  public static ManyPaths ofOneName(int count) {
    List<HeldCertificate> roots = new ArrayList<>();
    for (int number = 0; number < count; number++) {
      roots.add(CA.authority("CN=Same").withoutKeyIdentifiers().build());
    }
    List<HeldCertificate> all = new ArrayList<>();
    for (HeldCertificate subject : roots) {
      for (HeldCertificate issuer : roots) {
        if (!subject.equals(issuer)) {
          all.add(
              CA.authority("CN=Same")
                  .withoutKeyIdentifiers()
                  .keyOf(subject)
                  .issuedBy(issuer)
                  .build());
        }
      }
    }
    HeldCertificate leaf = CA.clientOf(roots.getFirst(), "x").withoutKeyIdentifiers().build();
    return new ManyPaths(roots.get(count - 2), all, leaf);
  }

  /** As many paths as there are ways through nine floors of four doors, and none of them valid. */
  public static ManyPaths ladder() {
    NameConstraints nowhere =
        new NameConstraints(
            new GeneralSubtree[] {new GeneralSubtree(new GeneralName(GeneralName.dNSName, "no"))},
            null);
    HeldCertificate root =
        CA.authority("CN=Constrained Root")
            .extension(Extension.nameConstraints.getId(), true, nowhere)
            .build();
    List<HeldCertificate> all = new ArrayList<>();
    HeldCertificate below = root;
    for (int floor = 0; floor < 9; floor++) {
      HeldCertificate issuer = below;
      HeldCertificate first = CA.authority("CN=Floor " + floor).issuedBy(issuer).build();
      all.add(first);
      for (int door = 1; door < 4; door++) {
        all.add(CA.authority("CN=Floor " + floor).keyOf(first).issuedBy(issuer).build());
      }
      below = first;
    }
    return new ManyPaths(root, all, CA.clientOf(below, "x").build());
  }

  /** Four CAs that issued each other, with a leaf as many certificates as a request may have. */
  public static ManyPaths mesh() {
    List<HeldCertificate> roots = new ArrayList<>();
    for (int number = 0; number < 4; number++) {
      roots.add(CA.authority("CN=Mesh " + number).build());
    }
    List<HeldCertificate> mesh = new ArrayList<>();
    for (int subject = 0; subject < 4; subject++) {
      for (int issuer = 0; issuer < 4 && mesh.size() < 9; issuer++) {
        if (issuer != subject) {
          mesh.add(
              CA.authority("CN=Mesh " + subject)
                  .keyOf(roots.get(subject))
                  .issuedBy(roots.get(issuer))
                  .build());
        }
      }
    }
    return new ManyPaths(roots.get(2), mesh, CA.clientOf(roots.getFirst(), "x").build());
  }

  /**
   * Every policy is mapped to every policy, on every level below the tests' root: in RFC 5280's
   * tree each level would have as many nodes as the one above, times the policies.
   */
  public static ManyPaths ofPolicies(int policies, int levels) {
    List<HeldCertificate> chain = new ArrayList<>();
    HeldCertificate below = CA.root();
    for (int level = 0; level < levels; level++) {
      below =
          CA.authority("CN=Level " + level)
              .issuedBy(below)
              .extension(Extension.certificatePolicies.getId(), false, policies(policies))
              .extension(Extension.policyMappings.getId(), true, everyToEvery(policies))
              .build();
      chain.add(below);
    }
    HeldCertificate leaf =
        CA.clientOf(below, "x")
            .extension(Extension.certificatePolicies.getId(), false, policies(1))
            .build();
    return new ManyPaths(CA.root(), chain, leaf);
  }

  /** Leaf first, as one text of PEM. */
  public String pem() {
    return leaf.pem() + authoritiesPem();
  }

  public String authoritiesPem() {
    return ChainCase.pem(authorities.toArray(HeldCertificate[]::new));
  }

  private static CertificatePolicies policies(int count) {
    return new CertificatePolicies(
        IntStream.range(0, count)
            .mapToObj(number -> new PolicyInformation(policy(number)))
            .toArray(PolicyInformation[]::new));
  }

  private static PolicyMappings everyToEvery(int count) {
    List<CertPolicyId> from = new ArrayList<>();
    List<CertPolicyId> to = new ArrayList<>();
    for (int one = 0; one < count; one++) {
      for (int other = 0; other < count; other++) {
        from.add(CertPolicyId.getInstance(policy(one)));
        to.add(CertPolicyId.getInstance(policy(other)));
      }
    }
    return new PolicyMappings(from.toArray(CertPolicyId[]::new), to.toArray(CertPolicyId[]::new));
  }

  private static ASN1ObjectIdentifier policy(int number) {
    return new ASN1ObjectIdentifier("1.3.6.1.4.1.99999.8." + number);
  }
}
