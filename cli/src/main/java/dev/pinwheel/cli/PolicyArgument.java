package dev.pinwheel.cli;

import dev.pinwheel.chain.policy.InvalidPolicyException;
import dev.pinwheel.chain.policy.PolicyFile;
import dev.pinwheel.chain.policy.PolicyReader;
import dev.pinwheel.chain.policy.PolicyTemplate;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.validator.PolicyCatalogue;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;

/** A policy on the command line: a file, or a kind of target for its shipped template. */
final class PolicyArgument {

  private PolicyArgument() {}

  static Optional<TargetKind> kind(String text) {
    return Arrays.stream(TargetKind.values())
        .filter(value -> value.name().equalsIgnoreCase(text))
        .findFirst();
  }

  static PolicyFile file(String text) {
    Path file = Path.of(text);
    if (!Files.exists(file)) {
      throw new WrongUsageException(
          "%s is neither a file nor one of %s"
              .formatted(text, EnumSet.complementOf(EnumSet.of(TargetKind.UNKNOWN))));
    }
    try {
      return PolicyReader.read(text, TextFile.read(file).getBytes(StandardCharsets.UTF_8));
    } catch (InvalidPolicyException e) {
      throw new WrongUsageException(e.getMessage(), e);
    }
  }

  /** A whole template; an override says nothing alone. */
  static PolicyTemplate template(String text) {
    Optional<TargetKind> kind = kind(text).filter(known -> known != TargetKind.UNKNOWN);
    if (kind.isPresent()) {
      return PolicyCatalogue.shipped().forTarget(kind.get(), "", "");
    }
    try {
      return PolicyTemplate.of(file(text));
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(text + ": " + e.getMessage(), e);
    }
  }
}
