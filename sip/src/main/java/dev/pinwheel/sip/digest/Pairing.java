package dev.pinwheel.sip.digest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An answer and the challenge that it answers, of all that a message may hold (RFC 3261 section
 * 22.3: a registrar's and each proxy's).
 */
public record Pairing(DigestAnswer answer, Optional<DigestChallenge> challenge) {

  /**
   * Finds the two that belong together: by their nonce, otherwise by their realm, otherwise the
   * first ones.
   *
   * @param answers headers' values, at least one
   * @param challenges headers' values; none where the challenge is not known
   * @throws MalformedDigestException where no answer, or none of the challenges, can be read
   */
  public static Pairing of(List<String> answers, List<String> challenges)
      throws MalformedDigestException {
    List<DigestAnswer> read = new ArrayList<>();
    MalformedDigestException broken = new MalformedDigestException("there is no answer");
    for (String answer : answers) {
      try {
        read.add(DigestAnswer.parse(answer));
      } catch (MalformedDigestException e) {
        broken = e;
      }
    }
    if (read.isEmpty()) {
      throw broken;
    }
    List<DigestChallenge> asked = challenges(challenges);
    for (String name : List.of("nonce", "realm")) {
      for (DigestAnswer answer : read) {
        for (DigestChallenge challenge : asked) {
          String value = name.equals("nonce") ? challenge.nonce() : challenge.realm();
          if (answer.get(name).filter(value::equals).isPresent()) {
            return new Pairing(answer, Optional.of(challenge));
          }
        }
      }
    }
    return new Pairing(read.getFirst(), asked.stream().findFirst());
  }

  private static List<DigestChallenge> challenges(List<String> headers)
      throws MalformedDigestException {
    List<DigestChallenge> asked = new ArrayList<>();
    MalformedDigestException broken = null;
    for (String header : headers) {
      for (String one : Challenges.split(header)) {
        if (one.regionMatches(true, 0, "Digest", 0, "Digest".length())) {
          try {
            asked.add(DigestChallenge.parse(one));
          } catch (MalformedDigestException e) {
            broken = new MalformedDigestException("the challenge: " + e.getMessage());
          }
        }
      }
    }
    if (asked.isEmpty() && broken != null) {
      throw broken;
    }
    return asked;
  }
}
