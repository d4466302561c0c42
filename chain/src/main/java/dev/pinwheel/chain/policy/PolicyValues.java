package dev.pinwheel.chain.policy;

import dev.pinwheel.chain.transparency.TransparencyPolicy;
import dev.pinwheel.schemas.TargetKind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Readers of the values that policy files have. Each takes the text of a scalar and throws
 * IllegalArgumentException with what is expected, or takes a value and adds its faults.
 */
final class PolicyValues {

  private PolicyValues() {}

  static String word(String text) {
    if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("expected letters, digits, dots and dashes");
    }
    return text;
  }

  static String sentence(String text) {
    if (text.isBlank() || text.length() > 256) {
      throw new IllegalArgumentException("expected a reason of at most 256 characters");
    }
    return text.strip();
  }

  static boolean flag(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  static Function<String, Integer> number(int least, int most) {
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

  static Function<String, Duration> days(int least, int most) {
    return text -> Duration.ofDays(number(least, most).apply(text));
  }

  static <T> Function<String, T> oneOf(T[] values, Function<T, String> spelling) {
    return text ->
        Arrays.stream(values)
            .filter(value -> spelling.apply(value).equals(text))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "expected one of "
                            + Arrays.stream(values)
                                .map(spelling)
                                .collect(Collectors.joining(", "))));
  }

  static TargetKind targetKind(String text) {
    return oneOf(TargetKind.values(), TargetKind::name).apply(text);
  }

  static <T> Function<YamlValue, Optional<Set<T>>> setOf(Function<String, T> parser) {
    return value -> listOf(parser).apply(value).map(LinkedHashSet::new);
  }

  static <T> Function<YamlValue, Optional<List<T>>> listOf(Function<String, T> parser) {
    return value -> value.list(entry -> entry.scalar(parser));
  }

  static Optional<AllowedCertificates> certificates(YamlValue value) {
    return value.list(PolicyValues::certificate).map(AllowedCertificates::new);
  }

  static Optional<TransparencyPolicy> transparency(YamlValue value) {
    return value
        .mapping()
        .flatMap(
            mapping -> {
              Function<String, Integer> count = number(1, TransparencyPolicy.MOST);
              Optional<Integer> scts = mapping.required("minimumScts", count);
              Optional<Integer> operators = mapping.required("minimumOperators", count);
              mapping.finish();
              if (scts.isEmpty() || operators.isEmpty()) {
                return Optional.empty();
              }
              if (operators.get() > scts.get()) {
                value.fault("minimumOperators must not be larger than minimumScts");
                return Optional.empty();
              }
              return Optional.of(new TransparencyPolicy(scts.get(), operators.get()));
            });
  }

  /** A subject alone, or a mapping with one of three ways to name a CA. */
  private static Optional<AllowedCertificate> certificate(YamlValue entry) {
    if (!entry.isMapping()) {
      return entry
          .scalar(CertificateMatcher::subject)
          .map(matcher -> new AllowedCertificate(matcher, Optional.empty(), Optional.empty()));
    }
    YamlMapping mapping = entry.mapping().orElseThrow();
    List<CertificateMatcher> matchers =
        List.of(
                mapping.scalar("subject", CertificateMatcher::subject),
                mapping.scalar("certificatePin", CertificateMatcher::certificatePin),
                mapping.scalar("spkiPin", CertificateMatcher::spkiPin))
            .stream()
            .flatMap(Optional::stream)
            .toList();
    Optional<String> reason = mapping.scalar("reason", PolicyValues::sentence);
    Optional<Instant> expires = mapping.scalar("expires", PolicyValues::expiry);
    mapping.finish();
    long named =
        List.of("subject", "certificatePin", "spkiPin").stream()
            .filter(key -> mapping.take(key).isPresent())
            .count();
    if (named != 1) {
      entry.fault("expected exactly one of subject, certificatePin, spkiPin");
      return Optional.empty();
    }
    return matchers.stream()
        .findFirst()
        .map(matcher -> new AllowedCertificate(matcher, reason, expires));
  }

  /** A day counts to its end: what is allowed until the 31st is allowed on the 31st. */
  private static Instant expiry(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "expected a day such as 2027-01-31 (UTC, itself included) or an RFC 3339 instant", e);
    }
  }
}
