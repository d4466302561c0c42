package dev.pinwheel.chain.policy;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How values of policies are written as YAML and said in words. */
final class PolicyWords {

  private PolicyWords() {}

  /** A YAML flow sequence; every text is quoted, so that none is read as something else. */
  static <T> String list(Collection<T> values, Function<T, String> text) {
    return values.stream()
        .map(text)
        .sorted()
        .map(PolicyWords::quoted)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  static String written(AllowedCertificates certificates) {
    return certificates.entries().stream()
        .map(PolicyWords::written)
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String written(AllowedCertificate entry) {
    String matcher =
        switch (entry.matcher()) {
          case CertificateMatcher.CommonName name -> "subject: " + quoted(name.text());
          case CertificateMatcher.DistinguishedName name -> "subject: " + quoted(name.text());
          case CertificateMatcher.Pinned pinned ->
              (pinned.ofKey() ? "spkiPin: " : "certificatePin: ") + quoted(pinned.pin().prefixed());
        };
    return "{"
        + matcher
        + entry.reason().map(reason -> ", reason: " + quoted(reason)).orElse("")
        + entry.expires().map(Instant::toString).map(at -> ", expires: " + quoted(at)).orElse("")
        + "}";
  }

  /**
   * A YAML double-quoted scalar (YAML 1.2 section 7.3.1). Control and other characters that YAML
   * does not print are escaped, so that a name out of a certificate cannot break out of its line.
   */
  static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            character -> {
              if (character == '"' || character == '\\') {
                quoted.append('\\').appendCodePoint(character);
              } else if (character >= 0x20 && character < 0x7f) {
                quoted.appendCodePoint(character);
              } else {
                quoted.append("\\U%08x".formatted(character));
              }
            });
    return quoted.append('"').toString();
  }

  static String either(AllowedCertificates certificates) {
    return joined(
        certificates.entries().stream()
            .map(
                entry ->
                    entry.text()
                        + entry.reason().map(reason -> " (" + reason + ")").orElse("")
                        + entry.expires().map(at -> " until " + at).orElse(""))
            .toList(),
        "or");
  }

  static <T> String or(Collection<T> values, Function<T, String> text) {
    return joined(values.stream().map(text).sorted().toList(), "or");
  }

  static <T> String and(Collection<T> values, Function<T, String> text) {
    return joined(values.stream().map(text).sorted().toList(), "and");
  }

  private static String joined(List<String> texts, String last) {
    return texts.size() == 1
        ? texts.getFirst()
        : String.join(", ", texts.subList(0, texts.size() - 1))
            + " "
            + last
            + " "
            + texts.getLast();
  }
}
