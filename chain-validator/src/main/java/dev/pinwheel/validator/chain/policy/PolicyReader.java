package dev.pinwheel.validator.chain.policy;

import dev.pinwheel.schemas.TargetKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads a policy template from YAML. It is strict: an unknown key, a value that makes no sense, or
 * an issuer list that is missing is a fault, so that a typing error can never loosen a policy.
 */
public final class PolicyReader {

  private PolicyReader() {}

  /**
   * Reads a template.
   *
   * @param bytes UTF-8 YAML; the template's digest is theirs
   * @throws InvalidPolicyException with every fault at once
   */
  public static PolicyTemplate read(byte[] bytes) throws InvalidPolicyException {
    YamlMapping yaml = YamlMapping.read(new String(bytes, StandardCharsets.UTF_8));
    Optional<String> name = yaml.required("name", PolicyReader::word);
    Optional<String> version = yaml.required("version", PolicyReader::word);
    Optional<TargetKind> kind = yaml.required("targetKind", PolicyReader::targetKind);
    if (!yaml.has("allowedIssuers")) {
      yaml.fault("allowedIssuers is missing; an empty list allows every issuer");
    }
    if (!yaml.has("requiredEku")) {
      yaml.fault("requiredEku is missing; an empty list asks for none");
    }
    List<AllowedIssuer> issuers = yaml.list("allowedIssuers", AllowedIssuer::parse);
    List<TlsUsage> usages = yaml.list("requiredEku", PolicyReader::usage);
    boolean absentEku = yaml.optional("allowAbsentEku", PolicyReader::flag).orElse(false);
    int rsaBits = yaml.optional("minRsaBits", number(2048, 8192)).orElse(2048);
    Set<NamedKey> keys =
        yaml.has("allowedCurves")
            ? Set.copyOf(yaml.list("allowedCurves", PolicyReader::key))
            : EnumSet.allOf(NamedKey.class);
    boolean sanRequired = yaml.optional("sanRequired", PolicyReader::flag).orElse(false);
    List<SanPattern> patterns = yaml.list("sanPatterns", SanPattern::new);
    Optional<Duration> lifetime =
        yaml.optional("maxLifetimeDays", number(1, 36_500)).map(Duration::ofDays);
    Optional<Duration> remaining =
        yaml.optional("minRemainingDays", number(0, 36_500)).map(Duration::ofDays);
    int pins =
        yaml.optional("maxPins", number(1, PolicyTemplate.PLATFORM_PINS))
            .orElse(PolicyTemplate.PLATFORM_PINS);
    RootInBundle root =
        yaml.optional("rootInBundle", PolicyReader::root).orElse(RootInBundle.ALLOWED);
    yaml.finish();
    return new PolicyTemplate(
        name.orElseThrow(),
        version.orElseThrow(),
        kind.orElseThrow(),
        issuers,
        Set.copyOf(usages),
        absentEku,
        rsaBits,
        keys,
        sanRequired,
        patterns,
        lifetime,
        remaining,
        pins,
        root,
        sha256(bytes));
  }

  private static String word(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("expected letters, digits, dots and dashes");
    }
    return text;
  }

  private static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  private static Function<String, Integer> number(int least, int most) {
    return text -> {
      if (text.matches("[0-9]{1,9}")) {
        int value = Integer.parseInt(text);
        if (value >= least && value <= most) {
          return value;
        }
      }
      throw new IllegalArgumentException("expected a whole number from " + least + " to " + most);
    };
  }

  private static TargetKind targetKind(String text) {
    return oneOf(TargetKind.values(), TargetKind::name, text);
  }

  private static TlsUsage usage(String text) {
    return oneOf(TlsUsage.values(), TlsUsage::ekuName, text);
  }

  private static NamedKey key(String text) {
    return oneOf(NamedKey.values(), NamedKey::text, text);
  }

  private static RootInBundle root(String text) {
    return oneOf(RootInBundle.values(), value -> value.name().toLowerCase(Locale.ROOT), text);
  }

  private static <T> T oneOf(T[] values, Function<T, String> spelling, String text) {
    return Arrays.stream(values)
        .filter(value -> spelling.apply(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected one of "
                        + Arrays.stream(values).map(spelling).collect(Collectors.joining(", "))));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256 (MessageDigest)", e);
    }
  }
}
