package dev.pinwheel.executor.target;

import java.util.Optional;

/**
 * What the platform says of a trunk's health.
 *
 * @param status its word; empty where it says none
 * @param reason why it is so, such as {@code SIP_REGISTRATION_FAILED: CERT_CHAIN_INCOMPLETE}
 */
record TrunkHealth(Optional<String> status, Optional<String> reason) {

  /** Calls are carried. */
  static final String HEALTHY = "HEALTHY";

  /** The trunk was changed a moment ago and registers anew. */
  static final String CHECKING = "CHECKING";

  static TrunkHealth of(AnswerFields answer) throws MalformedAnswerException {
    AnswerFields health = answer.in("health");
    return new TrunkHealth(health.text("status"), health.text("reason"));
  }

  boolean isHealthy() {
    return status.filter(HEALTHY::equals).isPresent();
  }

  /** It is known, and not good. */
  boolean isImpaired() {
    return status.isPresent() && !isHealthy();
  }

  boolean isChecking() {
    return status.filter(CHECKING::equals).isPresent();
  }

  @Override
  public String toString() {
    return status.orElse("unknown") + reason.map(why -> " (" + why + ")").orElse("");
  }
}
