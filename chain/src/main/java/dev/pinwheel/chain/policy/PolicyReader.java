package dev.pinwheel.chain.policy;

import dev.pinwheel.schemas.TargetKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a policy file. It is strict: an unknown key, a value that makes no sense, or an issuer list
 * that is missing is a fault, so that a typing error can never loosen a policy.
 */
public final class PolicyReader {

  private PolicyReader() {}

  /**
   * Reads a whole template or an override.
   *
   * @param file how faults and findings name it
   * @param bytes UTF-8 YAML; the file's digest is theirs
   * @throws InvalidPolicyException with every fault at once
   */
  public static PolicyFile read(String file, byte[] bytes) throws InvalidPolicyException {
    List<PolicyFault> faults = new ArrayList<>();
    Optional<PolicyFile> read =
        YamlMapping.read(new String(bytes, StandardCharsets.UTF_8), faults)
            .flatMap(yaml -> file(file, bytes, yaml));
    if (!faults.isEmpty()) {
      faults.sort(Comparator.comparingInt(PolicyFault::line));
      throw new InvalidPolicyException(file, faults);
    }
    return read.orElseThrow();
  }

  /** Empty where something that every file needs is missing; faults are with the mapping. */
  private static Optional<PolicyFile> file(String file, byte[] bytes, YamlMapping yaml) {
    Optional<String> name = yaml.required("name", PolicyValues::word);
    Optional<String> version = yaml.required("version", PolicyValues::word);
    Optional<TargetKind> kind = yaml.required("targetKind", PolicyValues::targetKind);
    TargetSelector selector =
        yaml.take("appliesTo").flatMap(PolicyReader::selector).orElse(TargetSelector.ALL);
    boolean whole = yaml.take("appliesTo").isEmpty();
    PolicySettings settings = new PolicySettings();
    for (PolicyKey<?> key : PolicyKeys.ALL) {
      take(key, whole, file, yaml, settings);
    }
    yaml.finish();
    return name.isEmpty() || version.isEmpty() || kind.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new PolicyFile(
                new PolicySource(file, name.get(), version.get(), PolicyTemplate.sha256(bytes)),
                kind.get(),
                selector,
                settings));
  }

  private static <T> void take(
      PolicyKey<T> key, boolean whole, String file, YamlMapping yaml, PolicySettings settings) {
    Optional<YamlValue> value = yaml.take(key.name());
    if (value.isEmpty() && whole && key.absent().isEmpty()) {
      yaml.missing(key.name(), "; " + key.hint());
    }
    value.ifPresent(
        found ->
            key.reader()
                .apply(found)
                .ifPresent(read -> settings.put(key, read, new PolicyOrigin(file, found.line()))));
  }

  private static Optional<TargetSelector> selector(YamlValue value) {
    return value
        .mapping()
        .map(
            mapping -> {
              TargetSelector selector =
                  new TargetSelector(names(mapping, "regions"), names(mapping, "targets"));
              mapping.finish();
              if (selector.isAll()) {
                value.fault("names neither regions nor targets; leave it out for a whole template");
              }
              return selector;
            });
  }

  private static Set<String> names(YamlMapping mapping, String key) {
    return mapping.take(key).flatMap(PolicyValues.setOf(PolicyValues::word)).orElse(Set.of());
  }
}
