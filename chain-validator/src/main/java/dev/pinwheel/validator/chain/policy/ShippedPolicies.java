package dev.pinwheel.validator.chain.policy;

import dev.pinwheel.schemas.TargetKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The policy templates that come with the validator. */
public final class ShippedPolicies {

  private static final List<String> FILES =
      List.of(
          "oauth-client.yaml", "byoc-trunk.yaml", "edge-trunk.yaml", "data-action-endpoint.yaml");

  private ShippedPolicies() {}

  /** One template for each kind of target, in the order of {@link TargetKind}. */
  public static List<PolicyTemplate> all() {
    List<PolicyTemplate> templates = new ArrayList<>();
    for (String file : FILES) {
      try (InputStream in = ShippedPolicies.class.getResourceAsStream("/policies/" + file)) {
        templates.add(PolicyReader.read(in.readAllBytes()));
      } catch (IOException | InvalidPolicyException e) {
        throw new IllegalStateException("the shipped policy " + file + " cannot be read", e);
      }
    }
    return List.copyOf(templates);
  }

  /**
   * RFC 5280 and keys that are strong enough, for a chain that is for no target: what files are
   * checked against where no policy is named.
   */
  public static PolicyTemplate withoutTarget(Set<TlsUsage> usages) {
    return new PolicyTemplate(
        "rfc5280",
        "1",
        TargetKind.UNKNOWN,
        List.of(),
        usages,
        true,
        2048,
        EnumSet.allOf(NamedKey.class),
        false,
        List.of(),
        Optional.empty(),
        Optional.empty(),
        PolicyTemplate.PLATFORM_PINS,
        RootInBundle.ALLOWED,
        "");
  }
}
