package dev.pinwheel.sip.digest;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A challenge: {@code WWW-Authenticate} or {@code Proxy-Authenticate} (RFC 7616 section 3.3).
 *
 * @param realm what the user name and password are for
 * @param nonce the server's
 * @param opaque to be sent back as it is
 * @param algorithm as it is written; empty where it is not, which means MD5
 * @param offered the value of {@code qop} as it is written; empty where there is none
 * @param stale whether only the nonce of the last try was too old
 */
public record DigestChallenge(
    String realm,
    String nonce,
    Optional<String> opaque,
    Optional<String> algorithm,
    Optional<String> offered,
    boolean stale) {

  /**
   * Reads a header's value.
   *
   * @throws MalformedDigestException where it is none
   */
  public static DigestChallenge parse(String header) throws MalformedDigestException {
    DigestParameters parameters = DigestParameters.parse(header);
    return new DigestChallenge(
        parameters.required("realm"),
        parameters.required("nonce"),
        parameters.get("opaque"),
        parameters.get("algorithm"),
        parameters.get("qop"),
        parameters.get("stale").filter("true"::equalsIgnoreCase).isPresent());
  }

  /** What it offers to protect; empty where it offers nothing. */
  public List<String> qops() {
    return offered.stream()
        .flatMap(list -> Arrays.stream(list.split(",")))
        .map(String::strip)
        .filter(token -> !token.isEmpty())
        .toList();
  }

  /** Why it cannot be answered; empty where it can. */
  Optional<String> trouble() {
    if (DigestAlgorithm.of(algorithm).isEmpty()) {
      return Optional.of("Digest with the algorithm " + algorithm.orElseThrow());
    }
    return chosenQop().isPresent()
        ? Optional.empty()
        : Optional.of("Digest with the qop " + offered.orElse(""));
  }

  /** Whether the body must be hashed, too. */
  public boolean offersAuthIntOnly() {
    return chosenQop().equals(Optional.of(QualityOfProtection.AUTH_INT));
  }

  /** What to answer with: {@code auth} where it is offered, since it works for every body. */
  public Optional<QualityOfProtection> chosenQop() {
    if (qops().isEmpty()) {
      return Optional.of(QualityOfProtection.NONE);
    }
    return List.of(QualityOfProtection.AUTH, QualityOfProtection.AUTH_INT).stream()
        .filter(one -> qops().stream().anyMatch(one.token()::equalsIgnoreCase))
        .findFirst();
  }
}
