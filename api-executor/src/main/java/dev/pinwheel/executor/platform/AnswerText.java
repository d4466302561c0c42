package dev.pinwheel.executor.platform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pinwheel.executor.rotation.Failure.Trail;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the text of an answer says, believing as little of it as possible. */
final class AnswerText {

  /** A platform's message longer than this is cut, since it goes into events and webhooks. */
  private static final int LONGEST_MESSAGE = 500;

  private static final int LONGEST_REQUEST_ID = 200;

  private static final ObjectReader JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build().reader();

  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\s]+");
  private static final List<String> REQUEST_ID_HEADERS =
      List.of("X-Request-Id", "ININ-Correlation-Id");

  private AnswerText() {}

  /** The body's JSON object; empty where the type is not JSON or the text is no JSON object. */
  static Optional<JsonNode> object(Exchange.Answered answer) {
    if (answer.tooLarge() || !isJson(answer.header("Content-Type").orElse(""))) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(JSON.readTree(answer.body())).filter(JsonNode::isObject);
    } catch (JacksonException notJson) {
      return Optional.empty();
    }
  }

  /** Status and request id: a header's, otherwise the body's {@code request_id}. */
  static Trail trail(Exchange.Answered answer) {
    Optional<String> requestId =
        REQUEST_ID_HEADERS.stream()
            .flatMap(name -> answer.header(name).stream())
            .findFirst()
            .or(() -> object(answer).flatMap(body -> text(body, "request_id")))
            .map(id -> printable(id, LONGEST_REQUEST_ID))
            .filter(id -> !id.isEmpty());
    return new Trail(Optional.of(answer.status()), requestId);
  }

  /** What the answer says about itself; its size and type where it is no JSON. */
  static String message(Exchange.Answered answer) {
    return object(answer)
        .flatMap(AnswerText::message)
        .orElseGet(
            () ->
                answer.tooLarge()
                    ? "a body of more than " + PlatformClient.LARGEST_BODY + " bytes"
                    : "%d characters of %s"
                        .formatted(
                            answer.body().length(),
                            printable(
                                answer.header("Content-Type").orElse("unknown type"),
                                LONGEST_REQUEST_ID)));
  }

  /** A text field of an object, where it is one and not empty. */
  static Optional<String> text(JsonNode object, String field) {
    return Optional.ofNullable(object.get(field))
        .filter(JsonNode::isTextual)
        .map(JsonNode::textValue)
        .filter(text -> !text.isBlank());
  }

  private static Optional<String> message(JsonNode body) {
    return text(body, "message")
        .or(() -> text(body, "error_description"))
        .or(() -> text(body, "details"))
        .or(() -> text(body, "error"))
        .map(message -> printable(message, LONGEST_MESSAGE));
  }

  private static boolean isJson(String contentType) {
    String type = contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    return type.equals("application/json")
        || (type.startsWith("application/") && type.endsWith("+json"));
  }

  private static String printable(String text, int most) {
    String line = UNPRINTABLE.matcher(text).replaceAll(" ").trim();
    return line.length() <= most ? line : line.substring(0, most) + "…";
  }
}
