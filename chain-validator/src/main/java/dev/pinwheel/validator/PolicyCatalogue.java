package dev.pinwheel.validator;

import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.validator.chain.policy.InvalidPolicyException;
import dev.pinwheel.validator.chain.policy.PolicyReader;
import dev.pinwheel.validator.chain.policy.PolicyTemplate;
import dev.pinwheel.validator.chain.policy.ShippedPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The policy template of each kind of target: the shipped ones, and an operator's in their place.
 */
public final class PolicyCatalogue {

  private final Map<TargetKind, PolicyTemplate> byKind = new EnumMap<>(TargetKind.class);

  private PolicyCatalogue() {
    ShippedPolicies.all().forEach(template -> byKind.put(template.targetKind(), template));
  }

  public static PolicyCatalogue shipped() {
    return new PolicyCatalogue();
  }

  /**
   * The shipped templates, each replaced by the {@code .yaml} file of a folder for the same kind.
   *
   * @throws IllegalArgumentException that names the file and every fault of it
   */
  public static PolicyCatalogue overriddenBy(Path folder) {
    PolicyCatalogue catalogue = new PolicyCatalogue();
    Map<TargetKind, Path> seen = new EnumMap<>(TargetKind.class);
    for (Path file : files(folder)) {
      PolicyTemplate template = read(file);
      Path earlier = seen.putIfAbsent(template.targetKind(), file);
      if (earlier != null) {
        throw new IllegalArgumentException(
            "%s and %s are both for %s".formatted(earlier, file, template.targetKind()));
      }
      catalogue.byKind.put(template.targetKind(), template);
    }
    return catalogue;
  }

  public Optional<PolicyTemplate> forKind(TargetKind kind) {
    return Optional.ofNullable(byKind.get(kind));
  }

  public Set<TargetKind> kinds() {
    return Set.copyOf(byKind.keySet());
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the folder " + folder, e);
    }
  }

  private static PolicyTemplate read(Path file) {
    try {
      return PolicyReader.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file, e);
    } catch (InvalidPolicyException e) {
      throw new IllegalArgumentException(file + ": " + String.join("; ", e.faults()), e);
    }
  }
}
