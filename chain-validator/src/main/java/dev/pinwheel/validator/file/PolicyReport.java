package dev.pinwheel.validator.file;

import dev.pinwheel.chain.policy.PolicyFile;
import dev.pinwheel.chain.policy.PolicyLine;
import dev.pinwheel.chain.policy.PolicyOrigin;
import dev.pinwheel.chain.policy.PolicySource;
import dev.pinwheel.chain.policy.PolicyTemplate;
import java.util.List;

/**
 * A policy in plain values, for printing and for JSON.
 *
 * @param name what events record
 * @param version what events record
 * @param digest what events record
 * @param sources the files that it is made of; a later one has the last word
 * @param settings every key of a template; of an override the keys that it has
 */
public record PolicyReport(
    String name,
    String version,
    String digest,
    String targetKind,
    List<PolicySource> sources,
    List<Setting> settings) {

  public PolicyReport {
    sources = List.copyOf(sources);
    settings = List.copyOf(settings);
  }

  /**
   * One key.
   *
   * @param value as YAML
   * @param from file and line, or {@code default}
   * @param words what it asks for
   */
  public record Setting(String key, String value, String from, String words) {}

  /** What holds for a target. */
  public static PolicyReport of(PolicyTemplate template) {
    return new PolicyReport(
        template.name(),
        template.version(),
        template.digest(),
        template.targetKind().name(),
        template.sources(),
        template.lines().stream().map(PolicyReport::setting).toList());
  }

  /** What one file says. */
  public static PolicyReport of(PolicyFile file) {
    return new PolicyReport(
        file.source().name(),
        file.source().version(),
        file.source().digest(),
        file.targetKind().name(),
        List.of(file.source()),
        file.lines().stream().map(PolicyReport::setting).toList());
  }

  private static Setting setting(PolicyLine line) {
    return new Setting(
        line.key(),
        line.value(),
        line.origin().map(PolicyOrigin::toString).orElse("default"),
        line.words());
  }
}
