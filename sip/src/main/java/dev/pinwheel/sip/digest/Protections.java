package dev.pinwheel.sip.digest;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Other algorithms, qualities of protection, nonce counts and bodies that may have been hashed. */
record Protections(Optional<DigestChallenge> challenge) {

  /** How both are offered, where the challenge is not known. */
  private static final List<String> USUAL_OFFERS =
      List.of("auth,auth-int", "auth, auth-int", "auth-int,auth", "auth-int, auth");

  void into(Alternatives.Changes changes) {
    qops(changes);
    for (DigestAlgorithm algorithm : DigestAlgorithm.values()) {
      changes.add("the algorithm " + algorithm.token(), draft -> draft.algorithm = algorithm);
    }
    String count = changes.input().nonceCount();
    changes.add("nc 00000001", draft -> draft.nonceCount = "00000001");
    changes.add("nc 1", draft -> draft.nonceCount = "1");
    changes.add("nc in its quotes", draft -> draft.nonceCount = "\"" + count + "\"");
    changes.add(
        "nc without leading zeros", draft -> draft.nonceCount = count.replaceFirst("^0+(?=.)", ""));
    bodies(changes);
  }

  private void qops(Alternatives.Changes changes) {
    for (QualityOfProtection qop : QualityOfProtection.values()) {
      changes.add(
          qop == QualityOfProtection.NONE ? "no qop" : "qop " + qop.token(),
          draft -> draft.qop(qop));
    }
    if (changes.input().qop() == QualityOfProtection.NONE) {
      return;
    }
    Set<String> offers = new LinkedHashSet<>(USUAL_OFFERS);
    challenge.flatMap(DigestChallenge::offered).ifPresent(offers::add);
    for (String offer : offers) {
      changes.add(
          "the offered qop list " + offer + " in place of one value",
          draft -> draft.qopText = offer);
      changes.add(
          "the offered qop list \"" + offer + "\" in its quotes",
          draft -> draft.qopText = "\"" + offer + "\"");
    }
    changes.add(
        "qop in its quotes", draft -> draft.qopText = "\"" + changes.input().qop().token() + "\"");
  }

  private static void bodies(Alternatives.Changes changes) {
    Body body = changes.input().body();
    changes.add("an empty body", draft -> draft.body = Body.EMPTY);
    if (body.isEmpty()) {
      return;
    }
    String text = body.latin1();
    String lines = text.replace("\r\n", "\n");
    change("the body with LF line ends", lines, changes);
    change("the body with CR LF line ends", lines.replace("\n", "\r\n"), changes);
    change("the body without its last line end", text.replaceFirst("\r?\n\\z", ""), changes);
    change("the body with a line end (LF) behind it", text + "\n", changes);
    change("the body with a line end (CR LF) behind it", text + "\r\n", changes);
    change("the body without blanks at its end", text.stripTrailing(), changes);
  }

  private static void change(String difference, String text, Alternatives.Changes changes) {
    changes.add(difference, draft -> draft.body = Body.ofLatin1(text));
  }
}
