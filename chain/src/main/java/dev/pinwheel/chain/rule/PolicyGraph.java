package dev.pinwheel.chain.rule;

import static dev.pinwheel.chain.rule.CertificatePolicyDemand.ANY_POLICY;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The valid-policy graph of RFC 9618 section 3: at each depth one node for each policy, where the
 * tree of RFC 5280 section 6.1.2 (a) may have as many as paths lead to it. Its size is bounded by
 * the policies and mappings in the certificates, so that no set of mappings makes it explode.
 */
final class PolicyGraph {

  /** One pair of policies that a CA says are the same (RFC 5280 section 4.2.1.5). */
  record Mapping(String issuerPolicy, String subjectPolicy) {
    boolean isOfAnyPolicy() {
      return issuerPolicy.equals(ANY_POLICY) || subjectPolicy.equals(ANY_POLICY);
    }
  }

  private static final class Node {
    private final String policy;
    private final Set<Node> parents;
    private Set<String> expected;

    Node(String policy, Set<Node> parents) {
      this.policy = policy;
      this.parents = parents;
      this.expected = Set.of(policy);
    }
  }

  /** The nodes of the depth that was reached, by policy; empty is the RFC's NULL. */
  private Map<String, Node> level = new LinkedHashMap<>();

  /** The node of anyPolicy one depth above, where there is one: mappings may need it. */
  private Node anyAbove;

  PolicyGraph() {
    level.put(ANY_POLICY, new Node(ANY_POLICY, Set.of()));
  }

  boolean isEmpty() {
    return level.isEmpty();
  }

  /**
   * One certificate further (section 6.1.3 (d) and (e)).
   *
   * @param policies of the certificate; none empties the graph
   * @param anyCounts whether its anyPolicy is looked at
   */
  void descend(Set<String> policies, boolean anyCounts) {
    Map<String, Set<Node>> expecting = new LinkedHashMap<>();
    for (Node node : level.values()) {
      node.expected.forEach(
          policy -> expecting.computeIfAbsent(policy, one -> new LinkedHashSet<>()).add(node));
    }
    Node any = level.get(ANY_POLICY);
    Map<String, Node> next = new LinkedHashMap<>();
    for (String policy : policies) {
      if (policy.equals(ANY_POLICY)) {
        continue;
      }
      if (expecting.containsKey(policy)) {
        next.put(policy, new Node(policy, expecting.get(policy)));
      } else if (any != null) {
        next.put(policy, new Node(policy, Set.of(any)));
      }
    }
    if (anyCounts && policies.contains(ANY_POLICY)) {
      expecting.forEach((policy, parents) -> next.putIfAbsent(policy, new Node(policy, parents)));
    }
    anyAbove = any;
    level = next;
  }

  /** Section 6.1.4 (b): what the CA maps is expected under its other name from now on. */
  void map(List<Mapping> mappings, boolean allowed) {
    Map<String, Set<String>> mapped = new LinkedHashMap<>();
    for (Mapping mapping : mappings) {
      mapped
          .computeIfAbsent(mapping.issuerPolicy(), one -> new LinkedHashSet<>())
          .add(mapping.subjectPolicy());
    }
    mapped.forEach(
        (policy, others) -> {
          if (!allowed) {
            level.remove(policy);
          } else if (level.containsKey(policy)) {
            level.get(policy).expected = others;
          } else if (level.containsKey(ANY_POLICY) && anyAbove != null) {
            Node node = new Node(policy, Set.of(anyAbove));
            node.expected = others;
            level.put(policy, node);
          }
        });
  }

  /** Section 6.1.5 (g): whether the path is valid under one of these policies. */
  boolean isValidForAnyOf(Set<String> acceptable) {
    if (level.isEmpty()) {
      return false;
    }
    return acceptable.contains(ANY_POLICY)
        || level.containsKey(ANY_POLICY)
        || policies().stream().anyMatch(acceptable::contains);
  }

  /**
   * The policies for which the path is valid, in the words of the CA nearest to the anchor: those
   * directly below an anyPolicy from which the depth that was reached can be reached.
   */
  Set<String> policies() {
    Set<String> policies = new TreeSet<>();
    Set<Node> seen = new HashSet<>(level.values());
    Deque<Node> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Node node = open.remove();
      if (node.parents.stream().anyMatch(parent -> parent.policy.equals(ANY_POLICY))) {
        policies.add(node.policy);
      }
      node.parents.stream().filter(seen::add).forEach(open::add);
    }
    return policies;
  }
}
