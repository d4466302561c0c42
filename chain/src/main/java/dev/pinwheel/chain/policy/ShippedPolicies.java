package dev.pinwheel.chain.policy;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;

/** The policy templates that come with the validator. */
public final class ShippedPolicies {

  private static final List<String> FILES =
      List.of(
          "oauth-client.yaml", "byoc-trunk.yaml", "edge-trunk.yaml", "data-action-endpoint.yaml");

  private ShippedPolicies() {}

  /** One template for each kind of target. */
  public static List<PolicyTemplate> all() {
    return files().stream().map(PolicyTemplate::of).toList();
  }

  /**
   * RFC 5280 and keys that are strong enough, for a chain that is for no target: what files are
   * checked against where no policy is named.
   */
  public static PolicyTemplate withoutTarget(Set<TlsUsage> usages) {
    return PolicyTemplate.of(file("rfc5280.yaml")).requiring(usages);
  }

  static List<PolicyFile> files() {
    return FILES.stream().map(ShippedPolicies::file).toList();
  }

  private static PolicyFile file(String file) {
    try (InputStream in = ShippedPolicies.class.getResourceAsStream("/policies/" + file)) {
      return PolicyReader.read("shipped:" + file, in.readAllBytes());
    } catch (IOException | InvalidPolicyException e) {
      throw new IllegalStateException("the shipped policy " + file + " cannot be read", e);
    }
  }
}
