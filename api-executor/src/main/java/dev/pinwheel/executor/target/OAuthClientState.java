package dev.pinwheel.executor.target;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.executor.rotation.CertificateChain;
import dev.pinwheel.executor.rotation.Failure;
import dev.pinwheel.executor.rotation.FailureCode;
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
    AnswerFields fields = new AnswerFields(body);
    fields.require("id", id);
    boolean mtlsRequired = fields.flag("mtlsRequired");
    Optional<String> primaryPin = fields.text("primaryPin");
    Set<String> active = new LinkedHashSet<>();
    primaryPin.ifPresent(active::add);
    fields.text("fallbackPin").ifPresent(active::add);
    active.addAll(fields.texts("backupPins"));
    active.addAll(fields.texts("pins"));
    if (active.size() > MOST_PINS_READ
        || active.stream().anyMatch(pin -> pin.length() > LONGEST_PIN)) {
      throw new MalformedAnswerException("more or longer pins than a client can have");
    }
    return new OAuthClientState(
        id,
        mtlsRequired,
        fields.chain("certificateChain"),
        primaryPin,
        List.copyOf(active),
        version);
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
}
