package dev.pinwheel.chain.policy;

import dev.pinwheel.schemas.TargetKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A policy file: a whole template for a kind of target, or an override for some targets of the kind
 * that has only the keys that differ.
 */
public final class PolicyFile {

  private final PolicySource source;
  private final TargetKind targetKind;
  private final TargetSelector selector;
  private final PolicySettings settings;

  PolicyFile(
      PolicySource source,
      TargetKind targetKind,
      TargetSelector selector,
      PolicySettings settings) {
    this.source = source;
    this.targetKind = targetKind;
    this.selector = selector;
    this.settings = settings;
  }

  public PolicySource source() {
    return source;
  }

  /** UNKNOWN for a chain that is for no target. */
  public TargetKind targetKind() {
    return targetKind;
  }

  public TargetSelector selector() {
    return selector;
  }

  /** The keys that the file has, in the order in which templates have them. */
  public List<PolicyLine> lines() {
    return PolicyKeys.ALL.stream()
        .filter(key -> settings.origin(key).isPresent())
        .map(key -> settings.line(key))
        .toList();
  }

  /** What can be used as it is, and is probably not what its author wants at an instant. */
  public List<PolicyFault> warnings(Instant now) {
    return PolicyKeys.CERTIFICATE_LISTS.stream()
        .filter(key -> settings.origin(key).isPresent())
        .flatMap(
            key ->
                settings.get(key).entries().stream()
                    .flatMap(entry -> warnings(key, entry, now).stream()))
        .toList();
  }

  private List<PolicyFault> warnings(
      PolicyKey<AllowedCertificates> key, AllowedCertificate entry, Instant now) {
    List<PolicyFault> warnings = new ArrayList<>();
    int line = settings.origin(key).orElseThrow().line();
    String what = key.name() + ": " + entry.text();
    if (!entry.countsAt(now)) {
      warnings.add(
          new PolicyFault(
              line, "%s expired at %s and does not count".formatted(what, entry.expires().get())));
    }
    if (entry.expires().isPresent() && entry.reason().isEmpty()) {
      warnings.add(new PolicyFault(line, what + " is an exception without a reason"));
    }
    return warnings;
  }

  PolicySettings settings() {
    return settings;
  }
}
