package dev.pinwheel.sip.digest;

import dev.pinwheel.runtime.config.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the other side may have put into its digest instead: the mistakes that are met. */
final class Alternatives {

  private static final List<String> METHODS =
      List.of("REGISTER", "INVITE", "OPTIONS", "SUBSCRIBE", "BYE");

  private Alternatives() {}

  /**
   * A changed input.
   *
   * @param difference what was changed, in words that follow "computed with"
   */
  record Alternative(String difference, DigestInput input) {}

  /** Those of one change, then those of two: the first that matches is the simplest. */
  static List<Alternative> of(
      DigestInput input, Optional<DigestChallenge> challenge, Optional<String> requestUri) {
    List<Alternative> single = single(input, challenge, requestUri);
    List<Alternative> all = new ArrayList<>(single);
    for (Alternative first : single) {
      for (Alternative second : single(first.input(), challenge, requestUri)) {
        all.add(
            new Alternative(first.difference() + ", and " + second.difference(), second.input()));
      }
    }
    return all;
  }

  private static List<Alternative> single(
      DigestInput input, Optional<DigestChallenge> challenge, Optional<String> requestUri) {
    List<Alternative> found = new ArrayList<>();
    challenge.ifPresent(
        given -> {
          found.add(new Alternative("the challenge's realm", input.withRealm(given.realm())));
          found.add(new Alternative("the challenge's nonce", input.withNonce(given.nonce())));
        });
    requestUri.ifPresent(
        uri -> found.add(new Alternative("the Request-URI of the message", input.withUri(uri))));
    uris(input, found);
    names(input, found);
    protections(input, found);
    for (String method : METHODS) {
      found.add(new Alternative("the method " + method, input.withMethod(method)));
    }
    found.add(new Alternative("ISO 8859-1 in place of UTF-8", input.inLatin1()));
    found.removeIf(alternative -> alternative.input().equals(input));
    return found;
  }

  private static void uris(DigestInput input, List<Alternative> found) {
    SipUri.parse(input.uri())
        .ifPresent(
            uri ->
                uri.otherSpellings()
                    .forEach(
                        (difference, other) ->
                            found.add(new Alternative(difference, input.withUri(other)))));
  }

  private static void names(DigestInput input, List<Alternative> found) {
    String username = input.username();
    int at = username.indexOf('@');
    if (at > 0) {
      found.add(
          new Alternative(
              "the user name without its domain", input.withUsername(username.substring(0, at))));
    } else {
      found.add(
          new Alternative(
              "the user name with the realm as its domain",
              input.withUsername(username + "@" + input.realm())));
    }
    found.add(
        new Alternative("the realm in its quotes", input.withRealm("\"" + input.realm() + "\"")));
    found.add(new Alternative("an empty realm", input.withRealm("")));
    String password = input.password().reveal();
    found.add(
        new Alternative(
            "a line break after the password", input.withPassword(new Secret(password + "\n"))));
  }

  private static void protections(DigestInput input, List<Alternative> found) {
    for (QualityOfProtection qop : QualityOfProtection.values()) {
      found.add(
          new Alternative(
              qop == QualityOfProtection.NONE ? "no qop" : "qop " + qop.token(),
              input.withQop(qop)));
    }
    found.add(new Alternative("an empty body", input.withBody("")));
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      found.add(
          new Alternative("the algorithm " + algorithm.token(), input.withAlgorithm(algorithm)));
    }
    found.add(new Alternative("nc 00000001", input.withNonceCount("00000001")));
    found.add(new Alternative("nc 1", input.withNonceCount("1")));
    found.add(new Alternative("nc in its quotes", input.withNonceCount(quotedCount(input))));
  }

  private static String quotedCount(DigestInput input) {
    return "\"" + input.nonceCount() + "\"";
  }
}
