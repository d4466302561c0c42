package dev.pinwheel.stack.simulator.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.stack.simulator.genesys.CertificateChain.MalformedChainException;
import dev.pinwheel.stack.simulator.genesys.PatchVerdict.Refused;
import dev.pinwheel.stack.simulator.genesys.PatchVerdict.Refused.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import okio.ByteString;

/**
 * The platform's rules for {@code PATCH /api/v2/oauth/clients/{id}}: a merge (RFC 7396) of the
 * fields that may be written, then the pin rules over the result.
 */
final class OAuthClientPatch {

  private static final Set<String> WRITABLE =
      Set.of(
          "name",
          "scopes",
          "serviceId",
          "primaryPin",
          "fallbackPin",
          "backupPins",
          "maxPinCount",
          "certificateChain",
          "mtlsRequired");

  private final OAuthClient current;
  private final JsonNode patch;

  private OAuthClientPatch(OAuthClient current, JsonNode patch) {
    this.current = current;
    this.patch = patch;
  }

  /** What the platform makes of a patch of a client; the version is not counted up yet. */
  static PatchVerdict<OAuthClient> judge(OAuthClient current, JsonNode patch) {
    try {
      OAuthClientPatch judged = new OAuthClientPatch(current, patch);
      OAuthClient next = judged.merged();
      judged.checkPins(next);
      return judged.complies(next)
          ? new PatchVerdict.Accepted<>(next)
          : new Refused<>(
              Reason.COMPLIANCE,
              "Certificate chain validation failed for client "
                  + current.id()
                  + ". Expected issuer "
                  + next.requiredIssuer().orElse("")
                  + " but the leaf's issuer differs from policy template v2.1.");
    } catch (RefusedException e) {
      return new Refused<>(Reason.BAD_REQUEST, e.getMessage());
    }
  }

  private OAuthClient merged() throws RefusedException {
    if (!patch.isObject()) {
      throw new RefusedException("Schema violation: the body is not an object");
    }
    for (var field : patch.properties()) {
      if (!WRITABLE.contains(field.getKey())) {
        throw new RefusedException("Schema violation: " + field.getKey() + " cannot be written");
      }
    }
    return new OAuthClient(
        current.id(),
        text("name", Optional.of(current.name())).orElse(current.name()),
        chain(),
        flag("mtlsRequired", current.mtlsRequired()),
        texts("scopes", current.scopes()),
        text("serviceId", current.serviceId()),
        pin("primaryPin", current.primaryPin()),
        pin("fallbackPin", current.fallbackPin()),
        pins("backupPins", current.backupPins()),
        maxPinCount(),
        current.requiredIssuer(),
        current.version());
  }

  private void checkPins(OAuthClient next) throws RefusedException {
    if (patch.has("primaryPin") != patch.has("certificateChain")) {
      throw new RefusedException("primaryPin and certificateChain are only changed together");
    }
    if (next.chain().isPresent() != next.primaryPin().isPresent()) {
      throw new RefusedException("Missing pin directive: primaryPin");
    }
    if (next.chain().isPresent()
        && !next.primaryPin().equals(next.chain().map(CertificateChain::leafPin))) {
      throw new RefusedException("primaryPin is not the SHA-256 of the chain's first certificate");
    }
    boolean replaces =
        current.primaryPin().isPresent() && !current.primaryPin().equals(next.primaryPin());
    if (replaces && !patch.hasNonNull("fallbackPin")) {
      throw new RefusedException("Missing pin directive: fallbackPin");
    }
    if (next.primaryPin().isPresent() && !next.mtlsRequired()) {
      throw new RefusedException("A client with pins requires mTLS");
    }
    if (next.pins().size() > next.maxPinCount()) {
      throw new RefusedException(
          "Pin count violation: "
              + next.pins().size()
              + " active pins, at most "
              + next.maxPinCount());
    }
  }

  private boolean complies(OAuthClient next) {
    return !patch.has("certificateChain")
        || next.requiredIssuer().isEmpty()
        || next.chain().isEmpty()
        || next.requiredIssuer()
            .equals(next.chain().flatMap(chain -> IssuerName.commonName(chain.leaf())));
  }

  private Optional<CertificateChain> chain() throws RefusedException {
    if (!patch.has("certificateChain")) {
      return current.chain();
    }
    Optional<String> pem = text("certificateChain", Optional.empty());
    if (pem.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(CertificateChain.read(pem.get()));
    } catch (MalformedChainException e) {
      throw new RefusedException("certificateChain is malformed PEM: " + e.getMessage());
    }
  }

  private int maxPinCount() throws RefusedException {
    JsonNode value = patch.path("maxPinCount");
    if (value.isMissingNode()) {
      return current.maxPinCount();
    }
    if (!value.isInt() || value.asInt() < 1 || value.asInt() > OAuthClient.MOST_PINS) {
      throw new RefusedException(
          "Pin count violation: maxPinCount is from 1 to " + OAuthClient.MOST_PINS);
    }
    return value.asInt();
  }

  private boolean flag(String field, boolean present) throws RefusedException {
    JsonNode value = patch.path(field);
    if (!value.isMissingNode() && !value.isBoolean()) {
      throw new RefusedException("Schema violation: " + field + " is true or false");
    }
    return value.asBoolean(present);
  }

  private Optional<String> text(String field, Optional<String> present) throws RefusedException {
    JsonNode value = patch.path(field);
    if (value.isMissingNode()) {
      return present;
    }
    if (!value.isTextual() && !value.isNull()) {
      throw new RefusedException("Schema violation: " + field + " is a text");
    }
    return value.isNull() ? Optional.empty() : Optional.of(value.asText());
  }

  private List<String> texts(String field, List<String> present) throws RefusedException {
    JsonNode value = patch.path(field);
    if (value.isMissingNode()) {
      return present;
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : value) {
      texts.add(item.asText());
    }
    if (!value.isArray() || !value.valueStream().allMatch(JsonNode::isTextual)) {
      throw new RefusedException("Schema violation: " + field + " is a list of texts");
    }
    return texts;
  }

  private Optional<String> pin(String field, Optional<String> present) throws RefusedException {
    Optional<String> pin = text(field, present);
    if (pin.isPresent()) {
      requirePin(field, pin.get());
    }
    return pin;
  }

  private List<String> pins(String field, List<String> present) throws RefusedException {
    List<String> pins = texts(field, present);
    for (String pin : pins) {
      requirePin(field, pin);
    }
    return pins;
  }

  private static void requirePin(String field, String pin) throws RefusedException {
    ByteString hash = ByteString.decodeBase64(pin);
    if (hash == null || hash.size() != 32 || !hash.base64().equals(pin)) {
      throw new RefusedException(field + " is not the base64 of 32 bytes");
    }
  }

  /** Ends the judgement early; the message is for the answer. */
  private static final class RefusedException extends Exception {
    RefusedException(String message) {
      super(message);
    }
  }
}
