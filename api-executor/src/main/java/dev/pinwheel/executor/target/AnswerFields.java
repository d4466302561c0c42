package dev.pinwheel.executor.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.MalformedChainException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Fields of an answer of the platform, by their types. */
final class AnswerFields {

  private final JsonNode body;

  AnswerFields(JsonNode body) {
    this.body = body;
  }

  /** The fields of an object inside; none where there is none. */
  AnswerFields in(String field) {
    return new AnswerFields(body.path(field));
  }

  /** A text field; empty where it is missing, null or blank: the platform uses all three. */
  Optional<String> text(String field) throws MalformedAnswerException {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new MalformedAnswerException(field + " is not a text");
    }
    return Optional.of(value.textValue()).filter(text -> !text.isBlank());
  }

  /** A list of texts without repeats; empty where it is missing or null. */
  List<String> texts(String field) throws MalformedAnswerException {
    JsonNode values = body.path(field);
    if (values.isMissingNode() || values.isNull()) {
      return List.of();
    }
    Set<String> texts = new LinkedHashSet<>();
    for (JsonNode value : values) {
      texts.add(value.textValue());
    }
    if (!values.isArray() || texts.contains(null)) {
      throw new MalformedAnswerException(field + " is not a list of texts");
    }
    return List.copyOf(texts);
  }

  boolean flag(String field) throws MalformedAnswerException {
    JsonNode value = body.path(field);
    if (!value.isBoolean()) {
      throw new MalformedAnswerException(field + " is neither true nor false");
    }
    return value.booleanValue();
  }

  /** A PEM chain; empty where there is none yet. */
  Optional<CertificateChain> chain(String field) throws MalformedAnswerException {
    Optional<String> pem = text(field);
    try {
      return pem.isEmpty() ? Optional.empty() : Optional.of(CertificateChain.parse(pem.get()));
    } catch (MalformedChainException e) {
      throw new MalformedAnswerException(field + ": " + e.getMessage(), e);
    }
  }

  /**
   * Asks that an answer is about what was asked for.
   *
   * @throws MalformedAnswerException where the field is not this text
   */
  void require(String field, String expected) throws MalformedAnswerException {
    if (!text(field).filter(expected::equals).isPresent()) {
      throw new MalformedAnswerException(
          "the answer is not about " + expected + " (" + field + ")");
    }
  }
}
