package dev.pinwheel.requests.http;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;

/** What bodies may be, and what a client must take as an answer. */
final class MediaTypes {

  private static final Set<String> ANSWERS =
      Set.of("application/json", "application/problem+json", "application/*", "*/*");

  private MediaTypes() {}

  /**
   * Refuses a body that does not say that it is JSON.
   *
   * @param contentType value of the header; null where there is none
   */
  static void checkBody(String contentType) throws ProblemException {
    String[] parts = contentType == null ? new String[] {""} : contentType.split(";", -1);
    boolean utf8 =
        Arrays.stream(parts)
            .skip(1)
            .map(parameter -> parameter.strip().toLowerCase(Locale.ROOT).replace("\"", ""))
            .filter(parameter -> parameter.startsWith("charset="))
            .allMatch(parameter -> parameter.equals("charset=utf-8"));
    if (!parts[0].strip().equalsIgnoreCase("application/json") || !utf8) {
      throw new ProblemException(
          Problem.of(
                  415,
                  ProblemCode.UNSUPPORTED_MEDIA_TYPE,
                  "Send the body as Content-Type: application/json, in UTF-8.")
              .withHeader("Accept", "application/json"));
    }
  }

  /**
   * Refuses a client that takes no JSON (RFC 9110 section 12.5.1).
   *
   * @param accept value of the header; null where there is none
   */
  static void checkAnswer(String accept) throws ProblemException {
    if (accept == null || accept.isBlank()) {
      return;
    }
    boolean acceptable =
        Arrays.stream(accept.split(",", -1))
            .map(range -> range.strip().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1))
            .filter(range -> ANSWERS.contains(range[0]))
            .anyMatch(range -> Arrays.stream(range).noneMatch(MediaTypes::isWeightZero));
    if (!acceptable) {
      throw new ProblemException(
          Problem.of(406, ProblemCode.NOT_ACCEPTABLE, "Answers are application/json only."));
    }
  }

  private static boolean isWeightZero(String parameter) {
    return parameter.matches("q=0(\\.0{0,3})?");
  }
}
