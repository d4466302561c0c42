package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.finding.ViolationCode.CERTIFICATE_POLICY_VIOLATED;

import dev.pinwheel.chain.certificate.CertificateExtensions;
import dev.pinwheel.chain.certificate.ParsedCertificate;
import dev.pinwheel.chain.finding.Violation;
import dev.pinwheel.chain.path.CandidatePath;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.x509.PolicyInformation;

/**
 * Certificate policies (RFC 5280 section 6.1, steps about policies, with the graph of RFC 9618 in
 * place of the tree). The trust anchor's own policy extensions are not processed (section 6.1.1
 * (d)).
 */
final class CertificatePoliciesRule implements PathRule {

  @Override
  public void check(
      CandidatePath path, ValidationParameters parameters, Consumer<Violation> violations) {
    if (path.isAnchored() && path.length() > 1 && canFail(path, parameters.certificatePolicies())) {
      new Processing(path, parameters.certificatePolicies()).run(violations);
    }
  }

  /**
   * Where nobody asks for an explicit policy, explicit_policy stays above 0 to the end (6.1.2 (d)),
   * and a path without any policy is as good as another.
   */
  private static boolean canFail(CandidatePath path, CertificatePolicyDemand demand) {
    if (demand.requireExplicit()) {
      return true;
    }
    for (int position = 0; position < path.length() - 1; position++) {
      CertificateExtensions extensions = path.at(position).extensions();
      if (extensions.policyConstraints().isPresent() || extensions.policyMappings().isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** The state of one path: certificate i of n is the one at position n - i. */
  private static final class Processing {

    private final CandidatePath path;
    private final CertificatePolicyDemand demand;
    private final int n;
    private PolicyGraph graph = new PolicyGraph();
    // 6.1.2 (d), (e), (f)
    private int explicitPolicy;
    private int inhibitAnyPolicy;
    private int policyMapping;

    Processing(CandidatePath path, CertificatePolicyDemand demand) {
      this.path = path;
      this.demand = demand;
      this.n = path.length() - 1;
      this.explicitPolicy = demand.requireExplicit() ? 0 : n + 1;
      this.inhibitAnyPolicy = demand.inhibitAny() ? 0 : n + 1;
      this.policyMapping = demand.inhibitMapping() ? 0 : n + 1;
    }

    void run(Consumer<Violation> violations) {
      for (int i = 1; i <= n; i++) {
        int position = n - i;
        ParsedCertificate certificate = path.at(position);
        CertificateExtensions extensions = certificate.extensions();
        boolean anyCounts = inhibitAnyPolicy > 0 || (i < n && certificate.isSelfIssued());
        graph.descend(policies(extensions), anyCounts); // 6.1.3 (d), (e)
        if (explicitPolicy == 0 && graph.isEmpty()) { // 6.1.3 (f)
          violations.accept(
              violation("leaves no policy for which the path is valid", position)
                  .citing("RFC 5280 section 6.1.3 (f)"));
          return;
        }
        if (i < n) {
          if (!map(extensions, position, violations)) {
            return;
          }
          if (!certificate.isSelfIssued()) { // 6.1.4 (h)
            explicitPolicy = Math.max(0, explicitPolicy - 1);
            policyMapping = Math.max(0, policyMapping - 1);
            inhibitAnyPolicy = Math.max(0, inhibitAnyPolicy - 1);
          }
          constrain(extensions); // 6.1.4 (i), (j)
        }
      }
      wrapUp(violations);
    }

    /** 6.1.4 (a) and (b). */
    private boolean map(
        CertificateExtensions extensions, int position, Consumer<Violation> violations) {
      List<PolicyGraph.Mapping> mappings = mappings(extensions);
      if (mappings.stream().anyMatch(PolicyGraph.Mapping::isOfAnyPolicy)) {
        violations.accept(
            violation("maps from or to anyPolicy", position).citing("RFC 5280 section 6.1.4 (a)"));
        return false;
      }
      graph.map(mappings, policyMapping > 0);
      return true;
    }

    private void constrain(CertificateExtensions extensions) {
      extensions
          .policyConstraints()
          .ifPresent(
              constraints -> {
                explicitPolicy =
                    smaller(explicitPolicy, constraints.getRequireExplicitPolicyMapping());
                policyMapping = smaller(policyMapping, constraints.getInhibitPolicyMapping());
              });
      inhibitAnyPolicy =
          Math.min(inhibitAnyPolicy, extensions.inhibitAnyPolicy().orElse(inhibitAnyPolicy));
    }

    /** 6.1.5 (a), (b) and (g). */
    private void wrapUp(Consumer<Violation> violations) {
      explicitPolicy = Math.max(0, explicitPolicy - 1);
      boolean required =
          path.leaf()
              .extensions()
              .policyConstraints()
              .map(constraints -> constraints.getRequireExplicitPolicyMapping())
              .filter(skip -> skip.signum() == 0)
              .isPresent();
      if ((explicitPolicy == 0 || required) && !graph.isValidForAnyOf(demand.acceptable())) {
        violations.accept(
            violation("has no policy that is acceptable", 0)
                .measured(
                    String.join(", ", graph.policies()), String.join(", ", demand.acceptable())));
      }
    }

    private Violation violation(String what, int position) {
      return new CertificateAt(path.at(position), position)
          .fault(CERTIFICATE_POLICY_VIOLATED, what, CERTIFICATE_POLICY_VIOLATED.citation());
    }
  }

  private static int smaller(int counter, BigInteger skip) {
    return skip == null || skip.compareTo(BigInteger.valueOf(counter)) >= 0
        ? counter
        : Math.max(0, skip.intValueExact());
  }

  private static Set<String> policies(CertificateExtensions extensions) {
    Set<String> policies = new LinkedHashSet<>();
    extensions
        .certificatePolicies()
        .ifPresent(
            value -> {
              for (PolicyInformation policy : value.getPolicyInformation()) {
                policies.add(policy.getPolicyIdentifier().getId());
              }
            });
    return policies;
  }

  private static List<PolicyGraph.Mapping> mappings(CertificateExtensions extensions) {
    List<PolicyGraph.Mapping> mappings = new ArrayList<>();
    extensions
        .policyMappings()
        .ifPresent(
            value ->
                ASN1Sequence.getInstance(value.toASN1Primitive())
                    .forEach(
                        pair -> {
                          ASN1Sequence both = ASN1Sequence.getInstance(pair);
                          mappings.add(
                              new PolicyGraph.Mapping(
                                  both.getObjectAt(0).toString(), both.getObjectAt(1).toString()));
                        }));
    return mappings;
  }
}
