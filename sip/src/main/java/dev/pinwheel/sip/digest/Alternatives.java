package dev.pinwheel.sip.digest;

import dev.pinwheel.runtime.config.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What the other side may have put into its digest instead: the mistakes that are met. */
final class Alternatives {

  /** Those of RFC 3261, and of its extensions (IANA's registry of SIP methods). */
  private static final List<String> METHODS =
      List.of(
          "REGISTER",
          "INVITE",
          "ACK",
          "BYE",
          "CANCEL",
          "OPTIONS",
          "SUBSCRIBE",
          "NOTIFY",
          "PUBLISH",
          "MESSAGE",
          "INFO",
          "UPDATE",
          "REFER",
          "PRACK");

  private final DigestAnswer answer;
  private final DigestCheck.Observation seen;

  /** Alternatives in the light of what was seen. */
  Alternatives(DigestAnswer answer, DigestCheck.Observation seen) {
    this.answer = answer;
    this.seen = seen;
  }

  /**
   * A changed input.
   *
   * @param difference what was changed, in words that follow "computed with"
   */
  record Alternative(String difference, DigestInput input) {}

  /** Those of one change, then those of two: the first that matches is the simplest. */
  Stream<Alternative> of(DigestInput input) {
    List<Alternative> single = single(input);
    return Stream.concat(
        single.stream(),
        single.stream()
            .flatMap(
                first ->
                    single(first.input()).stream()
                        .map(
                            second ->
                                new Alternative(
                                    first.difference() + ", and " + second.difference(),
                                    second.input()))));
  }

  private List<Alternative> single(DigestInput input) {
    Changes changes = new Changes(input, new ArrayList<>());
    seen(changes);
    SipUri.parse(input.uri())
        .ifPresentOrElse(
            uri ->
                uri.otherSpellings(input.username())
                    .forEach((words, other) -> changes.add(words, draft -> draft.uri = other)),
            () -> changes.add("the URI as sip:", draft -> draft.uri = "sip:" + input.uri()));
    names(changes);
    TextSpellings.of("the password", input.password().reveal())
        .forEach((words, other) -> changes.add(words, draft -> draft.password = new Secret(other)));
    changes.add("an empty password", draft -> draft.password = new Secret(""));
    new Protections(seen.challenge()).into(changes);
    for (String method : METHODS) {
      changes.add("the method " + method, draft -> draft.method = method);
    }
    changes.add(
        "ISO 8859-1 in place of UTF-8", draft -> draft.charset = StandardCharsets.ISO_8859_1);
    return changes.found();
  }

  private void seen(Changes changes) {
    seen.challenge()
        .ifPresent(
            given -> {
              changes.add("the challenge's realm", draft -> draft.realm = given.realm());
              changes.add("the challenge's nonce", draft -> draft.nonce = given.nonce());
            });
    seen.requestUri()
        .ifPresent(uri -> changes.add("the Request-URI of the message", draft -> draft.uri = uri));
    kept("username", changes, (draft, text) -> draft.username = text);
    kept("realm", changes, (draft, text) -> draft.realm = text);
    kept("nonce", changes, (draft, text) -> draft.nonce = text);
    kept("cnonce", changes, (draft, text) -> draft.clientNonce = text);
    kept("uri", changes, (draft, text) -> draft.uri = text);
    changes.add(
        "the nonce without the blanks in it",
        draft -> draft.nonce = draft.nonce.replaceAll("\\s", ""));
  }

  /** RFC 7616 section 3.4 hashes {@code unq(X)}: some take only the quotes off. */
  private void kept(
      String name,
      Changes changes,
      java.util.function.BiConsumer<DigestInput.Draft, String> change) {
    answer
        .withBackslashes(name)
        .ifPresent(
            raw ->
                changes.add(
                    "the backslashes kept in the " + name, draft -> change.accept(draft, raw)));
  }

  private void names(Changes changes) {
    seen.userName()
        .ifPresent(name -> changes.add("the user name " + name, draft -> draft.username = name));
    DigestInput input = changes.input();
    String username = input.username();
    int at = username.indexOf('@');
    if (at > 0) {
      changes.add(
          "the user name without its domain", draft -> draft.username = username.substring(0, at));
    } else {
      domain(username, "the realm as its domain", input.realm(), changes);
      SipUri.parse(input.uri())
          .ifPresent(uri -> domain(username, "the URI's host as its domain", uri.host(), changes));
    }
    changes.add("the user name as sip:", draft -> draft.username = "sip:" + username);
    changes.add("the user name's hash (userhash)", draft -> draft.username = input.userHash());
    changes.add(
        "the user name of the header",
        draft -> draft.username = answer.get("username").orElse(username));
    changes.add("the realm in its quotes", draft -> draft.realm = "\"" + input.realm() + "\"");
    changes.add("an empty realm", draft -> draft.realm = "");
    TextSpellings.of("the user name", username)
        .forEach((words, other) -> changes.add(words, draft -> draft.username = other));
    TextSpellings.of("the realm", input.realm())
        .forEach((words, other) -> changes.add(words, draft -> draft.realm = other));
  }

  private static void domain(String username, String words, String domain, Changes changes) {
    changes.add("the user name with " + words, draft -> draft.username = username + "@" + domain);
  }

  /** Collects changes of one input that do change it. */
  record Changes(DigestInput input, List<Alternative> found) {

    void add(String difference, Consumer<DigestInput.Draft> change) {
      DigestInput changed = input.with(change);
      if (!changed.equals(input)) {
        found.add(new Alternative(difference, changed));
      }
    }
  }
}
