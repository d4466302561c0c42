package dev.pinwheel.sip.digest;

import java.time.Duration;
import java.util.Optional;

/**
 * How old a nonce was when it was answered.
 *
 * @param age time between challenge and answer, where known
 * @param lifetime how long the registrar takes a nonce, where known
 */
public record NonceAge(Optional<Duration> age, Optional<Duration> lifetime) {

  public static final NonceAge UNKNOWN = new NonceAge(Optional.empty(), Optional.empty());

  /** Asterisk's default is 32 s, OpenSIPS' 30 s, FreeSWITCH's 60 s, Kamailio's 300 s. */
  private static final Duration GUESSED_LIFETIME = Duration.ofSeconds(30);

  /** What is wrong for sure. */
  Optional<String> finding() {
    if (age.filter(Duration::isNegative).isPresent()) {
      return age.map(
          negative ->
              "the answer is %d s older than its challenge: one of the clocks is wrong"
                  .formatted(-negative.toSeconds()));
    }
    return lifetime
        .filter(this::isExceeded)
        .map(
            known ->
                "the nonce was %d s old and is good for %d s: answer sooner, or use each nonce once"
                    .formatted(age.orElseThrow().toSeconds(), known.toSeconds()));
  }

  /** What is only likely: nobody said how long this registrar takes a nonce. */
  Optional<String> note() {
    return lifetime.isEmpty() && isExceeded(GUESSED_LIFETIME)
        ? age.map(
            old ->
                ("the nonce was %d s old. How long the registrar takes one is not known: %d s is a"
                        + " guess (Kamailio: 300 s); --nonce-lifetime says it")
                    .formatted(old.toSeconds(), GUESSED_LIFETIME.toSeconds()))
        : Optional.empty();
  }

  private boolean isExceeded(Duration limit) {
    return age.filter(old -> old.compareTo(limit) > 0).isPresent();
  }
}
