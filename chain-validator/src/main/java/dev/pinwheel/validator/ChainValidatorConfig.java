package dev.pinwheel.validator;

import dev.pinwheel.runtime.config.ConfigKey;
import dev.pinwheel.runtime.config.Settings;
import dev.pinwheel.schemas.TargetKind;
import dev.pinwheel.validator.chain.path.IntermediateStore;
import dev.pinwheel.validator.chain.path.TrustStore;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The validator's settings, loaded and checked: files are read while the settings are, so that a
 * wrong one stops the start like any wrong setting.
 *
 * @param kinds kinds of target that are switched on
 */
public record ChainValidatorConfig(
    TrustStore anchors,
    IntermediateStore intermediates,
    PolicyCatalogue policies,
    Set<TargetKind> kinds) {

  /** Every kind but the one that stands for kinds that this version does not know. */
  private static final Set<TargetKind> KNOWN_KINDS =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(TargetKind.UNKNOWN)));

  static final ConfigKey<TrustStore> ANCHORS =
      new ConfigKey<>(
          "anchors",
          "PEM file, or folder of .pem, .crt and .cer files, with the trust anchors. Whoever can"
              + " write there decides which chains are valid.",
          Optional.empty(),
          text -> new TrustStore(PemFiles.load(Path.of(text.trim()))));

  static final ConfigKey<IntermediateStore> INTERMEDIATES =
      new ConfigKey<>(
          "intermediates",
          "PEM file or folder with intermediates that requesters may leave out; none where it is"
              + " empty. They are checked, not trusted.",
          Optional.of(""),
          text ->
              text.isBlank()
                  ? IntermediateStore.EMPTY
                  : new IntermediateStore(PemFiles.load(Path.of(text.trim()))));

  static final ConfigKey<PolicyCatalogue> POLICIES =
      new ConfigKey<>(
          "policies",
          "Folder of .yaml policy files on top of the shipped templates: a whole template takes the"
              + " place of its kind's, an override has what differs for some regions or targets."
              + " Changes count within seconds. Empty for the shipped ones.",
          Optional.of(""),
          text ->
              text.isBlank()
                  ? PolicyCatalogue.shipped()
                  : PolicyCatalogue.of(Path.of(text.trim())));

  static final ConfigKey<Set<TargetKind>> TARGET_KINDS =
      new ConfigKey<>(
          "target.kinds",
          "Kinds of target that are switched on, separated by commas; rotations of others are"
              + " refused as TARGET_KIND_UNSUPPORTED.",
          Optional.of(KNOWN_KINDS.stream().map(TargetKind::name).collect(Collectors.joining(", "))),
          ChainValidatorConfig::kinds);

  /** Every key, besides those that all services share. */
  public static final List<ConfigKey<?>> KEYS =
      List.of(ANCHORS, INTERMEDIATES, POLICIES, TARGET_KINDS);

  public ChainValidatorConfig {
    kinds = Set.copyOf(kinds);
  }

  static ChainValidatorConfig from(Settings settings) {
    return new ChainValidatorConfig(
        settings.get(ANCHORS),
        settings.get(INTERMEDIATES),
        settings.get(POLICIES),
        settings.get(TARGET_KINDS));
  }

  private static Set<TargetKind> kinds(String text) {
    Set<TargetKind> kinds = EnumSet.noneOf(TargetKind.class);
    for (String name : text.trim().split("\\s*,\\s*", -1)) {
      kinds.add(
          KNOWN_KINDS.stream()
              .filter(kind -> kind.name().equals(name))
              .findFirst()
              .orElseThrow(() -> new IllegalArgumentException("expected some of " + KNOWN_KINDS)));
    }
    return kinds;
  }
}
