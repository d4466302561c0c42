package dev.pinwheel.chain.policy;

import static dev.pinwheel.chain.policy.PolicyValues.days;
import static dev.pinwheel.chain.policy.PolicyValues.listOf;
import static dev.pinwheel.chain.policy.PolicyValues.number;
import static dev.pinwheel.chain.policy.PolicyValues.oneOf;
import static dev.pinwheel.chain.policy.PolicyValues.setOf;

import dev.pinwheel.chain.revocation.RevocationMode;
import dev.pinwheel.chain.transparency.TransparencyPolicy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Every key that a policy file may have besides name, version, targetKind and appliesTo. */
public final class PolicyKeys {

  public static final PolicyKey<AllowedCertificates> ALLOWED_ISSUERS =
      new PolicyKey<>(
          "allowedIssuers",
          PolicyValues::certificates,
          Optional.empty(),
          "an empty list allows every issuer",
          PolicyWords::written,
          value ->
              value.isEmpty()
                  ? "Any CA that a trust anchor vouches for may have issued the leaf."
                  : "The leaf must be issued by " + PolicyWords.either(value) + ".");

  public static final PolicyKey<AllowedCertificates> ALLOWED_INTERMEDIATES =
      new PolicyKey<>(
          "allowedIntermediates",
          PolicyValues::certificates,
          Optional.of(new AllowedCertificates(List.of())),
          "",
          PolicyWords::written,
          value ->
              value.isEmpty()
                  ? "The CAs above the leaf's issuer are not limited."
                  : "Every CA between the leaf's issuer and the root must be an allowed issuer, or "
                      + PolicyWords.either(value)
                      + ".");

  public static final PolicyKey<Set<TlsUsage>> REQUIRED_EKU =
      new PolicyKey<>(
          "requiredEku",
          setOf(oneOf(TlsUsage.values(), TlsUsage::ekuName)),
          Optional.empty(),
          "an empty list asks for none",
          value -> PolicyWords.list(value, TlsUsage::ekuName),
          value ->
              value.isEmpty()
                  ? "No extended key usage is asked for."
                  : "The leaf's extendedKeyUsage must have "
                      + PolicyWords.and(value, TlsUsage::ekuName)
                      + ".");

  public static final PolicyKey<Boolean> ALLOW_ABSENT_EKU =
      flag(
          "allowAbsentEku",
          "A leaf without extendedKeyUsage is good for every use.",
          "A leaf without extendedKeyUsage lacks the usages that are asked for.");

  public static final PolicyKey<Integer> MIN_RSA_BITS =
      integer(
          "minRsaBits",
          2048,
          8192,
          2048,
          value -> "RSA keys must have at least " + value + " bits, on every certificate.");

  public static final PolicyKey<Set<NamedKey>> ALLOWED_CURVES =
      new PolicyKey<>(
          "allowedCurves",
          setOf(oneOf(NamedKey.values(), NamedKey::text)),
          Optional.of(EnumSet.copyOf(NamedKey.USUAL)),
          "",
          value -> PolicyWords.list(value, NamedKey::text),
          value ->
              value.isEmpty()
                  ? "Keys other than RSA are not allowed."
                  : "Besides RSA, keys may be "
                      + PolicyWords.or(value, NamedKey::text)
                      + ", on every certificate.");

  public static final PolicyKey<Optional<Set<NamedKey>>> LEAF_CURVES =
      optional(
          "leafCurves",
          setOf(oneOf(NamedKey.values(), NamedKey::text)),
          value -> PolicyWords.list(value, NamedKey::text),
          value ->
              value.isEmpty()
                  ? "The leaf's key must be RSA."
                  : "The leaf's key must be RSA or " + PolicyWords.or(value, NamedKey::text) + ".",
          "The leaf's key may be of any kind that the others may be of.");

  public static final PolicyKey<Boolean> SAN_REQUIRED =
      flag(
          "sanRequired",
          "The leaf must have a subject alternative name.",
          "The leaf may be without a subject alternative name.");

  public static final PolicyKey<List<SanPattern>> SAN_PATTERNS =
      new PolicyKey<>(
          "sanPatterns",
          listOf(SanPattern::new),
          Optional.of(List.of()),
          "",
          value -> PolicyWords.list(value, SanPattern::text),
          value ->
              value.isEmpty()
                  ? "The leaf may bear any name."
                  : "Every DNS name of the leaf must match "
                      + PolicyWords.or(value, SanPattern::text)
                      + ".");

  public static final PolicyKey<Optional<Duration>> MAX_LIFETIME =
      optionalDays(
          "maxLifetimeDays",
          1,
          days -> "The leaf must not be valid for longer than " + days + " days in all.",
          "The leaf may be valid for any time.");

  public static final PolicyKey<Optional<Duration>> MIN_REMAINING =
      optionalDays(
          "minRemainingDays",
          0,
          days -> "The leaf must still be valid for at least " + days + " days.",
          "The leaf may be about to expire.");

  public static final PolicyKey<Integer> MAX_PINS =
      integer(
          "maxPins",
          1,
          PolicyTemplate.PLATFORM_PINS,
          PolicyTemplate.PLATFORM_PINS,
          value -> "Primary, fallback and backup pins together must be at most " + value + ".");

  public static final PolicyKey<Boolean> BACKUP_PIN_REQUIRED =
      flag(
          "backupPinRequired",
          "There must be at least two pins, one of them of a key that is not served.",
          "Backup pins may be left out.");

  public static final PolicyKey<RootInBundle> ROOT_IN_BUNDLE =
      new PolicyKey<>(
          "rootInBundle",
          value -> value.scalar(oneOf(RootInBundle.values(), RootInBundle::text)),
          Optional.of(RootInBundle.ALLOWED),
          "",
          RootInBundle::text,
          value ->
              switch (value) {
                case REQUIRED -> "The bundle must have its root.";
                case REQUIRED_IF_PRIVATE ->
                    "The bundle must have its root, unless it is one of publicRoots.";
                case ALLOWED -> "The bundle may have its root, or not.";
                case FORBIDDEN -> "The bundle must be without its root.";
              });

  public static final PolicyKey<AllowedCertificates> PUBLIC_ROOTS =
      new PolicyKey<>(
          "publicRoots",
          PolicyValues::certificates,
          Optional.of(new AllowedCertificates(List.of())),
          "",
          PolicyWords::written,
          value ->
              value.isEmpty()
                  ? "No root is taken for one that everybody has."
                  : "Everybody is taken to have the root of " + PolicyWords.either(value) + ".");

  public static final PolicyKey<RevocationMode> REVOCATION =
      new PolicyKey<>(
          "revocation",
          value -> value.scalar(oneOf(RevocationMode.values(), RevocationMode::text)),
          Optional.of(RevocationMode.OFF),
          "",
          RevocationMode::text,
          value ->
              switch (value) {
                case OFF -> "Revocation is not looked at.";
                case SOFT_FAIL ->
                    "A revoked certificate refuses the chain; where nothing is known, it is noted.";
                case HARD_FAIL ->
                    "A revoked certificate refuses the chain, and so does one of which nothing is"
                        + " known.";
              });

  public static final PolicyKey<Optional<TransparencyPolicy>> TRANSPARENCY =
      optional(
          "certificateTransparency",
          PolicyValues::transparency,
          value ->
              "{minimumScts: %d, minimumOperators: %d}"
                  .formatted(value.minimumScts(), value.minimumOperators()),
          value ->
              "The leaf must have SCTs of at least %d logs, of at least %d operators."
                  .formatted(value.minimumScts(), value.minimumOperators()),
          "Certificate transparency is not looked at.");

  /** In the order in which templates have them. */
  public static final List<PolicyKey<?>> ALL =
      List.of(
          ALLOWED_ISSUERS,
          ALLOWED_INTERMEDIATES,
          REQUIRED_EKU,
          ALLOW_ABSENT_EKU,
          MIN_RSA_BITS,
          ALLOWED_CURVES,
          LEAF_CURVES,
          SAN_REQUIRED,
          SAN_PATTERNS,
          MAX_LIFETIME,
          MIN_REMAINING,
          REVOCATION,
          TRANSPARENCY,
          MAX_PINS,
          BACKUP_PIN_REQUIRED,
          ROOT_IN_BUNDLE,
          PUBLIC_ROOTS);

  /** Keys whose entries may be exceptions. */
  static final List<PolicyKey<AllowedCertificates>> CERTIFICATE_LISTS =
      List.of(ALLOWED_ISSUERS, ALLOWED_INTERMEDIATES, PUBLIC_ROOTS);

  private PolicyKeys() {}

  private static PolicyKey<Boolean> flag(String name, String whereTrue, String whereFalse) {
    return new PolicyKey<>(
        name,
        value -> value.scalar(PolicyValues::flag),
        Optional.of(false),
        "",
        String::valueOf,
        value -> value ? whereTrue : whereFalse);
  }

  private static PolicyKey<Integer> integer(
      String name, int least, int most, int absent, Function<Integer, String> words) {
    return new PolicyKey<>(
        name,
        value -> value.scalar(number(least, most)),
        Optional.of(absent),
        "",
        String::valueOf,
        words);
  }

  private static PolicyKey<Optional<Duration>> optionalDays(
      String name, int least, Function<Long, String> words, String none) {
    return optional(
        name,
        value -> value.scalar(days(least, 36_500)),
        value -> String.valueOf(value.toDays()),
        value -> words.apply(value.toDays()),
        none);
  }

  /** A key without which nothing is asked for. */
  private static <T> PolicyKey<Optional<T>> optional(
      String name,
      Function<YamlValue, Optional<T>> reader,
      Function<T, String> written,
      Function<T, String> words,
      String none) {
    return new PolicyKey<>(
        name,
        value -> {
          Optional<T> read = reader.apply(value);
          return read.isEmpty() ? Optional.empty() : Optional.of(read);
        },
        Optional.of(Optional.empty()),
        "",
        value -> value.map(written).orElse("null"),
        value -> value.map(words).orElse(none));
  }
}
