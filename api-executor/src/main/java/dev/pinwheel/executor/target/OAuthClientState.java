package dev.pinwheel.executor.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
import dev.pinwheel.executor.rotation.MalformedChainException;
import dev.pinwheel.executor.rotation.TargetState;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An OAuth client as the platform answers it.
 *
 * @param id the client's id
 * @param mtlsRequired whether it accepts mutual TLS only
 * @param chain the chain it holds
 * @param primaryPin the primary pin it stores
 * @param activePins every pin it stores, primary first
 * @param version the answer's {@code ETag}
 */
public record OAuthClientState(
    String id,
    boolean mtlsRequired,
    Optional<CertificateChain> chain,
    Optional<String> primaryPin,
    List<String> activePins,
    Optional<String> version)
    implements TargetState {

  /** More pins, or longer ones, are no answer of the platform, and would burst our own events. */
  static final int MOST_PINS_READ = 16;

  static final int LONGEST_PIN = 128;

  public OAuthClientState {
    activePins = List.copyOf(activePins);
  }

  /**
   * Reads an answer.
   *
   * @throws MalformedAnswerException where it is not this client's, or a field is not of its type
   */
  static OAuthClientState of(String id, JsonNode body, Optional<String> version)
      throws MalformedAnswerException {
    if (!text(body, "id").filter(id::equals).isPresent()) {
      throw new MalformedAnswerException("the answer is not about the client " + id);
    }
    JsonNode mtlsRequired = body.path("mtlsRequired");
    if (!mtlsRequired.isBoolean()) {
      throw new MalformedAnswerException("mtlsRequired is neither true nor false");
    }
    Optional<String> primaryPin = text(body, "primaryPin");
    Set<String> active = new LinkedHashSet<>();
    primaryPin.ifPresent(active::add);
    text(body, "fallbackPin").ifPresent(active::add);
    active.addAll(texts(body, "backupPins"));
    active.addAll(texts(body, "pins"));
    if (active.size() > MOST_PINS_READ
        || active.stream().anyMatch(pin -> pin.length() > LONGEST_PIN)) {
      throw new MalformedAnswerException("more or longer pins than a client can have");
    }
    return new OAuthClientState(
        id, mtlsRequired.booleanValue(), chain(body), primaryPin, List.copyOf(active), version);
  }

  @Override
  public Optional<Failure> unfit() {
    return mtlsRequired
        ? Optional.empty()
        : Optional.of(
            Failure.of(
                FailureCode.MTLS_NOT_ENABLED,
                "the OAuth client " + id + " has mtlsRequired false"));
  }

  private static Optional<CertificateChain> chain(JsonNode body) throws MalformedAnswerException {
    Optional<String> pem = text(body, "certificateChain");
    try {
      return pem.isEmpty() ? Optional.empty() : Optional.of(CertificateChain.parse(pem.get()));
    } catch (MalformedChainException e) {
      throw new MalformedAnswerException("certificateChain: " + e.getMessage(), e);
    }
  }

  /** A text field; empty where it is missing, null or blank: the platform uses all three. */
  private static Optional<String> text(JsonNode body, String field)
      throws MalformedAnswerException {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new MalformedAnswerException(field + " is not a text");
    }
    return Optional.of(value.textValue()).filter(text -> !text.isBlank());
  }

  private static List<String> texts(JsonNode body, String field) throws MalformedAnswerException {
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
}
