package dev.pinwheel.sip.register;

import dev.pinwheel.sip.digest.Body;
import dev.pinwheel.sip.digest.DigestAlgorithm;
import dev.pinwheel.sip.digest.DigestChallenge;
import dev.pinwheel.sip.digest.DigestInput;
import dev.pinwheel.sip.digest.QualityOfProtection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The credentials of one registration: what a registrar and each proxy before it asked for is sent
 * with every further request (RFC 3261 section 22.3).
 */
final class KeptAnswers {

  private static final int MOST_CHALLENGERS = 4;

  private final Registration.Account account;
  private final String uri;
  private final Supplier<String> clientNonces;
  private final Map<Challenger, Kept> kept = new LinkedHashMap<>();

  /** Who asks: a header's name and a realm. */
  private record Challenger(String header, String realm) {}

  /** What is asked, and how often its nonce was used. */
  private record Kept(DigestChallenge challenge, int count, boolean renewed) {}

  KeptAnswers(Registration.Account account, String uri, Supplier<String> clientNonces) {
    this.account = account;
    this.uri = uri;
    this.clientNonces = clientNonces;
  }

  /**
   * Takes a challenge to answer.
   *
   * @param header to answer in
   * @return false where it refuses an answer to the one before; only a nonce that is too old is
   *     renewed, once
   */
  boolean take(String header, DigestChallenge asked) {
    Challenger challenger = new Challenger(header, asked.realm());
    Kept before = kept.get(challenger);
    if (before == null) {
      if (kept.size() == MOST_CHALLENGERS) {
        return false;
      }
      kept.put(challenger, new Kept(asked, 0, false));
      return true;
    }
    if (!asked.stale() || before.renewed()) {
      return false;
    }
    boolean sameNonce = asked.nonce().equals(before.challenge().nonce());
    kept.put(challenger, new Kept(asked, sameNonce ? before.count() : 0, true));
    return true;
  }

  /** Header lines for the next request: each use of a nonce counts. */
  List<String> headers() {
    List<String> headers = new ArrayList<>();
    kept.replaceAll(
        (challenger, one) -> {
          Kept used = new Kept(one.challenge(), one.count() + 1, one.renewed());
          headers.add(challenger.header() + ": " + credentials(used).header());
          return used;
        });
    return headers;
  }

  private Credentials credentials(Kept used) {
    DigestChallenge challenge = used.challenge();
    QualityOfProtection qop = challenge.chosenQop().orElseThrow();
    return new Credentials(
        new DigestInput(
            account.username(),
            challenge.realm(),
            account.password(),
            "REGISTER",
            uri,
            challenge.nonce(),
            clientNonces.get(),
            "%08x".formatted(used.count()),
            qop,
            qop.token(),
            DigestAlgorithm.of(challenge.algorithm()).orElseThrow(),
            Body.EMPTY,
            StandardCharsets.UTF_8),
        challenge.opaque(),
        challenge.algorithm().isPresent());
  }
}
