package dev.pinwheel.sip.digest;

import dev.pinwheel.runtime.config.Secret;
import java.nio.charset.StandardCharsets;
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
          found.add(
              new Alternative(
                  "the challenge's realm", input.with(draft -> draft.realm = given.realm())));
          found.add(
              new Alternative(
                  "the challenge's nonce", input.with(draft -> draft.nonce = given.nonce())));
        });
    requestUri.ifPresent(
        uri ->
            found.add(
                new Alternative(
                    "the Request-URI of the message", input.with(draft -> draft.uri = uri))));
    uris(input, found);
    names(input, found);
    protections(input, found);
    for (String method : METHODS) {
      found.add(
          new Alternative("the method " + method, input.with(draft -> draft.method = method)));
    }
    found.add(
        new Alternative(
            "ISO 8859-1 in place of UTF-8",
            input.with(draft -> draft.charset = StandardCharsets.ISO_8859_1)));
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
                            found.add(
                                new Alternative(
                                    difference, input.with(draft -> draft.uri = other)))));
  }

  private static void names(DigestInput input, List<Alternative> found) {
    String username = input.username();
    int at = username.indexOf('@');
    if (at > 0) {
      found.add(
          new Alternative(
              "the user name without its domain",
              input.with(draft -> draft.username = username.substring(0, at))));
    } else {
      found.add(
          new Alternative(
              "the user name with the realm as its domain",
              input.with(draft -> draft.username = username + "@" + input.realm())));
    }
    found.add(
        new Alternative(
            "the realm in its quotes",
            input.with(draft -> draft.realm = "\"" + input.realm() + "\"")));
    found.add(new Alternative("an empty realm", input.with(draft -> draft.realm = "")));
    String password = input.password().reveal();
    found.add(
        new Alternative(
            "a line break after the password",
            input.with(draft -> draft.password = new Secret(password + "\n"))));
  }

  private static void protections(DigestInput input, List<Alternative> found) {
    for (QualityOfProtection qop : QualityOfProtection.values()) {
      found.add(
          new Alternative(
              qop == QualityOfProtection.NONE ? "no qop" : "qop " + qop.token(),
              input.with(draft -> draft.qop = qop)));
    }
    found.add(new Alternative("an empty body", input.with(draft -> draft.body = "")));
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      found.add(
          new Alternative(
              "the algorithm " + algorithm.token(),
              input.with(draft -> draft.algorithm = algorithm)));
    }
    found.add(new Alternative("nc 00000001", input.with(draft -> draft.nonceCount = "00000001")));
    found.add(new Alternative("nc 1", input.with(draft -> draft.nonceCount = "1")));
    found.add(
        new Alternative(
            "nc in its quotes", input.with(draft -> draft.nonceCount = quotedCount(input))));
  }

  private static String quotedCount(DigestInput input) {
    return "\"" + input.nonceCount() + "\"";
  }
}
